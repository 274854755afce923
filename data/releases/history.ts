/** What readers had when, out of a pointer. Pure. */
import type { ReleaseRow } from '../wire.ts'
import type { Pointer } from './records.ts'

/** Every release, counted from 1. */
export function listReleases({ history, manifest, withdrawn }: Pointer): ReleaseRow[] {
  // A draft is no release: behind it is the one that it was made from.
  const current = manifest.draft ? manifest.previous : manifest.release
  const rows = new Map<number, ReleaseRow>()
  for (const { release, at } of history) {
    const row = rows.get(release) ?? { release, published: at, isCurrent: release === current, since: [] }
    const tombstone = withdrawn.releases[release]
    rows.set(release, { ...row, since: [...row.since, at], ...(tombstone && { withdrawn: tombstone }) })
  }
  return [...rows.values()].sort((a, b) => a.release - b.release)
}

/** The release that readers had at `time` (milliseconds since the epoch), or the first one for a time before it (RFC 7089, 4.5.3). */
export function findReleaseAt({ history }: Pointer, time: number): number | undefined {
  const moves = history.filter(({ at }) => Date.parse(at) <= time)
  return (moves.at(-1) ?? history[0])?.release
}
