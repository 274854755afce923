/** The one way to KV, and the one file that knows workerd: one storage an isolate and namespace. */
import { waitUntil } from 'cloudflare:workers'
import type { Environment } from '../environment.ts'
import type { Runtime } from './runtime.ts'
import { createStorage, type Storage } from './storage.ts'

export type { Storage } from './storage.ts'

const RUNTIME: Runtime = {
  now: () => Date.now(),
  startTimer(run, ms) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  finish: waitUntil,
}

const storages = new WeakMap<KVNamespace, Storage>()

export function openStorage({ FACTS, FRESH_SECONDS }: Pick<Environment, 'FACTS' | 'FRESH_SECONDS'>): Storage {
  let storage = storages.get(FACTS)
  if (!storage) {
    storage = createStorage(FACTS, FRESH_SECONDS * 1000, RUNTIME)
    storages.set(FACTS, storage)
  }
  return storage
}
