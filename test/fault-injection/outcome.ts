/** What schedules did and what clients got, in numbers that add up. */

export interface Outcome {
  schedules: number
  /** Operations that ran to their end, by kind; what was refused, by kind and reason. */
  done: Record<string, number>
  refused: Record<string, number>
  /** Interruptions, by operation, kind of record and side, such as `withdraw: topic before`. */
  interruptions: Record<string, number>
  races: number
  deletedBlobs: number
  /** Files that no client saw again. */
  lostBlobs: number
  /** How often every isolate was seen to have the newest state once faults had ended. */
  convergences: number
  /** How often all of KV and D1 was searched for withdrawn text. */
  searches: number
  /** Reads by Workers that failed, by fault. */
  faults: Record<string, number>
  /** Answers to clients. */
  reads: number
  /** The newest release, complete. */
  newest: number
  /** An older state of the topic than the newest, within what the delays allow. */
  behind: number
  /** `before`, since the current release was not complete here. */
  fallbacks: number
  /** From the last good copy while KV failed. */
  kvErrors: number
  /** The release that was asked for by its number. */
  pinned: number
  /** 503: nothing that could be served was visible here or held. */
  unavailable: number
  pinnedUnavailable: number
  /** 404 for a topic that is published and not visible here yet. */
  unknownTopics: number
  /** 404 or 410, rightly. */
  refusedReads: number
  /** Answers that the response cache could have given, compared with what a fresh resolution found. */
  cached: number
  /** Clients that came together, and the reads of KV that all of them caused. */
  crowded: number
  crowdReads: number
  /** The longest that an isolate showed an older state, KV not failing. */
  maxDelayMs: number
  /** The same behind a shared HTTP cache. */
  maxCachedDelayMs: number
  /** The longest that a client waited for an answer. */
  maxWaitMs: number
}

const LONGEST = ['maxDelayMs', 'maxCachedDelayMs', 'maxWaitMs'] as const

export function createOutcome(): Outcome {
  return {
    schedules: 0,
    done: {},
    refused: {},
    interruptions: {},
    races: 0,
    deletedBlobs: 0,
    lostBlobs: 0,
    convergences: 0,
    searches: 0,
    faults: {},
    reads: 0,
    newest: 0,
    behind: 0,
    fallbacks: 0,
    kvErrors: 0,
    pinned: 0,
    unavailable: 0,
    pinnedUnavailable: 0,
    unknownTopics: 0,
    refusedReads: 0,
    cached: 0,
    crowded: 0,
    crowdReads: 0,
    maxDelayMs: 0,
    maxCachedDelayMs: 0,
    maxWaitMs: 0,
  }
}

export function countIn(record: Record<string, number>, name: string): void {
  record[name] = (record[name] ?? 0) + 1
}

/** The sums of both; of what is the longest, the longer. */
export function addOutcomes(a: Outcome, b: Outcome): Outcome {
  const sums = Object.entries(a).map(([name, value]) => {
    const other = b[name as keyof Outcome]
    return [name, typeof value === 'number' ? value + (other as number) : addRecords(value, other)]
  })
  const longest = LONGEST.map((name) => [name, Math.max(a[name], b[name])])
  return Object.fromEntries([...sums, ...longest]) as Outcome
}

function addRecords(one: object, other: unknown): Record<string, number> {
  const sum: Record<string, number> = { ...(one as Record<string, number>) }
  for (const [name, count] of Object.entries(other as Record<string, number>)) sum[name] = (sum[name] ?? 0) + count
  return sum
}
