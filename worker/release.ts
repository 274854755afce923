/**
 * From a topic's name, and perhaps a release's number, to the file that readers see. Every file of an answer comes from
 * one manifest, so that nobody ever sees a mixture of two releases.
 */
import type { FileEntry, Manifest, Pointer, Tombstone } from '../data/releases/records.ts'
import type { Reading, Storage } from './storage.ts'

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
  let manifest: Manifest | undefined = found.pointer.manifest
  for (let fallbacks = 0; manifest !== undefined && fallbacks <= MAX_FALLBACKS; fallbacks++) {
    const file = await readFile(storage, manifest, path)
    if (file === 'unknown-file') return { kind: 'unknown-file' }
    const isNewest = manifest === found.pointer.manifest
    if (file) return { ...found, ...file, ...(!isNewest && { stale: 'release-incomplete' }) }
    console.warn(JSON.stringify({ event: 'fallback', topic: manifest.topic, release: manifest.release, path }))
    manifest =
      manifest.previous === undefined ? undefined : await storage.readManifest(manifest.topic, manifest.previous)
  }
  return { kind: 'unavailable' }
}

/** A number above `latest` is made up and costs no read. */
async function findPinned(
  storage: Storage,
  found: FoundTopic,
  path: string,
  release: number,
): Promise<Found | Missing> {
  const { latest, row, withdrawn } = found.pointer
  if (release < 1 || release > latest) return { kind: 'unknown-release', latest }
  const tombstone = withdrawn.releases[release]
  if (tombstone) return { kind: 'withdrawn', tombstone }
  const manifest = await storage.readManifest(row.id, release)
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
