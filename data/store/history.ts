/** What was current when, from the log of a topic. Pure. */
import type { ReleaseRow } from '../schema/api.ts'
import type { Log, Ref } from './records.ts'

type Entry = Log['entries'][number]

/** The entries by which a release became current. */
function listMoves({ entries }: Log): Entry[] {
  return entries.filter(({ kind }) => kind === 'publish' || kind === 'rollback')
}

/** Every release, counted from 1. A release that is withdrawn or not rebuilt yet says so. */
export function listReleases({ manifest, tombstones }: Pick<Ref, 'manifest' | 'tombstones'>, log: Log): ReleaseRow[] {
  // A draft is no release: behind it is the one that it was based on.
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

/** The release that was current at `time` (milliseconds since the epoch), or the first for a time before it (RFC 7089, 4.5.3). */
export function findReleaseAt(log: Log, time: number): number | undefined {
  const moves = listMoves(log)
  return (moves.findLast(({ at }) => Date.parse(at) <= time) ?? moves[0])?.release
}
