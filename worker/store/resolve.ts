/**
 * From a topic's name, and perhaps the number of a release, to the file. Every file of an answer comes from one manifest, so
 * an answer is never a mixture of two releases.
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
  /** Why the answer may be old, if it may. */
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
  | { kind: 'withdrawn'; tombstone: ReleaseTombstone }
  /** `detail` where the reason is of use to clients. */
  | { kind: 'unavailable'; detail?: string }

/** A cached value is returned without a promise: awaiting these took a tenth of the time of a filtered list. */
type Resolving<Resolved> = Resolved | ResolveError | Promise<Resolved | ResolveError>

/** The ref: one read when cold, none for a name that cannot exist. */
export function resolveTopic({ refs }: Storage, topic: string): Resolving<ResolvedTopic> {
  const ref = refs.peek(topic)
  return ref ? { kind: 'resolved', ref } : readTopic(refs, topic)
}

async function readTopic(refs: Storage['refs'], topic: string): Promise<ResolvedTopic | ResolveError> {
  try {
    const { value: ref, stale } = await refs.read(topic)
    return ref ? { kind: 'resolved', ref, ...(stale && { stale }) } : { kind: 'unknown-topic' }
  } catch (error) {
    return reportUnavailable(error, { topic })
  }
}

/** The file `path` of release `release`, or else of the current release: two reads when cold, four for a release. */
export async function resolveFile(
  storage: Storage,
  topic: string,
  path: string,
  release?: number,
): Promise<ResolvedFile | ResolveError> {
  const resolved = await resolveTopic(storage, topic)
  return resolved.kind === 'resolved' ? resolveFileOf(storage, resolved, path, release) : resolved
}

/** The same, where the ref is known. */
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

/** The log of the topic; where its newest state is not visible here yet, that of the ref before, marked stale. */
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

/** The log's own bytes, or else those of the manifest of release `release`: for checks, so never of a state before. */
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

/** The current release, or where it is not wholly visible here, the one of the ref before. */
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
 * The state before, where the topic was changed lately. What is missing of another was taken away: the state before is then
 * what somebody else wants to be shown.
 */
async function findBefore({ changes }: Storage, { topic, before }: Ref): Promise<Ref['before']> {
  return before && (await changes.isRecent(topic)) ? before : undefined
}

/** A number above `latest` costs no read, and neither does a withdrawn release. */
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
