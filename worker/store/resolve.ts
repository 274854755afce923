/**
 * Resolves a topic's id, and optionally a release number, to a file. All files of a response come from one manifest, so a response
 * never mixes two releases.
 */

import type { FileEntry, Log, Manifest, Ref, ReleaseTombstone } from '../../data/store/records.ts'
import type { Blob } from './blobs.ts'
import { getOwn } from './get-own.ts'
import { logError } from './log.ts'
import {
  findEarlierManifest,
  findManifest,
  findManifestHash,
  readFile,
  readLog,
  readManifest,
  readOrExplain,
} from './manifests.ts'
import { ReadError, type StaleReason } from './read-through.ts'
import type { Storage } from './storage.ts'

export interface ResolvedTopic {
  kind: 'resolved'
  ref: Ref
  /** Why the content may be old; absent if it is current. */
  stale?: StaleReason
}

export interface ResolvedFile extends ResolvedTopic {
  manifest: Manifest
  entry: FileEntry
  blob: Blob
}

export type ResolveError =
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-release'; latest: number }
  | { kind: 'unknown-file' }
  /** A release, or with `ref` the whole topic. */
  | { kind: 'withdrawn'; tombstone: Pick<ReleaseTombstone, 'date' | 'reason'>; ref?: Ref }
  /** `detail` if the reason is useful to clients. */
  | { kind: 'unavailable'; detail?: string }

/** Cached values are returned without a promise: awaiting them took a tenth of the time of a filtered list. */
type Resolving<Resolved> = Resolved | ResolveError | Promise<Resolved | ResolveError>

/** Resolves the ref: one read when cold, none for an impossible name. */
export function resolveTopic({ refs }: Storage, topic: string): Resolving<ResolvedTopic> {
  const ref = refs.peek(topic)
  return ref ? admit(ref) : readTopic(refs, topic)
}

/** A topic whose own id is withdrawn is not served at all. An item with the same id has a `part`. */
function admit(ref: Ref, stale?: StaleReason): ResolvedTopic | ResolveError {
  const tombstone = getOwn(ref.tombstones.items, ref.topic)
  if (tombstone?.kind === 'withdrawn' && !tombstone.part) return { kind: 'withdrawn', tombstone, ref }
  return { kind: 'resolved', ref, ...(stale && { stale }) }
}

async function readTopic(refs: Storage['refs'], topic: string): Promise<ResolvedTopic | ResolveError> {
  try {
    const { value: ref, stale } = await refs.read(topic)
    return ref ? admit(ref, stale) : { kind: 'unknown-topic' }
  } catch (error) {
    return reportUnavailable(error, { topic })
  }
}

/** Resolves the file `path` of a release, by default the current one: two reads when cold, four for a pinned release. */
export async function resolveFile(
  storage: Storage,
  topic: string,
  path: string,
  release?: number,
): Promise<ResolvedFile | ResolveError> {
  const resolved = await resolveTopic(storage, topic)
  return resolved.kind === 'resolved' ? resolveFileOf(storage, resolved, path, release) : resolved
}

/** The same for a known ref. */
export function resolveFileOf(
  storage: Storage,
  resolved: ResolvedTopic,
  path: string,
  release?: number,
): Resolving<ResolvedFile> {
  return (release === undefined && peekCurrent(storage, resolved, path)) || readFileOf(storage, resolved, path, release)
}

function peekCurrent({ blobs }: Storage, resolved: ResolvedTopic, path: string): ResolvedFile | undefined {
  const { manifest } = resolved.ref
  const entry = getOwn(manifest.files, path)
  const blob = entry && blobs.peek(entry.sha256)
  return blob && { ...resolved, manifest, entry, blob }
}

async function readFileOf(
  storage: Storage,
  resolved: ResolvedTopic,
  path: string,
  release?: number,
): Promise<ResolvedFile | ResolveError> {
  try {
    return release === undefined
      ? await resolveCurrent(storage, resolved, path)
      : await resolvePinned(storage, resolved, path, release)
  } catch (error) {
    return reportUnavailable(error, { topic: resolved.ref.topic, path })
  }
}

/** Resolves the topic's log; if its newest version is not visible here yet, the log of the previous ref, marked stale. */
export async function resolveLog(
  storage: Storage,
  resolved: ResolvedTopic,
): Promise<(ResolvedTopic & { log: Log }) | ResolveError> {
  const { ref } = resolved
  try {
    const read = await readOrExplain(() => readLog(storage, ref.log))
    if (read.value) return { ...resolved, log: read.value }
    const known = await findBefore(storage, ref)
    const before = known && (await readLog(storage, known.log))
    return before ? { ...resolved, log: before, stale: resolved.stale ?? read.stale } : { kind: 'unavailable' }
  } catch (error) {
    return reportUnavailable(error, { topic: ref.topic })
  }
}

export type ResolvedBlob = ResolvedTopic & { blob: Blob }

/** Resolves the bytes of the log, or of a release's manifest. They are for verification, so never from a previous state. */
export async function resolveRecord(
  storage: Storage,
  resolved: ResolvedTopic,
  release?: number,
): Promise<ResolvedBlob | ResolveError> {
  const { ref } = resolved
  try {
    const error = release === undefined ? undefined : refuseRelease(ref, release)
    if (error) return error
    const sha256 = release === undefined ? ref.log : await findManifestHash(storage, ref.log, release)
    const blob = sha256 === undefined ? undefined : await storage.blobs.read(sha256)
    return blob ? { ...resolved, blob } : { kind: 'unavailable' }
  } catch (error) {
    return reportUnavailable(error, { topic: ref.topic })
  }
}

/** Resolves a file of the current release, or of the previous ref's release if the current one is not fully visible here. */
async function resolveCurrent(
  storage: Storage,
  resolved: ResolvedTopic,
  path: string,
): Promise<ResolvedFile | ResolveError> {
  const { ref } = resolved
  const entry = getOwn(ref.manifest.files, path)
  if (!entry) return { kind: 'unknown-file' }
  const read = await readOrExplain(() => storage.blobs.read(entry.sha256))
  if (read.value) return { ...resolved, manifest: ref.manifest, entry, blob: read.value }
  const stale = resolved.stale ?? read.stale
  console.warn(JSON.stringify({ event: 'fallback', topic: ref.topic, path, reason: stale }))
  const known = await findBefore(storage, ref)
  const before = known && (await readManifest(storage, ref.topic, known.manifest))
  if (!before || getOwn(ref.tombstones.releases, String(before.release))) return { kind: 'unavailable' }
  const file = await readFile(storage, before, path)
  return file === 'unknown-file' || !file ? { kind: 'unavailable' } : { ...resolved, ...file, stale }
}

/**
 * Returns the previous state if the topic was changed recently. Otherwise a missing blob was deleted, possibly by an attacker who
 * wants the previous state to be served.
 */
async function findBefore({ changes }: Storage, { topic, before }: Ref): Promise<Ref['before']> {
  return before && (await changes.isRecent(topic)) ? before : undefined
}

/** Returns the error for an unknown or withdrawn release, without a read. */
function refuseRelease({ latest, tombstones }: Ref, release: number): ResolveError | undefined {
  if (release < 1 || release > latest) return { kind: 'unknown-release', latest }
  const tombstone = getOwn(tombstones.releases, String(release))
  return tombstone && { kind: 'withdrawn', tombstone }
}

async function resolvePinned(
  storage: Storage,
  resolved: ResolvedTopic,
  path: string,
  release: number,
): Promise<ResolvedFile | ResolveError> {
  const { ref } = resolved
  const error = refuseRelease(ref, release)
  if (error) return error
  const manifest =
    (await findManifest(storage, ref.topic, ref.log, release)) ?? (await findEarlierManifest(storage, ref, release))
  if (!manifest) return { kind: 'unavailable' }
  const file = await readFile(storage, manifest, path)
  if (file === 'unknown-file') return { kind: 'unknown-file' }
  return file ? { ...resolved, ...file } : { kind: 'unavailable' }
}

function reportUnavailable(error: unknown, about: { topic: string; path?: string }): ResolveError {
  logError('unavailable', error, about)
  return { kind: 'unavailable', ...(error instanceof ReadError && { detail: error.message }) }
}
