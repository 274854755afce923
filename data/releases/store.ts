/** The part of Workers KV that publishing needs; `KVNamespace` is one. Values are read and written by these functions only. */
import {
  blobKey,
  type Manifest,
  POINTER_PREFIX,
  type Pointer,
  type PointerMetadata,
  pointerKey,
  releaseKey,
} from './records.ts'

export interface Store {
  get(key: string): Promise<string | null>
  put(key: string, value: string, options?: { metadata?: unknown }): Promise<void>
  list(options: { prefix: string; cursor?: string | null; limit?: number }): Promise<StorePage>
  delete(key: string): Promise<void>
}

export interface StorePage {
  keys: { name: string; metadata?: unknown }[]
  list_complete: boolean
  cursor?: string
}

export interface StoreKey {
  name: string
  metadata?: unknown
}

export async function readPointer(store: Store, topic: string): Promise<Pointer | undefined> {
  return parse<Pointer>(await store.get(pointerKey(topic)))
}

export async function readManifest(store: Store, topic: string, release: number): Promise<Manifest | undefined> {
  return parse<Manifest>(await store.get(releaseKey(topic, release)))
}

/** A JSON file of a release. @throws when KV does not have it, which a complete release cannot be. */
export async function readFile<Content>(store: Store, manifest: Manifest, path: string): Promise<Content> {
  const entry = manifest.files[path]
  const content = entry && parse<Content>(await store.get(blobKey(entry.sha256)))
  if (content === undefined) throw new Error(`release ${manifest.release} of ${manifest.topic} has no readable ${path}`)
  return content
}

/** The one write by which readers come to see another state of a topic. */
export async function writePointer(store: Store, pointer: Pointer): Promise<void> {
  const metadata: PointerMetadata = { sequence: pointer.sequence }
  await store.put(pointerKey(pointer.row.id), JSON.stringify(pointer), { metadata })
}

/** Every key under a prefix, page after page. */
export async function listKeys(store: Store, prefix: string): Promise<StoreKey[]> {
  const keys: StoreKey[] = []
  for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
    const page: StorePage = await store.list({ prefix, cursor })
    keys.push(...page.keys)
    cursor = page.list_complete ? undefined : page.cursor
  }
  return keys
}

export async function listPointers(store: Store): Promise<{ topic: string; sequence: number | undefined }[]> {
  const keys = await listKeys(store, POINTER_PREFIX)
  return keys.map(({ name, metadata }) => ({
    topic: name.slice(POINTER_PREFIX.length),
    sequence: (metadata as Partial<PointerMetadata> | undefined)?.sequence,
  }))
}

/** RFC 3339 in UTC, in whole seconds: what an HTTP date can carry. */
export function formatTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

function parse<Value>(value: string | null): Value | undefined {
  return value === null ? undefined : (JSON.parse(value) as Value)
}

/** The same store, counting what is written to it. */
export function countWrites(store: Store): { store: Store; writes: () => number } {
  let writes = 0
  return {
    writes: () => writes,
    store: {
      get: (key) => store.get(key),
      list: (options) => store.list(options),
      delete: (key) => store.delete(key),
      put: (key, value, options) => {
        writes++
        return store.put(key, value, options)
      },
    },
  }
}
