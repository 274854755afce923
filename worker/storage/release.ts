/**
 * From a topic's name, and perhaps a release's number, to the file that readers see. Every file of an answer comes from
 * one manifest, so that nobody ever sees a mixture of two releases.
 */
import type { FileEntry, Manifest, Pointer, Tombstone } from '../../data/releases/records.ts'
import type { Reading } from './read-through.ts'
import type { Storage } from './storage.ts'

/** How many releases back a reader is taken while the newest is not wholly visible here. */
const MAX_FALLBACKS = 2

export type StaleReason = 'kv-error' | 'release-incomplete'

/** A topic that exists. */
export interface FoundTopic {
  kind: 'found'
  pointer: Pointer
  stale?: StaleReason
}

export interface Found extends FoundTopic {
  manifest: Manifest
  entry: FileEntry
  bytes: ArrayBuffer
}

export type Missing =
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-release'; latest: number }
  | { kind: 'unknown-file' }
  | { kind: 'withdrawn'; tombstone: Tombstone }
  | { kind: 'unavailable' }

export async function findTopic(storage: Storage, topic: string): Promise<FoundTopic | Missing> {
  try {
    const catalog = await storage.readCatalog()
    if (!Object.hasOwn(catalog.value.topics, topic)) return { kind: 'unknown-topic' }
    const pointer: Reading<Pointer | undefined> = await storage.readPointer(topic)
    if (pointer.value === undefined) return { kind: 'unavailable' }
    const stale = catalog.stale ?? pointer.stale
    return { kind: 'found', pointer: pointer.value, ...(stale && { stale }) }
  } catch (error) {
    console.error(JSON.stringify({ event: 'unavailable', topic, error: String(error) }))
    return { kind: 'unavailable' }
  }
}

/** The file `path` of release `release`, or else of the release that readers have now. */
export async function findFile(
  storage: Storage,
  topic: string,
  path: string,
  release?: number,
): Promise<Found | Missing> {
  const found = await findTopic(storage, topic)
  if (found.kind !== 'found') return found
  try {
    return release === undefined
      ? await findCurrent(storage, found, path)
      : await findPinned(storage, found, path, release)
  } catch (error) {
    console.error(JSON.stringify({ event: 'unavailable', topic, path, error: String(error) }))
    return { kind: 'unavailable' }
  }
}

/** The newest release that can be shown whole, going back from the one that readers should have. */
async function findCurrent(storage: Storage, found: FoundTopic, path: string): Promise<Found | Missing> {
  const { pointer } = found
  if (!Object.hasOwn(pointer.manifest.files, path)) return { kind: 'unknown-file' }
  let stale = found.stale
  for (const release of [pointer.manifest.release, ...listEarlier(pointer)]) {
    try {
      const manifest = await readRelease(storage, pointer, release)
      const file = manifest && (await readFile(storage, manifest, path))
      if (file && file !== 'unknown-file') return { ...found, ...file, ...(stale && { stale }) }
      stale ??= 'release-incomplete'
    } catch {
      stale = 'kv-error'
    }
    console.warn(JSON.stringify({ event: 'fallback', topic: pointer.row.id, release, path, reason: stale }))
  }
  return { kind: 'unavailable' }
}

/**
 * What readers had before the release that they should have, newest first, without what was withdrawn. Out of the history,
 * since a manifest on the way may be missing; what was rolled back is not on it.
 */
function listEarlier({ manifest, history, withdrawn }: Pointer): number[] {
  const earlier: number[] = []
  for (let release = manifest.previous; release !== undefined; ) {
    if (!Object.hasOwn(withdrawn.releases, release)) earlier.push(release)
    const publication = history.findIndex((move) => move.release === release)
    release = history[publication - 1]?.release
  }
  return earlier.slice(0, MAX_FALLBACKS)
}

/** A publish that was stopped may have left another manifest under the number: only the one that was published counts. */
async function readRelease(storage: Storage, pointer: Pointer, release: number): Promise<Manifest | undefined> {
  if (release === pointer.manifest.release) return pointer.manifest
  const publication = pointer.history.find((move) => move.release === release)
  return publication && storage.readManifest(pointer.row.id, release, publication.at)
}

/** A number above `latest` is made up and costs no read. */
async function findPinned(
  storage: Storage,
  found: FoundTopic,
  path: string,
  release: number,
): Promise<Found | Missing> {
  const { latest, withdrawn } = found.pointer
  if (release < 1 || release > latest) return { kind: 'unknown-release', latest }
  const tombstone = withdrawn.releases[release]
  if (tombstone) return { kind: 'withdrawn', tombstone }
  const manifest = await readRelease(storage, found.pointer, release)
  const file = manifest && (await readFile(storage, manifest, path))
  if (file === 'unknown-file') return { kind: 'unknown-file' }
  return file ? { ...found, ...file } : { kind: 'unavailable' }
}

async function readFile(storage: Storage, manifest: Manifest, path: string) {
  const entry = Object.hasOwn(manifest.files, path) ? manifest.files[path] : undefined
  if (!entry) return 'unknown-file'
  const bytes = await storage.readBlob(entry.sha256)
  return bytes && { manifest, entry, bytes }
}
