/**
 * Reads that end well. Whatever KV does (throws, hangs, gives nothing or something else), a reader gets the last good copy,
 * marked stale, or an error within a known time, and the next read after a pause tries again.
 */
import { createMemo, type Memo } from './memo.ts'
import type { Runtime } from './runtime.ts'
import { createSharedReads, ReadTimeout } from './shared-reads.ts'

/** How long a reader waits for one read, with nothing to show instead. */
const READ_TIMEOUT_MS = 2_000
/** The same while there is a copy, or another read of this isolate has hung lately: seven reads in a row end in time. */
const HURRIED_TIMEOUT_MS = 500
/** How long a copy is shown without asking, after asking failed, and how long readers hurry after a read has hung. */
const PAUSE_MS = 5_000
/** Of so many keys it is remembered that they failed. */
const MAX_FAILED = 2_000

/** A value, and why it may be older than what KV holds, if it may. */
export interface Reading<Value> {
  value: Value
  stale?: 'kv-error'
}

type ReadThrough = <Value>(
  memo: Memo<Value>,
  key: string,
  read: () => Promise<Value | null>,
  settle?: (read: Value, known: Value) => Value,
) => Promise<Reading<Value | undefined>>

/**
 * From the memo while it is fresh, else from `read`, else (when that fails) the last good copy. `settle` weighs what was
 * read against the last good copy as it is by then: a slow read may end after a later one that brought something newer.
 */
export function createReader(runtime: Runtime): ReadThrough {
  const { now } = runtime
  const shareRead = createSharedReads(runtime)
  const failed = createMemo<true>(MAX_FAILED, PAUSE_MS, now)
  let hurriedUntil = 0

  return async function readThrough(memo, key, read, settle = (value) => value) {
    const fresh = memo.fresh(key)
    if (fresh !== undefined) return { value: fresh }
    const known = memo.last(key)
    if (known !== undefined && failed.fresh(key)) return { value: known, stale: 'kv-error' }
    const isHurried = known !== undefined || now() < hurriedUntil
    const readAndKeep = async () => {
      const begunAt = now()
      const value = await read()
      const last = memo.last(key)
      // Nothing that is read here is ever deleted.
      if (value === null && last !== undefined) throw new Error(`${key} was there`)
      if (value === null) return undefined
      const settled = last === undefined ? value : settle(value, last)
      memo.set(key, settled, begunAt)
      return settled
    }
    try {
      return { value: await shareRead(key, readAndKeep, isHurried ? HURRIED_TIMEOUT_MS : READ_TIMEOUT_MS) }
    } catch (error) {
      failed.set(key, true)
      // Not after a hurried one: else a place where reads are merely slow would never be patient again.
      if (error instanceof ReadTimeout && !isHurried) hurriedUntil = now() + PAUSE_MS
      const copy = memo.last(key)
      if (copy === undefined) throw error
      console.warn(JSON.stringify({ event: 'stale', key, error: String(error) }))
      return { value: copy, stale: 'kv-error' }
    }
  }
}
