/**
 * The one file that touches KV. What an isolate has read it keeps: the catalog and pointers for `freshMs`, blobs until
 * they are crowded out. When KV fails, the last good copy is given, marked stale. A reader of one isolate never goes back
 * in a pointer's sequence, whatever order KV's locations learn of the keys.
 *
 * KV caches a miss as long as a hit, so no name that a visitor made up is ever looked up: the catalog names the topics, a
 * manifest names the blobs.
 */
import {
  blobKey,
  CATALOG_KEY,
  type Catalog,
  type Manifest,
  type Pointer,
  pointerKey,
  releaseKey,
} from '../data/releases/records.ts'
import { sha256Hex } from '../data/sha256.ts'
import type { Environment } from './environment.ts'
import { createMemo, type Memo } from './memo.ts'

/** The least that KV allows. */
const CACHE_TTL_SECONDS = 30
const MAX_POINTERS = 2_000
const MAX_BLOBS = 1_000
const EMPTY_CATALOG: Catalog = { topics: {} }

/** A value, and why it may be older than what KV holds, if it may. */
export interface Reading<Value> {
  value: Value
  stale?: 'kv-error'
}

export interface Storage {
  /** Empty before the first publish. Rejects when KV fails and nothing was read before. */
  readCatalog(): Promise<Reading<Catalog>>
  /** Absent when KV has no such key yet. Rejects as above. */
  readPointer(topic: string): Promise<Reading<Pointer | undefined>>
  readManifest(topic: string, release: number): Promise<Manifest | undefined>
  /** Absent when KV has no such blob here (yet), or has other bytes under its name. */
  readBlob(sha256: string): Promise<ArrayBuffer | undefined>
  /** How long ago the catalog was read; absent before. */
  catalogAgeSeconds(): number | undefined
  /** Asks KV itself, for `/healthz`. */
  isReachable(): Promise<boolean>
}

const storages = new WeakMap<KVNamespace, Storage>()

/** One storage an isolate and namespace. */
export function openStorage({ FACTS, FRESH_SECONDS }: Pick<Environment, 'FACTS' | 'FRESH_SECONDS'>): Storage {
  let storage = storages.get(FACTS)
  if (!storage) {
    storage = createStorage(FACTS, FRESH_SECONDS * 1000, Date.now)
    storages.set(FACTS, storage)
  }
  return storage
}

/** `now` gives milliseconds. */
export function createStorage(namespace: KVNamespace, freshMs: number, now: () => number): Storage {
  const readJson = <Value>(key: string) => namespace.get<Value>(key, { type: 'json', cacheTtl: CACHE_TTL_SECONDS })
  const catalogs = createMemo<Catalog | undefined>(1, freshMs, now)
  const pointers = createMemo<Pointer | undefined>(MAX_POINTERS, freshMs, now)
  const manifests = createMemo<Manifest | undefined>(MAX_POINTERS, Number.POSITIVE_INFINITY, now)
  const blobs = createMemo<ArrayBuffer | undefined>(MAX_BLOBS, Number.POSITIVE_INFINITY, now)

  return {
    async readCatalog() {
      const reading = await readThrough(
        catalogs,
        CATALOG_KEY,
        async () => (await readJson<Catalog>(CATALOG_KEY)) ?? undefined,
      )
      return { ...reading, value: reading.value ?? EMPTY_CATALOG }
    },
    readPointer: (topic) =>
      readThrough(pointers, topic, async (known) => {
        const pointer = (await readJson<Pointer>(pointerKey(topic))) ?? undefined
        return known && (pointer?.sequence ?? 0) < known.sequence ? known : pointer
      }),
    async readManifest(topic, release) {
      const read = async () => (await readJson<Manifest>(releaseKey(topic, release))) ?? undefined
      return (await readThrough(manifests, `${topic}/${release}`, read)).value
    },
    async readBlob(sha256) {
      return (await readThrough(blobs, sha256, () => readWholeBlob(namespace, sha256))).value
    },
    catalogAgeSeconds() {
      const ageMs = catalogs.age(CATALOG_KEY)
      return ageMs === undefined ? undefined : Math.round(ageMs / 1000)
    },
    async isReachable() {
      return namespace.get(CATALOG_KEY, { type: 'stream', cacheTtl: CACHE_TTL_SECONDS }).then(
        async (stream) => {
          await stream?.cancel()
          return true
        },
        () => false,
      )
    },
  }
}

async function readWholeBlob(namespace: KVNamespace, sha256: string): Promise<ArrayBuffer | undefined> {
  const bytes = await namespace.get(blobKey(sha256), { type: 'arrayBuffer', cacheTtl: CACHE_TTL_SECONDS })
  if (bytes === null || (await sha256Hex(new Uint8Array(bytes))) !== sha256) return undefined
  return bytes
}

/** From the memo while it is fresh, else from `read`, else (when that fails) the last good copy. */
async function readThrough<Value>(
  memo: Memo<Value>,
  key: string,
  read: (known: Value | undefined) => Promise<Value>,
): Promise<Reading<Value>> {
  const fresh = memo.fresh(key)
  if (fresh !== undefined) return { value: fresh }
  const known = memo.last(key)
  try {
    const value = await read(known)
    if (value !== undefined) memo.set(key, value)
    return { value }
  } catch (error) {
    if (known === undefined) throw error
    console.warn(JSON.stringify({ event: 'stale', key, error: String(error) }))
    return { value: known, stale: 'kv-error' }
  }
}
