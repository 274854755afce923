/**
 * Blobs that are about to be deleted, announced in the index: a publish that is going to name one of them at the same
 * moment is refused, and what a publish has announced before is spared. Both ask in one transaction, so one of the two
 * sees the other. An announcement that nobody took back lapses. Without an index nothing is announced.
 */
import { beginRecent, LEASE_SECONDS } from './claims.ts'
import type { Storage } from './refs.ts'
import { inBatches } from './store.ts'

/** Hashes of a parameter of at most 1 MB. */
const HASHES_AT_ONCE = 10_000

const FORGET_LAPSED = `DELETE FROM deletions WHERE began <= unixepoch() - ${LEASE_SECONDS}`
const ALLOWED = `SELECT value FROM json_each(?1)
WHERE value NOT IN (SELECT sha256 FROM recent_blobs WHERE written >= ?2 AND topic <> ?3)`
const ANNOUNCE = `INSERT OR REPLACE INTO deletions (sha256, began) SELECT value, unixepoch() FROM (${ALLOWED})`
const WITHDRAW = 'DELETE FROM deletions WHERE sha256 IN (SELECT value FROM json_each(?))'

/**
 * Deletes by `run` those of the hashes that no publish is about to name; what `topic` itself was about to name is not spared.
 * Returns how many.
 */
export async function deleteUnclaimed(
  { index }: Storage,
  { hashes, topic = '', now }: { hashes: readonly string[]; topic?: string; now: Date },
  run: (hashes: string[]) => Promise<void>,
): Promise<number> {
  let deleted = 0
  for (const batch of inBatches(hashes, HASHES_AT_ONCE)) {
    if (!index) {
      await run(batch)
      deleted += batch.length
      continue
    }
    const params = [JSON.stringify(batch), beginRecent(now), topic]
    const results = await index.batch([{ sql: FORGET_LAPSED }, { sql: ANNOUNCE, params }, { sql: ALLOWED, params }])
    const allowed = (results.at(-1) ?? []).map(({ value }) => String(value))
    if (allowed.length === 0) continue
    await run(allowed)
    await index.batch([{ sql: WITHDRAW, params: [JSON.stringify(allowed)] }])
    deleted += allowed.length
  }
  return deleted
}
