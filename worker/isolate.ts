/** What one isolate keeps between requests, and the one file that knows workerd's way to keep work alive. */
import { waitUntil } from 'cloudflare:workers'
import type { Env } from './env.ts'
import { createResponseCache, type ResponseCache } from './response-cache.ts'
import { type AssetStore, createAssetStore } from './store/asset-store.ts'
import { createReadThrough, type Runtime } from './store/read-through.ts'
import { createStorage, type Storage } from './store/storage.ts'

export interface Isolate {
  storage: Storage
  assets: AssetStore
  responses: ResponseCache
}

const RUNTIME: Runtime = {
  now: () => Date.now(),
  startTimer(run, ms) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  waitUntil,
}

/** One for each namespace: a deployment has one, a test as many as it has isolates. */
const isolates = new WeakMap<KVNamespace, Isolate>()

export function openIsolate({ FACTS, INDEX, ASSETS, FRESH_SECONDS }: Env): Isolate {
  let isolate = isolates.get(FACTS)
  if (!isolate) {
    const storage = createStorage({
      namespace: FACTS,
      database: INDEX,
      freshMs: FRESH_SECONDS * 1000,
      runtime: RUNTIME,
    })
    // Reads of its own, so that trouble with KV does not shorten the time that a file may take.
    const assets = createAssetStore({ assets: ASSETS, now: RUNTIME.now, readThrough: createReadThrough(RUNTIME) })
    isolate = { storage, assets, responses: createResponseCache(storage) }
    isolates.set(FACTS, isolate)
  }
  return isolate
}
