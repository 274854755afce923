/**
 * Leases on topics, in the index: the compare-and-set that KV lacks. A claim is taken before the build, renewed before blobs
 * and before the ref are written, and void once the index has the rows of that ref. A lease lasts longer than a write takes to
 * be visible everywhere, so a process that takes over an abandoned claim sees what was written. Leases use the index's clock.
 * Without an index, nothing is claimed.
 */
import type { Blob } from './blobs.ts'
import { selectIndexed, toIndexed } from './open-index.ts'
import { formatTime, type Storage } from './refs.ts'
import type { Statement } from './store.ts'
import type { Refusal } from './tombstones.ts'

export const LEASE_SECONDS = 180
/** Listings of KV lag by a minute, so recent blobs are also recorded in the index. */
const RECENT_SECONDS = 600

export interface Claim {
  topic: string
  /** Identifies the change and the state that it starts from: the same call may continue immediately. */
  token: string
  /** The `sequence` of the ref to be written. */
  sequence: number
  /** The time of the change (RFC 3339, UTC). A call that continues it uses the same time, so that it writes the same bytes. */
  at: string
}

export type Claimed = ({ kind: 'claimed' } & Claim) | ({ kind: 'refused' } & Refusal)

const CLAIM = `INSERT INTO claims (topic, token, sequence, at, renewed)
SELECT value->>'topic', value->>'token', value->>'sequence', value->>'at', unixepoch() FROM json_each(?1) WHERE true
ON CONFLICT (topic) DO UPDATE SET
  at = iif(token = excluded.token AND renewed > unixepoch() - ?2, at, excluded.at),
  token = excluded.token, sequence = excluded.sequence, renewed = excluded.renewed
WHERE token IS NULL OR (token = excluded.token AND sequence <= excluded.sequence) OR renewed <= unixepoch() - ?2`

const SELECT_CLAIMS = `SELECT topic, token, sequence, at, strftime('%Y-%m-%dT%H:%M:%SZ', renewed, 'unixepoch') AS since FROM claims
WHERE topic IN (SELECT value FROM json_each(?))`

/** Selects the topics with a blob that is to be written but is being deleted, and since when. */
const SELECT_ENDANGERED = `SELECT value->>'topic' AS topic, max(strftime('%Y-%m-%dT%H:%M:%SZ', began, 'unixepoch')) AS since
FROM json_each(?1) JOIN deletions ON sha256 = value->>'sha256' WHERE began > unixepoch() - ${LEASE_SECONDS} GROUP BY 1`

const FORGET_OLD_BLOBS = `DELETE FROM recent_blobs WHERE topic = ? AND written < ?`

const RECORD_BLOBS = `INSERT OR REPLACE INTO recent_blobs (topic, sha256, written)
SELECT value->>'topic', value->>'sha256', value->>'written' FROM json_each(?)`

/**
 * Takes or renews claims in one call, each independent of the others. Refuses a topic if the index knows a later state, if
 * somebody else has claimed it, or if its new blobs are being deleted. `blobs` are the ones to be written next; logs have no
 * content, and are not recorded.
 */
export async function claimTopics(
  { index, isExclusive = false }: Storage,
  claims: readonly Claim[],
  blobs: readonly { blobs: readonly Blob[] }[] = [],
): Promise<Map<string, Claimed>> {
  if (!index || claims.length === 0) return new Map(claims.map((claim) => [claim.topic, { kind: 'claimed', ...claim }]))
  const topics = claims.map(({ topic }) => topic)
  const listed = JSON.stringify(topics)
  const times = new Map(claims.map(({ topic, at }) => [topic, at]))
  const recorded = blobs.flatMap((next) =>
    next.blobs.flatMap(({ topic = '', sha256 }) => (topic ? [{ topic, sha256, written: times.get(topic) }] : [])),
  )
  const recording: Statement[] = [
    ...claims.map(({ topic, at }) => ({ sql: FORGET_OLD_BLOBS, params: [topic, beginRecent(new Date(at))] })),
    { sql: RECORD_BLOBS, params: [JSON.stringify(recorded)] },
  ]
  const results = await index.batch([
    { sql: CLAIM, params: [JSON.stringify(claims), isExclusive ? 0 : LEASE_SECONDS] },
    ...(recorded.length > 0 ? recording : []),
    { sql: SELECT_ENDANGERED, params: [JSON.stringify(recorded)] },
    { sql: SELECT_CLAIMS, params: [listed] },
    selectIndexed(topics),
  ])
  const [endangeredRows = [], rows = [], indexedRows = []] = results.slice(-3)
  const endangered = new Map(endangeredRows.map(({ topic, since }) => [String(topic), String(since)]))
  const claimed = new Map(rows.map((row) => [String(row.topic), row]))
  const indexed = toIndexed(indexedRows)
  return new Map(
    claims.map((claim) => {
      const since = endangered.get(claim.topic)
      const judged = judge(claim, claimed.get(claim.topic), indexed.get(claim.topic))
      return [claim.topic, since !== undefined && judged.kind === 'claimed' ? refuseUnderWay(since) : judged]
    }),
  )
}

/** Takes or renews one claim. */
export async function claimTopic(storage: Storage, claim: Claim): Promise<Claimed> {
  return (await claimTopics(storage, [claim])).get(claim.topic) as Claimed
}

function judge(
  claim: Claim,
  row: Record<string, unknown> | undefined,
  indexed: { sequence: number } | undefined,
): Claimed {
  const sequence = claim.sequence - 1
  if (indexed && indexed.sequence > sequence) {
    return { kind: 'refused', reason: 'moved-on', sequence, indexed: indexed.sequence }
  }
  if (row?.token !== claim.token || row.sequence !== claim.sequence) return refuseUnderWay(String(row?.since))
  return { kind: 'claimed', ...claim, at: String(row.at) }
}

const refuseUnderWay = (since: string) => ({ kind: 'refused', reason: 'under-way', since }) as const

/** Releases a claim under which no further ref is written. */
export async function releaseClaim({ index }: Storage, { topic, token }: Claim): Promise<void> {
  await index?.batch([{ sql: 'UPDATE claims SET token = NULL WHERE topic = ? AND token = ?', params: [topic, token] }])
}

/** Renews claims before a write. Returns the topics whose claim is lost, and why. */
export async function renewClaims(
  storage: Storage,
  claims: readonly Claim[],
  blobs: readonly { blobs: readonly Blob[] }[] = [],
): Promise<Map<string, Refusal>> {
  const renewed = await claimTopics(storage, claims, blobs)
  return new Map(
    claims.flatMap(({ topic, at }): [string, Refusal][] => {
      const claimed = renewed.get(topic)
      if (claimed?.kind === 'refused') return [[topic, claimed]]
      // The same call was started again after this one was presumed dead.
      return claimed?.at === at ? [] : [[topic, { reason: 'under-way', since: claimed?.at ?? at }]]
    }),
  )
}

/** Returns the hashes of blobs that were recently written for a topic, or announced. */
export async function listRecentBlobs({ index }: Storage, now: Date, topic: string): Promise<string[]> {
  if (!index) return []
  const recent = 'SELECT sha256 FROM recent_blobs WHERE written >= ? AND topic = ?'
  const rows = await index.query<{ sha256: string }>(recent, [beginRecent(now), topic])
  return rows.map(({ sha256 }) => sha256)
}

/** Returns the time since which a blob counts as recent (RFC 3339, UTC). */
export const beginRecent = (now: Date) => formatTime(new Date(now.getTime() - RECENT_SECONDS * 1000))
