/**
 * From a topic's name to the file of its release that readers see. Every file of an answer comes from one manifest, so
 * that nobody ever sees a mixture of two releases.
 */
import type { FileEntry, Manifest, Pointer } from '../data/records.ts'
import type { Storage } from './storage.ts'

/** How many releases back a reader is taken while the newest is not wholly visible here. */
const MAX_FALLBACKS = 2

export type StaleReason = 'kv-error' | 'release-incomplete'

export interface Found {
  kind: 'found'
  manifest: Manifest
  /** When readers were given this release (RFC 3339, UTC). */
  since: string
  entry: FileEntry
  bytes: ArrayBuffer
  /** Why this may be older than what was published last. */
  stale?: StaleReason
}

export type Lookup = Found | { kind: 'unknown-topic' } | { kind: 'unknown-file' } | { kind: 'unavailable' }

/** The file `path` of the topic's current release, or of the newest one that can be shown whole. */
export async function findFile(storage: Storage, topic: string, path: string): Promise<Lookup> {
  try {
    const catalog = await storage.readCatalog()
    if (!Object.hasOwn(catalog.value.topics, topic)) return { kind: 'unknown-topic' }
    const pointer = await storage.readPointer(topic)
    if (pointer.value === undefined) return { kind: 'unavailable' }
    const found = await findInManifest(storage, pointer.value, path)
    const stale = catalog.stale ?? pointer.stale
    return found.kind === 'found' && stale !== undefined ? { ...found, stale } : found
  } catch (error) {
    console.error(JSON.stringify({ event: 'unavailable', topic, error: String(error) }))
    return { kind: 'unavailable' }
  }
}

async function findInManifest(storage: Storage, pointer: Pointer, path: string): Promise<Lookup> {
  let manifest: Manifest | undefined = pointer.manifest
  for (let fallbacks = 0; manifest !== undefined && fallbacks <= MAX_FALLBACKS; fallbacks++) {
    const entry = Object.hasOwn(manifest.files, path) ? manifest.files[path] : undefined
    if (entry === undefined) return { kind: 'unknown-file' }
    const bytes = await storage.readBlob(entry.sha256)
    if (bytes !== undefined) {
      const found: Found = { kind: 'found', manifest, since: pointer.written, entry, bytes }
      return manifest === pointer.manifest
        ? found
        : { ...found, since: manifest.published, stale: 'release-incomplete' }
    }
    console.warn(JSON.stringify({ event: 'fallback', topic: manifest.topic, release: manifest.release, path }))
    manifest =
      manifest.previous === undefined ? undefined : await storage.readManifest(manifest.topic, manifest.previous)
  }
  return { kind: 'unavailable' }
}
