/**
 * The log of a topic: what was published, made current, rebuilt and withdrawn. A chain of hashes, so that no entry can change
 * unnoticed; append-only. It shows the current manifest of each release, and which blobs were permanently removed.
 */

import type { ReleaseRow } from '../schema/api.ts'
import { type Blob, createBlob, hashRecord, readJsonBlobs } from './blobs.ts'
import { canonicalJson, type Log, type LogEntry, type Manifest, type Ref, STORE_FORMAT } from './records.ts'
import type { Store } from './store.ts'

/** The log of a topic that has never been published. */
export const EMPTY_LOG: Log = { format: STORE_FORMAT, entries: [] }

/** Reads logs, by topic. @throws StoreError if one is absent or damaged: nothing can be appended to it then */
export async function readLogs(store: Store, refs: readonly Ref[]): Promise<Map<string, Log>> {
  const readJson = await readJsonBlobs(
    store,
    refs.map(({ log }) => log),
  )
  return new Map(refs.map(({ topic, log }) => [topic, readJson<Log>(log, `the log of ${topic}`)]))
}

/** Reads the log of a topic. @throws StoreError if it is absent or damaged */
export async function readLog(store: Store, ref: Ref): Promise<Log> {
  return (await readLogs(store, [ref])).get(ref.topic) ?? EMPTY_LOG
}

export const createLogBlob = (log: Log): Promise<Blob> => createBlob(canonicalJson(log))

/** The content of an entry, without its number and the hash of the entry before, which depend on its position. */
export type LogEvent = Omit<LogEntry, 'entry' | 'previous'>

/** Returns a new log with these entries appended, each with its number and the hash of the entry before. */
export async function appendToLog({ format, entries }: Log, ...events: LogEvent[]): Promise<Log> {
  const extended = [...entries]
  for (const event of events) {
    const last = extended.at(-1)
    const previous = last && (await hashRecord(last))
    extended.push({ entry: extended.length + 1, ...(previous !== undefined && { previous }), ...event })
  }
  return { format, entries: extended }
}

/** Returns the hash of the last entry, which depends on all entries before. Undefined for an empty log. */
export async function hashHead({ entries }: Log): Promise<string | undefined> {
  const last = entries.at(-1)
  return last && hashRecord(last)
}

/** Returns whether the log has an entry with this hash. */
export async function hasEntry({ entries }: Log, sha256: string): Promise<boolean> {
  return (await Promise.all(entries.map(hashRecord))).includes(sha256)
}

/** Returns the number of the first entry that does not follow from the one before. Undefined for an intact log. */
export async function findBrokenEntry({ entries }: Log): Promise<number | undefined> {
  let previous: LogEntry | undefined
  for (const [index, entry] of entries.entries()) {
    const hash = previous && (await hashRecord(previous))
    const isNext = entry.entry === index + 1 && entry.previous === hash
    if (!isNext || (previous && (entry.at < previous.at || entry.sequence < previous.sequence))) return index + 1
    previous = entry
  }
  return undefined
}

/** Returns the hash of the current manifest of each release. A withdrawn release has none. */
export function findManifests({ entries }: Log): Map<number, string> {
  const manifests = new Map<number, string>()
  for (const { release, manifest } of entries) {
    if (manifest === undefined) manifests.delete(release)
    else manifests.set(release, manifest)
  }
  return manifests
}

/** Returns the hashes that were permanently removed. */
export function listRemoved({ entries }: Log): Set<string> {
  return new Set(entries.flatMap(({ removed = [] }) => removed))
}

/** Reads the current manifests of a topic, by release. @throws StoreError if one is absent or damaged */
export async function readManifests(store: Store, topic: string, log: Log): Promise<Map<number, Manifest>> {
  const hashes = findManifests(log)
  const readJson = await readJsonBlobs(store, hashes.values())
  return new Map(
    [...hashes].map(([release, sha256]) => [
      release,
      readJson<Manifest>(sha256, `${topic}: the manifest of release ${release}`),
    ]),
  )
}

type Entry = Log['entries'][number]

/** Returns the entries that made a release current. */
function listMoves({ entries }: Log): Entry[] {
  return entries.filter(({ kind }) => kind === 'publish' || kind === 'rollback')
}

/** Returns every release, sorted by number, with a mark if it is withdrawn or not rebuilt yet. */
export function listReleases({ manifest, tombstones }: Pick<Ref, 'manifest' | 'tombstones'>, log: Log): ReleaseRow[] {
  // A draft is not a release: the current one is the one it was based on.
  const current = manifest.draft ? manifest.basedOn : manifest.release
  const rows = new Map<number, ReleaseRow>()
  for (const { release, at } of listMoves(log)) {
    const row = rows.get(release) ?? {
      release,
      datePublished: at,
      published: at,
      isCurrent: release === current,
      since: [],
    }
    const tombstone = tombstones.releases[release]
    const withdrawn = tombstone && { date: tombstone.date, reason: tombstone.reason }
    rows.set(release, { ...row, since: [...row.since, at], ...(withdrawn && { withdrawn }) })
  }
  return [...rows.values()].sort((a, b) => a.release - b.release)
}

/** Returns the release that was current at `time` (milliseconds since the epoch), or the first if earlier (RFC 7089, 4.5.3). */
export function findReleaseAt(log: Log, time: number): number | undefined {
  const moves = listMoves(log)
  return (moves.findLast(({ at }) => Date.parse(at) <= time) ?? moves[0])?.release
}
