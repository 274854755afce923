/**
 * What is read from KV, and what an isolate keeps of it: the catalog and pointers for `freshMs`, blobs until they are
 * crowded out. Whatever KV does (throws, hangs, gives nothing or something else), a reader gets the last good copy, marked
 * stale, or an error within a known time, and the next read after a pause tries again. A reader of one isolate never goes
 * back in a pointer's sequence, whatever order KV's locations learn of the keys.
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
  WIDGETS_KEY,
  type Widgets,
} from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import { createMemo, type Memo } from './memo.ts'
import type { Runtime } from './runtime.ts'
import { createSharedReads, ReadTimeout } from './shared-reads.ts'

/** The least that KV allows. */
const CACHE_TTL_SECONDS = 30
/** How long a reader waits for one read, with nothing to show instead. */
const READ_TIMEOUT_MS = 2_000
/** The same while there is a copy, or another read of this isolate has hung lately: seven reads in a row end in time. */
const HURRIED_TIMEOUT_MS = 500
/** How long a copy is shown without asking, after asking failed, and how long readers hurry after a read has hung. */
const PAUSE_MS = 5_000
const MAX_POINTERS = 2_000
/** A third of what an isolate may hold (128 MB). */
const MAX_BLOB_BYTES = 40_000_000
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
  /** Rejects as above. */
  readWidgets(): Promise<Widgets>
  /** How long ago the catalog was read; absent before. */
  catalogAgeSeconds(): number | undefined
  /** Asks KV itself, for `/healthz`. */
  isReachable(): Promise<boolean>
}

export function createStorage(namespace: KVNamespace, freshMs: number, runtime: Runtime): Storage {
  const { now } = runtime
  const catalogs = createMemo<Catalog>(1, freshMs, now)
  const pointers = createMemo<Pointer>(MAX_POINTERS, freshMs, now)
  const manifests = createMemo<Manifest>(MAX_POINTERS, Number.POSITIVE_INFINITY, now)
  const blobs = createMemo<ArrayBuffer>(MAX_BLOB_BYTES, Number.POSITIVE_INFINITY, now, ({ byteLength }) => byteLength)
  const widgets = createMemo<Widgets>(1, freshMs, now)
  const readThrough = createReader(runtime)

  /** What parses may still be something else: that is an outage, too. */
  async function readJson<Value>(key: string, isWhole: (value: Value) => boolean): Promise<Value | null> {
    const value = await namespace.get<Value>(key, { type: 'json', cacheTtl: CACHE_TTL_SECONDS })
    if (value !== null && !isWhole(value)) throw new Error(`${key} holds something else`)
    return value
  }

  return {
    async readCatalog() {
      const read = () => readJson<Catalog>(CATALOG_KEY, ({ topics }) => isRecord(topics))
      const reading = await readThrough(catalogs, CATALOG_KEY, read, mergeCatalogs)
      return { ...reading, value: reading.value ?? EMPTY_CATALOG }
    },
    async readPointer(topic) {
      const key = pointerKey(topic)
      const read = async () => {
        const pointer = await readJson<Pointer>(key, isPointerOf(topic))
        const manifest = pointer?.manifest
        // Kept for the day on which the next release is not whole here yet.
        if (manifest && !manifest.draft) manifests.set(nameManifest(manifest), manifest)
        return pointer
      }
      return readThrough(pointers, key, read, pickNewer)
    },
    async readManifest(topic, release, published) {
      const read = async () => {
        const manifest = await readJson<Manifest>(releaseKey(topic, release), isManifestOf(topic, release))
        return manifest?.published === published ? manifest : null
      }
      return (await readThrough(manifests, nameManifest({ topic, release, published }), read)).value
    },
    async readBlob(sha256) {
      return (await readThrough(blobs, blobKey(sha256), () => readWholeBlob(namespace, sha256))).value
    },
    async readWidgets() {
      const read = async () => (await readJson<Widgets>(WIDGETS_KEY, isRecord)) ?? {}
      // Nothing ever leaves the row.
      return (await readThrough(widgets, WIDGETS_KEY, read, (row, known) => ({ ...known, ...row }))).value ?? {}
    },
    catalogAgeSeconds() {
      const ageMs = catalogs.age(CATALOG_KEY)
      return ageMs === undefined ? undefined : Math.round(ageMs / 1000)
    },
    async isReachable() {
      // In a memo of its own, and kept for no time, so that it is always asked.
      const memo = createMemo<true>(1, 0, now)
      const read = async () => {
        await namespace.get(CATALOG_KEY, { type: 'text', cacheTtl: CACHE_TTL_SECONDS })
        return true as const
      }
      return readThrough(memo, 'healthz', read).then(
        () => true,
        () => false,
      )
    },
  }
}

/** Two stopped publishes, and the one that came through, may all have had the same number. */
function nameManifest({ topic, release, published }: Pick<Manifest, 'topic' | 'release' | 'published'>): string {
  return `${releaseKey(topic, release)} ${published}`
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function isManifestOf(topic: string, release?: number): (value: Partial<Manifest> | undefined) => boolean {
  return (value) =>
    value?.topic === topic && (release === undefined || value.release === release) && isRecord(value.files)
}

function isPointerOf(topic: string): (value: Partial<Pointer>) => boolean {
  const isManifest = isManifestOf(topic)
  return ({ sequence, row, manifest, history, withdrawn }) =>
    Number.isInteger(sequence) &&
    row?.id === topic &&
    isManifest(manifest) &&
    Array.isArray(history) &&
    isRecord(withdrawn?.items) &&
    isRecord(withdrawn?.releases)
}

function pickNewer(read: Pointer, known: Pointer): Pointer {
  return read.sequence < known.sequence ? known : read
}

/** A topic never leaves and never goes back, even where an older catalog is read after a newer one. */
function mergeCatalogs(read: Catalog, known: Catalog): Catalog {
  const newer = Object.entries(known.topics).filter(
    ([topic, row]) => (read.topics[topic]?.sequence ?? 0) < row.sequence,
  )
  if (newer.length === 0) return read
  const topics = Object.entries({ ...read.topics, ...Object.fromEntries(newer) })
  // The lists are of one catalog, of what is known to be newer: they must not bring back what was withdrawn.
  return { ...known, topics: Object.fromEntries(topics.sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** Hashed once, before it is kept: 30 us for 30 kB, and nobody is ever shown, or keeps, what KV spoilt. */
async function readWholeBlob(namespace: KVNamespace, sha256: string): Promise<ArrayBuffer | null> {
  const bytes = await namespace.get(blobKey(sha256), { type: 'arrayBuffer', cacheTtl: CACHE_TTL_SECONDS })
  if (bytes === null || (await sha256Hex(new Uint8Array(bytes))) !== sha256) return null
  return bytes
}

type ReadThrough = <Value>(
  memo: Memo<Value>,
  key: string,
  read: () => Promise<Value | null>,
  settle?: (read: Value, known: Value) => Value,
) => Promise<Reading<Value | undefined>>

/**
 * From the memo while it is fresh, else from `read`, else (when that fails) the last good copy. `settle` weighs what was
 * read against the last good copy as it is by then: a slow read may end after a later one that brought something newer.
 */
function createReader(runtime: Runtime): ReadThrough {
  const { now } = runtime
  const shareRead = createSharedReads(runtime)
  const failed = createMemo<true>(MAX_POINTERS, PAUSE_MS, now)
  let hurriedUntil = 0

  return async function readThrough(memo, key, read, settle = (value) => value) {
    const fresh = memo.fresh(key)
    if (fresh !== undefined) return { value: fresh }
    const known = memo.last(key)
    if (known !== undefined && failed.fresh(key)) return { value: known, stale: 'kv-error' }
    const isHurried = known !== undefined || now() < hurriedUntil
    const readAndKeep = async () => {
      const begunAt = now()
      const value = await read()
      const last = memo.last(key)
      // Nothing that is read here is ever deleted.
      if (value === null && last !== undefined) throw new Error(`${key} was there`)
      if (value === null) return undefined
      const settled = last === undefined ? value : settle(value, last)
      memo.set(key, settled, begunAt)
      return settled
    }
    try {
      return { value: await shareRead(key, readAndKeep, isHurried ? HURRIED_TIMEOUT_MS : READ_TIMEOUT_MS) }
    } catch (error) {
      failed.set(key, true)
      // Not after a hurried one: else a place where reads are merely slow would never be patient again.
      if (error instanceof ReadTimeout && !isHurried) hurriedUntil = now() + PAUSE_MS
      const copy = memo.last(key)
      if (copy === undefined) throw error
      console.warn(JSON.stringify({ event: 'stale', key, error: String(error) }))
      return { value: copy, stale: 'kv-error' }
    }
  }
}
