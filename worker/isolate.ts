/** The state that one isolate keeps between requests. The only file that imports the platform's API. */
import * as platform from 'cloudflare:workers'
import { splitKeys } from '../data/store/signature.ts'
import type { Env } from './env.ts'
import { createResponseCache, type ResponseCache } from './response-cache.ts'
import { type AssetStore, createAssetStore } from './store/asset-store.ts'
import { createReadThrough, type Runtime } from './store/read-through.ts'
import { createStorage, type Storage } from './store/storage.ts'
import { createWithdrawalWatch, type WithdrawalWatch } from './withdrawals.ts'

export interface Isolate {
  storage: Storage
  assets: AssetStore
  responses: ResponseCache
  withdrawals: WithdrawalWatch
}

const RUNTIME: Runtime = {
  now: () => Date.now(),
  startTimer(run, ms) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  waitUntil: platform.waitUntil,
}

/** Workers Cache, if `[cache]` is enabled; its types are not published yet. */
const { cache } = platform as { cache?: { purge?: (options: { tags: string[] }) => Promise<unknown> } }

/** One per namespace: a deployment has one, a test as many as it simulates isolates. */
const isolates = new WeakMap<KVNamespace, Isolate>()

export function openIsolate({ FACTS, INDEX, ASSETS, FRESH_SECONDS, PUBLISHER_KEYS }: Env): Isolate {
  let isolate = isolates.get(FACTS)
  if (!isolate) {
    const storage = createStorage({
      namespace: FACTS,
      database: INDEX,
      freshMs: FRESH_SECONDS * 1000,
      runtime: RUNTIME,
      keys: splitKeys(PUBLISHER_KEYS),
    })
    // A separate read-through, so that slow reads of KV do not shorten the time limit for static files.
    const assets = createAssetStore({ assets: ASSETS, now: RUNTIME.now, readThrough: createReadThrough(RUNTIME) })
    const withdrawals = createWithdrawalWatch({
      purge: cache?.purge && ((tags) => cache.purge?.({ tags }) ?? Promise.resolve()),
      waitUntil: RUNTIME.waitUntil,
      now: RUNTIME.now,
    })
    isolate = { storage, assets, withdrawals, responses: createResponseCache(storage) }
    isolates.set(FACTS, isolate)
  }
  return isolate
}
