import {
  BLOB_PREFIX,
  type BlobMetadata,
  CATALOG_KEY,
  type Catalog,
  type Manifest,
  type Pointer,
  pointerKey,
  RELEASE_PREFIX,
  releaseKey,
} from './records.ts'
import { listKeys, listPointers, type Store } from './store.ts'
import { readWidgets } from './widgets.ts'

/** A publish names its blobs within minutes; whatever is this old and unnamed was left by one that never finished. */
const MIN_AGE_MS = 24 * 60 * 60 * 1000

export interface Collected {
  deleted: number
  kept: number
}

/** Deletes the blobs that neither a release nor a build of the widget names and that are older than a day. With `isDryRun`, only counts them. */
export async function collectGarbage(store: Store, now: Date, { isDryRun = false } = {}): Promise<Collected> {
  const named = await listNamedBlobs(store)
  let deleted = 0
  let kept = 0
  for (const { name, metadata } of await listKeys(store, BLOB_PREFIX)) {
    const written = (metadata as Partial<BlobMetadata> | undefined)?.written
    const isOld = written !== undefined && now.getTime() - Date.parse(written) > MIN_AGE_MS
    if (named.has(name.slice(BLOB_PREFIX.length)) || !isOld) {
      kept++
      continue
    }
    deleted++
    if (!isDryRun) await store.delete(name)
  }
  return { deleted, kept }
}

/**
 * Listings lag behind what has just been published; readings do not, where it was published. So the topics are also taken
 * from the catalog, and every release up to a topic's latest is read whether it is listed or not.
 *
 * @throws when a manifest cannot be read: nothing is deleted on incomplete knowledge.
 */
async function listNamedBlobs(store: Store): Promise<Set<string>> {
  const names = new Set((await listKeys(store, RELEASE_PREFIX)).map(({ name }) => name))
  const manifests: Manifest[] = []
  for (const topic of await listTopics(store)) {
    const { manifest, latest } = await readListed<Pointer>(store, pointerKey(topic))
    manifests.push(manifest)
    for (let release = 1; release <= latest; release++) names.add(releaseKey(topic, release))
  }
  for (const name of names) manifests.push(await readListed<Manifest>(store, name))
  const files = manifests.flatMap((manifest) => Object.values(manifest.files).map((entry) => entry.sha256))
  return new Set([...files, ...(await listShardBlobs(store)), ...Object.values(await readWidgets(store))])
}

/** The files of the lists across topics, and those that they took the place of. */
async function listShardBlobs(store: Store): Promise<string[]> {
  const value = await store.get(CATALOG_KEY)
  const { lists } = value === null ? {} : (JSON.parse(value) as Partial<Catalog>)
  const shards = Object.values(lists ?? {}).flatMap((list) => Object.values(list))
  return shards.flatMap(({ sha256, previous }) => [sha256, ...(previous === undefined ? [] : [previous])])
}

async function listTopics(store: Store): Promise<Set<string>> {
  const value = await store.get(CATALOG_KEY)
  const known = value === null ? [] : Object.keys((JSON.parse(value) as Catalog).topics)
  return new Set([...known, ...(await listPointers(store)).map(({ topic }) => topic)])
}

async function readListed<Value>(store: Store, name: string): Promise<Value> {
  const value = await store.get(name)
  if (value === null) throw new Error(`${name} is listed and cannot be read; nothing was deleted. Try again later.`)
  return JSON.parse(value) as Value
}
