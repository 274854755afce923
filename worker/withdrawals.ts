/**
 * Purges the topic's tag in Workers Cache when this isolate first reads a ref with a withdrawal that HTTP caches may not know: one
 * that is newer than the last noted one or, at first, younger than the freshness limit. Best effort: without a purge, cached
 * copies expire within that limit.
 */
import type { Ref } from '../data/store/records.ts'
import { MAX_AGE_SECONDS } from './freshness.ts'

/** Cache-Tag of responses that depend on a topic. */
export const tagTopic = (topic: string) => `topic-${topic}`
/** Cache-Tag of responses that depend on the index, which has items of every topic. */
export const INDEX_TAG = 'index'

export interface WithdrawalWatch {
  /** Called with each ref that a request uses; later calls with the same object cost almost nothing. */
  note(ref: Ref): void
}

export interface WithdrawalWatchOptions {
  /** Removes responses with one of these tags from the cache in front; absent if there is none. */
  purge: ((tags: string[]) => Promise<unknown>) | undefined
  waitUntil: (work: Promise<unknown>) => void
  now: () => number
}

export function createWithdrawalWatch({ purge, waitUntil, now }: WithdrawalWatchOptions): WithdrawalWatch {
  const seen = new WeakSet<Ref>()
  /** Time of the newest withdrawal of each topic that this isolate has noted, in milliseconds since the epoch. */
  const noted = new Map<string, number>()

  return {
    note(ref) {
      if (!purge || seen.has(ref)) return
      seen.add(ref)
      const newest = findNewestWithdrawal(ref)
      if (newest === undefined || newest <= (noted.get(ref.topic) ?? now() - MAX_AGE_SECONDS * 1000)) return
      noted.set(ref.topic, newest)
      waitUntil(
        purge([tagTopic(ref.topic), INDEX_TAG]).catch((error: unknown) =>
          console.warn(JSON.stringify({ event: 'purge', topic: ref.topic, error: String(error) })),
        ),
      )
    },
  }
}

/** Returns milliseconds since the epoch; absent if nothing was withdrawn. */
function findNewestWithdrawal({ tombstones: { items, releases } }: Ref): number | undefined {
  const times = [...Object.values(items), ...Object.values(releases)]
    .filter(({ kind }) => kind !== 'retired')
    .map(({ date }) => Date.parse(date))
  return times.length === 0 ? undefined : Math.max(...times)
}
