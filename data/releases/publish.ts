/**
 * Publishing: a topic's files into KV, in an order in which readers never see half a release. New blobs first, each read
 * back and hashed; then the release's manifest; then the pointer, the one write that publishes; then the catalog. Stopped
 * anywhere, readers keep the old release and the same call completes the work. The clock is passed in.
 */
import type { Authored } from './authored.ts'
import { buildRelease, type ReleaseFile, type Stamp } from './build/index.ts'
import {
  blobKey,
  CATALOG_KEY,
  type Catalog,
  type FileEntry,
  type Manifest,
  POINTER_PREFIX,
  type Pointer,
  type PointerMetadata,
  pointerKey,
  releaseKey,
} from './records.ts'
import { sha256Hex } from './sha256.ts'
import type { TopicRow } from './wire.ts'

/** The part of Workers KV that publishing needs; `KVNamespace` is one. */
export interface Store {
  get(key: string): Promise<string | null>
  put(key: string, value: string, options?: { metadata?: unknown }): Promise<void>
  list(options: { prefix: string; cursor?: string | null; limit?: number }): Promise<StoreList>
}

export interface StoreList {
  keys: { name: string; metadata?: unknown }[]
  list_complete: boolean
  cursor?: string
}

export type Published =
  | { kind: 'published'; release: number; previous?: number; writes: number }
  | { kind: 'unchanged'; release: number; writes: number }

/** @throws when KV fails, or when a blob does not read back as written: readers then have what they had before. */
export async function publishTopic(store: Store, authored: Authored, now: Date): Promise<Published> {
  const counted = countWrites(store)
  const topic = authored.topic.id
  const current = await readPointer(counted.store, topic)
  if (current !== undefined && (await isPublished(authored, current.manifest))) {
    await writeCatalog(counted.store, current)
    return { kind: 'unchanged', release: current.manifest.release, writes: counted.writes() }
  }
  const pointer = await writeRelease(counted.store, authored, current, now)
  await writeCatalog(counted.store, pointer)
  const { release, previous } = pointer.manifest
  return { kind: 'published', release, ...(previous === undefined ? {} : { previous }), writes: counted.writes() }
}

async function readPointer(store: Store, topic: string): Promise<Pointer | undefined> {
  const value = await store.get(pointerKey(topic))
  return value === null ? undefined : (JSON.parse(value) as Pointer)
}

/** Built with the stamp of the release that readers have, the same content gives the same hashes. */
async function isPublished(authored: Authored, manifest: Manifest): Promise<boolean> {
  const { release, firstPublished, published } = manifest
  const files = await hashFiles(
    buildRelease(authored, { release, datePublished: firstPublished, dateModified: published }),
  )
  const paths = Object.keys(manifest.files)
  return paths.length === files.length && files.every((file) => manifest.files[file.path]?.sha256 === file.entry.sha256)
}

interface HashedFile extends ReleaseFile {
  entry: FileEntry
}

function hashFiles(files: ReleaseFile[]): Promise<HashedFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const bytes = new TextEncoder().encode(file.content)
      return { ...file, entry: { sha256: await sha256Hex(bytes), type: file.type, bytes: bytes.length } }
    }),
  )
}

async function writeRelease(
  store: Store,
  authored: Authored,
  current: Pointer | undefined,
  now: Date,
): Promise<Pointer> {
  const published = now.toISOString().replace(/\.\d+Z$/, 'Z')
  const firstPublished = current?.manifest.firstPublished ?? published
  const stamp: Stamp = { release: (current?.latest ?? 0) + 1, datePublished: firstPublished, dateModified: published }
  const files = await hashFiles(buildRelease(authored, stamp))
  for (const file of files) await writeBlob(store, file)
  const manifest: Manifest = {
    topic: authored.topic.id,
    release: stamp.release,
    ...(current === undefined ? {} : { previous: current.manifest.release }),
    firstPublished,
    published,
    files: Object.fromEntries(files.map((file) => [file.path, file.entry])),
  }
  await store.put(releaseKey(manifest.topic, manifest.release), JSON.stringify(manifest))
  const pointer: Pointer = {
    sequence: (current?.sequence ?? 0) + 1,
    latest: manifest.release,
    written: published,
    manifest,
    row: createRow(authored, manifest),
  }
  const metadata: PointerMetadata = { sequence: pointer.sequence }
  await store.put(pointerKey(manifest.topic), JSON.stringify(pointer), { metadata })
  return pointer
}

/** Looked for by listing and never by `get`: a miss that KV caches would hide the blob from the reading back. */
async function writeBlob(store: Store, { content, entry }: HashedFile): Promise<void> {
  const key = blobKey(entry.sha256)
  const { keys } = await store.list({ prefix: key, limit: 1 })
  if (keys.length > 0) return
  await store.put(key, content)
  const stored = await store.get(key)
  if (stored === null || (await sha256Hex(stored)) !== entry.sha256) {
    throw new Error(`${key} does not read back as it was written; readers keep the release they have. Publish again.`)
  }
}

function createRow({ topic }: Authored, manifest: Manifest): TopicRow {
  return {
    id: topic.id,
    name: topic.name,
    temporalCoverage: topic.temporalCoverage,
    release: manifest.release,
    datePublished: manifest.firstPublished,
    dateModified: manifest.published,
  }
}

/**
 * Derived from all pointers, so that running publish again heals it. `newest` may not be listed yet, and of the others only
 * those are read that the catalog has not caught up with.
 */
async function writeCatalog(store: Store, newest: Pointer): Promise<void> {
  const value = await store.get(CATALOG_KEY)
  const known = value === null ? {} : (JSON.parse(value) as Catalog).topics
  // A topic never leaves: what the listing does not show yet, or no longer, keeps the row it has.
  const topics: Catalog['topics'] = { ...known }
  for (const { topic, sequence } of await listPointers(store)) {
    const pointer = known[topic]?.sequence === sequence ? known[topic] : await readPointer(store, topic)
    if (pointer) topics[topic] = { sequence: pointer.sequence, row: pointer.row }
  }
  topics[newest.row.id] = { sequence: newest.sequence, row: newest.row }
  const catalog: Catalog = { topics: Object.fromEntries(Object.entries(topics).sort(([a], [b]) => (a < b ? -1 : 1))) }
  const derived = JSON.stringify(catalog)
  if (derived !== value) await store.put(CATALOG_KEY, derived)
}

async function listPointers(store: Store): Promise<{ topic: string; sequence: number | undefined }[]> {
  const pointers: { topic: string; sequence: number | undefined }[] = []
  for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
    const page: StoreList = await store.list({ prefix: POINTER_PREFIX, cursor })
    for (const { name, metadata } of page.keys) {
      const { sequence } = (metadata ?? {}) as Partial<PointerMetadata>
      pointers.push({ topic: name.slice(POINTER_PREFIX.length), sequence })
    }
    cursor = page.list_complete ? undefined : page.cursor
  }
  return pointers
}

function countWrites(store: Store): { store: Store; writes: () => number } {
  let writes = 0
  return {
    writes: () => writes,
    store: {
      get: (key) => store.get(key),
      list: (options) => store.list(options),
      put: (key, value, options) => {
        writes++
        return store.put(key, value, options)
      },
    },
  }
}
