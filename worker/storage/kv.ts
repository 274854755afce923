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
} from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Environment } from '../environment.ts'
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
  /** Absent when KV does not have here (yet) the manifest that was published at that time. */
  readManifest(topic: string, release: number, published: string): Promise<Manifest | undefined>
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
  const catalogs = createMemo<Catalog>(1, freshMs, now)
  const pointers = createMemo<Pointer>(MAX_POINTERS, freshMs, now)
  const manifests = createMemo<Manifest>(MAX_POINTERS, Number.POSITIVE_INFINITY, now)
  const blobs = createMemo<ArrayBuffer>(MAX_BLOBS, Number.POSITIVE_INFINITY, now)

  return {
    async readCatalog() {
      const read = () => readJson<Catalog>(CATALOG_KEY)
      const reading = await readThrough(catalogs, CATALOG_KEY, read, mergeCatalogs)
      return { ...reading, value: reading.value ?? EMPTY_CATALOG }
    },
    async readPointer(topic) {
      const reading = await readThrough(pointers, topic, () => readJson<Pointer>(pointerKey(topic)), pickNewer)
      const manifest = reading.value?.manifest
      // Kept for the day on which the next release is not whole here yet.
      if (manifest && !manifest.draft) manifests.set(nameManifest(manifest), manifest)
      return reading
    },
    async readManifest(topic, release, published) {
      const read = async () => {
        const manifest = await readJson<Manifest>(releaseKey(topic, release))
        return manifest?.published === published ? manifest : null
      }
      return (await readThrough(manifests, nameManifest({ topic, release, published }), read)).value
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

/** Two stopped publishes, and the one that came through, may all have had the same number. */
function nameManifest({ topic, release, published }: Pick<Manifest, 'topic' | 'release' | 'published'>): string {
  return `${topic}/${release}/${published}`
}

function pickNewer(read: Pointer | undefined, known: Pointer | undefined): Pointer | undefined {
  return known && (read?.sequence ?? 0) < known.sequence ? known : read
}

/** A topic never leaves and never goes back, even where an older catalog is read after a newer one. */
function mergeCatalogs(read: Catalog | undefined, known: Catalog | undefined): Catalog | undefined {
  if (!read || !known) return read ?? known
  const newer = Object.entries(known.topics).filter(
    ([topic, row]) => (read.topics[topic]?.sequence ?? 0) < row.sequence,
  )
  if (newer.length === 0) return read
  const topics = Object.entries({ ...read.topics, ...Object.fromEntries(newer) })
  // The lists are of one catalog, of what is known to be newer: they must not bring back what was withdrawn.
  return { ...known, topics: Object.fromEntries(topics.sort(([a], [b]) => (a < b ? -1 : 1))) }
}

async function readWholeBlob(namespace: KVNamespace, sha256: string): Promise<ArrayBuffer | null> {
  const bytes = await namespace.get(blobKey(sha256), { type: 'arrayBuffer', cacheTtl: CACHE_TTL_SECONDS })
  if (bytes === null || (await sha256Hex(new Uint8Array(bytes))) !== sha256) return null
  return bytes
}

/**
 * From the memo while it is fresh, else from `read`, else (when that fails) the last good copy. `settle` weighs what was
 * read against the last good copy as it is by then: a slow read may end after a later one that brought something newer.
 */
async function readThrough<Value>(
  memo: Memo<Value>,
  key: string,
  read: () => Promise<Value | null>,
  settle: (read: Value | undefined, known: Value | undefined) => Value | undefined = (value) => value,
): Promise<Reading<Value | undefined>> {
  const fresh = memo.fresh(key)
  if (fresh !== undefined) return { value: fresh }
  try {
    const value = settle((await read()) ?? undefined, memo.last(key))
    if (value !== undefined) memo.set(key, value)
    return { value }
  } catch (error) {
    const known = memo.last(key)
    if (known === undefined) throw error
    console.warn(JSON.stringify({ event: 'stale', key, error: String(error) }))
    return { value: known, stale: 'kv-error' }
  }
}
