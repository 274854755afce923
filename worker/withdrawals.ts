/**
 * Purges the topic's tag in Workers Cache when this isolate first reads a ref with a withdrawal that HTTP caches may not know:
 * one that the ref before did not have, or one that is younger than the freshness limit. Best effort: without it, caches
 * follow within that limit all the same.
 */
import type { Ref } from '../data/store/records.ts'
import { MAX_AGE_SECONDS } from './freshness.ts'

/** Cache-Tag of whatever is made of a topic. */
export const tagTopic = (topic: string) => `topic-${topic}`
/** Cache-Tag of whatever is made of the index, which has items of every topic. */
export const INDEX_TAG = 'index'

export interface WithdrawalWatch {
  /** To be called with each ref that a request uses; only the first time that an object is seen costs anything. */
  note(ref: Ref): void
}

export interface WithdrawalWatchOptions {
  /** Removes what carries one of these tags from the cache in front; absent where there is none. */
  purge: ((tags: string[]) => Promise<unknown>) | undefined
  waitUntil: (work: Promise<unknown>) => void
  now: () => number
}

export function createWithdrawalWatch({ purge, waitUntil, now }: WithdrawalWatchOptions): WithdrawalWatch {
  const seen = new WeakSet<Ref>()
  /** When the newest withdrawal of a topic was made, as far as it was noted here. */
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

/** Milliseconds since the epoch; absent where nothing was withdrawn. */
function findNewestWithdrawal({ tombstones: { items, releases } }: Ref): number | undefined {
  const times = [...Object.values(items), ...Object.values(releases)]
    .filter(({ kind }) => kind !== 'retired')
    .map(({ date }) => Date.parse(date))
  return times.length === 0 ? undefined : Math.max(...times)
}
