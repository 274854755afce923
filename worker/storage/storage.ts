/**
 * What is read from KV, and what an isolate keeps of it: the catalog and pointers for `freshMs`, blobs until they are
 * crowded out. A reader of one isolate never goes back in a pointer's sequence, whatever order KV's locations learn of the
 * keys.
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
import { createMemo } from './memo.ts'
import { createReader, type Reading } from './read-through.ts'
import type { Runtime } from './runtime.ts'
import { isManifestOf, isPointerOf, isRecord } from './shapes.ts'

/** The least that KV allows. */
const CACHE_TTL_SECONDS = 30
const MAX_POINTERS = 2_000
/** A quarter of what an isolate may hold (128 MB). */
const MAX_BLOB_BYTES = 30_000_000
const EMPTY_CATALOG: Catalog = { topics: {} }

export interface Storage {
  /** Empty before the first publish. Rejects when KV fails and nothing was read before. */
  readCatalog(): Promise<Reading<Catalog>>
  /** Absent when KV has no such key yet. Rejects as above. */
  readPointer(topic: string): Promise<Reading<Pointer | undefined>>
  /** What the two before would give at once: absent while either is to be asked of KV. */
  freshPointer(topic: string): Pointer | undefined
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
    freshPointer(topic) {
      return catalogs.fresh(CATALOG_KEY) && pointers.fresh(pointerKey(topic))
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
