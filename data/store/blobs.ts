/** Immutable bytes under their hash. Blobs are hashed after reading, and read back after writing. */
import { sha256Hex } from '../citations/sha256.ts'
import { type BlobMetadata, blobKey, canonicalJson, type Manifest } from './records.ts'
import { type Store, StoreError, toBytes } from './store.ts'

export interface Blob {
  sha256: string
  bytes: Uint8Array
  /** The topic that the content belongs to. Absent for a log, which has no content, and for a build of the widget. */
  topic?: string
}

/** Creates a blob of these bytes, or of a text in UTF-8, with its SHA-256. */
export async function createBlob(content: Uint8Array | string, topic?: string): Promise<Blob> {
  const bytes = toBytes(content)
  return { sha256: await sha256Hex(bytes), bytes, ...(topic !== undefined && { topic }) }
}

/** Resolves with the hash that names a manifest, a log or an entry of a log. */
export const hashRecord = (record: object): Promise<string> => sha256Hex(canonicalJson(record))

/** Returns the blobs that exist and are not damaged, by hash. */
export async function readBlobs(store: Store, hashes: Iterable<string>): Promise<Map<string, Uint8Array>> {
  const wanted = [...new Set(hashes)]
  if (wanted.length === 0) return new Map()
  const values = await store.getMany(wanted.map(blobKey))
  const blobs = new Map<string, Uint8Array>()
  for (const sha256 of wanted) {
    const bytes = values.get(blobKey(sha256))
    if (bytes && (await sha256Hex(bytes)) === sha256) blobs.set(sha256, bytes)
  }
  return blobs
}

export type ReadJson = <Value>(sha256: string | undefined, what: string) => Value

/**
 * Reads JSON blobs in bulk. The returned function parses one of them.
 *
 * @throws StoreError from the returned function if the blob is absent or damaged
 */
export async function readJsonBlobs(store: Store, hashes: Iterable<string | undefined>): Promise<ReadJson> {
  const blobs = await readBlobs(
    store,
    [...hashes].filter((sha256) => sha256 !== undefined),
  )
  return <Value>(sha256: string | undefined, what: string) => {
    const bytes = sha256 === undefined ? undefined : blobs.get(sha256)
    if (bytes) return JSON.parse(new TextDecoder().decode(bytes)) as Value
    throw new StoreError(
      `${what} cannot be read (${blobKey(sha256 ?? '?')}). A recent write may take two minutes to be visible everywhere: run the command again after that. If it is still missing, restore it from a backup.`,
    )
  }
}

/** Reads a JSON file of a release. @throws StoreError if it is absent or damaged */
export async function readFile<Content>(store: Store, manifest: Manifest, path: string): Promise<Content> {
  const sha256 = manifest.files[path]?.sha256
  return (await readJsonBlobs(store, [sha256]))<Content>(
    sha256,
    `${manifest.topic}: ${path} of release ${manifest.release}`,
  )
}

/**
 * Writes blobs in bulk, then reads all of them back. Blobs that are `known` to exist are written only if they are missing.
 * Returns the hashes that were written.
 *
 * @throws StoreError if a blob does not read back as it was written; nothing names it yet
 */
export async function writeBlobs(
  store: Store,
  blobs: readonly Blob[],
  written: string,
  known: ReadonlySet<string> = new Set(),
): Promise<Set<string>> {
  const unknown = blobs.filter(({ sha256 }) => !known.has(sha256))
  await putBlobs(store, unknown, written)
  const missing = await findMissing(store, blobs)
  const lost = missing.filter(({ sha256 }) => known.has(sha256))
  await putBlobs(store, lost, written)
  const [unread] = lost.length === missing.length ? await findMissing(store, lost) : missing
  if (unread) {
    throw new StoreError(
      `${blobKey(unread.sha256)} does not read back as it was written; readers still get the old state. Run the command again.`,
    )
  }
  return new Set([...unknown, ...lost].map(({ sha256 }) => sha256))
}

/** Writes each blob once, even if several topics have it. */
async function putBlobs(store: Store, blobs: readonly Blob[], written: string): Promise<void> {
  const byKey = new Map(blobs.map((blob) => [blobKey(blob.sha256), blob]))
  const entries = [...byKey].map(([key, { bytes, topic }]) => {
    const metadata: BlobMetadata = { written, ...(topic !== undefined && { topic }) }
    return { key, value: bytes, metadata }
  })
  if (entries.length > 0) await store.putMany(entries)
}

/** Returns the blobs that are absent or damaged. */
export async function findMissing<Named extends { sha256: string }>(
  store: Store,
  blobs: readonly Named[],
): Promise<Named[]> {
  const stored = await readBlobs(
    store,
    blobs.map(({ sha256 }) => sha256),
  )
  return blobs.filter(({ sha256 }) => !stored.has(sha256))
}
