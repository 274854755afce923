import { BLOB_PREFIX, type BlobMetadata, type Manifest, type Pointer, RELEASE_PREFIX } from './records.ts'
import { listKeys, listPointers, readPointer, type Store } from './store.ts'

/** A publish names its blobs within minutes; whatever is this old and unnamed was left by one that never finished. */
const MIN_AGE_MS = 24 * 60 * 60 * 1000

export interface Collected {
  deleted: number
  kept: number
}

/** Deletes the blobs that no release names and that are older than a day. With `isDryRun`, only counts them. */
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

/** @throws when a manifest cannot be read: nothing is deleted on incomplete knowledge. */
async function listNamedBlobs(store: Store): Promise<Set<string>> {
  const manifests: Manifest[] = []
  for (const { name } of await listKeys(store, RELEASE_PREFIX)) {
    const value = await store.get(name)
    if (value === null) throw new Error(`${name} is listed and cannot be read; nothing was deleted. Try again later.`)
    manifests.push(JSON.parse(value) as Manifest)
  }
  for (const { topic } of await listPointers(store)) {
    const pointer: Pointer | undefined = await readPointer(store, topic)
    if (!pointer) throw new Error(`topic/${topic} is listed and cannot be read; nothing was deleted. Try again later.`)
    manifests.push(pointer.manifest)
  }
  return new Set(manifests.flatMap((manifest) => Object.values(manifest.files).map((entry) => entry.sha256)))
}
