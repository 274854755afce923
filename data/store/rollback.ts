import { findMissing, readJsonBlobs, writeBlobs } from './blobs.ts'
import { claimTopic } from './claims.ts'
import { appendToLog, createLogBlob, findManifests, hashHead } from './log.ts'
import type { Manifest } from './records.ts'
import { continueTime, findClockLag, formatTime, type Storage, succeed } from './refs.ts'
import { readReleases } from './release.ts'
import { findTopicTombstone, type Refusal } from './tombstones.ts'
import { readTopic, writeTopic } from './topic-state.ts'
import { updateIndex } from './write-index.ts'

export interface RollbackOptions {
  /** By default, the release that the current one was based on. */
  release?: number | undefined
  now: Date
  /** The highest known sequence. An older state is refused. */
  sequence?: number
}

export type RolledBack =
  | { kind: 'rolled-back'; from: number; release: number; sequence: number; head: string; clockLag?: string }
  | { kind: 'unchanged'; release: number; sequence: number }
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-release'; latest: number }
  | { kind: 'withdrawn-topic'; date: string }
  | { kind: 'withdrawn-release'; release: number }
  /** `missing` files are not in the store: an incomplete release is never served. */
  | { kind: 'incomplete-release'; release: number; missing: string[] }
  | ({ kind: 'refused' } & Refusal)

/**
 * Makes an earlier (or later) release current again, byte for byte as it is now: without what was withdrawn since. The next
 * publish still gets a new number. If interrupted before the index, the same call with the number completes the work.
 */
export async function rollbackTopic(
  storage: Storage,
  topic: string,
  { release: wanted, now, sequence }: RollbackOptions,
): Promise<RolledBack> {
  const { store } = storage
  const state = await readTopic(storage, topic, sequence)
  if (state.kind !== 'read') return state
  const { current, seen, log } = state
  const end = findTopicTombstone(current)
  if (end) return { kind: 'withdrawn-topic', date: end.date }
  const from = current.manifest.release
  const release = wanted ?? current.manifest.basedOn ?? 0
  if (release === from && !current.manifest.draft) {
    await updateIndex(storage, [{ next: current, seen }])
    return { kind: 'unchanged', release, sequence: current.sequence }
  }
  if (Object.hasOwn(current.tombstones.releases, release)) return { kind: 'withdrawn-release', release }
  const sha256 = findManifests(log).get(release)
  if (sha256 === undefined) return { kind: 'unknown-release', latest: current.latest }

  const manifest = (await readJsonBlobs(store, [sha256]))<Manifest>(
    sha256,
    `${topic}: the manifest of release ${release}`,
  )
  const files = Object.entries(manifest.files).map(([path, file]) => ({ path, ...file }))
  const missing = await findMissing(store, files)
  if (missing.length > 0) return { kind: 'incomplete-release', release, missing: missing.map(({ path }) => path) }

  const next = current.sequence + 1
  const token = `rollback ${next} ${release}`
  const claim = await claimTopic(storage, { topic, token, sequence: next, at: continueTime(current, now) })
  if (claim.kind === 'refused') return claim
  const { at } = claim
  const extended = await appendToLog(log, { kind: 'rollback', sequence: next, at, release, manifest: sha256 })
  const blob = await createLogBlob(extended)
  await writeBlobs(store, [blob], formatTime(now))
  const { latest, tombstones } = current
  const ref = await succeed(current, new Date(at), { topic, latest, manifest, log: blob.sha256, tombstones })
  await writeTopic(storage, state, claim, ref, (await readReleases(store, [manifest]))(manifest))
  const clockLag = findClockLag(current, now)
  return {
    kind: 'rolled-back',
    from,
    release,
    sequence: next,
    head: (await hashHead(extended)) ?? '',
    ...(clockLag !== undefined && { clockLag }),
  }
}
