/** What schedules did and what clients got, in numbers that add up. */

export const createOutcome = () => ({
  schedules: 0,
  /** Operations that ran to their end, by kind; what was refused, by kind and reason. */
  done: {} as Record<string, number>,
  refused: {} as Record<string, number>,
  /** Interruptions, by operation, kind of record and side, such as `withdraw: topic before`. */
  interruptions: {} as Record<string, number>,
  races: 0,
  deletedBlobs: 0,
  /** Files that no client saw again. */
  lostBlobs: 0,
  /** How often every isolate was seen to have the newest state once faults had ended. */
  convergences: 0,
  /** How often all of KV and D1 was searched for withdrawn text. */
  searches: 0,
  /** Reads by Workers that failed, by fault. */
  faults: {} as Record<string, number>,
  /** Answers to clients. */
  reads: 0,
  /** The newest release, complete. */
  newest: 0,
  /** An older state of the topic than the newest, within what the delays allow. */
  behind: 0,
  /** `before`, since the current release was not complete here. */
  fallbacks: 0,
  /** From the last good copy while KV failed. */
  kvErrors: 0,
  /** The release that was asked for by its number. */
  pinned: 0,
  /** 503: nothing that could be served was visible here or held. */
  unavailable: 0,
  pinnedUnavailable: 0,
  /** 404 for a topic that is published and not visible here yet. */
  unknownTopics: 0,
  /** 404 or 410, rightly. */
  refusedReads: 0,
  /** Answers that the response cache could have given, compared with what a fresh resolution found. */
  cached: 0,
  /** Clients that came together, and the reads of KV that all of them caused. */
  crowded: 0,
  crowdReads: 0,
  /** The longest that an isolate showed an older state, KV not failing. */
  maxDelayMs: 0,
  /** The same behind a shared HTTP cache. */
  maxCachedDelayMs: 0,
  /** The longest that a client waited for an answer. */
  maxWaitMs: 0,
})

export type Outcome = ReturnType<typeof createOutcome>

const LONGEST = ['maxDelayMs', 'maxCachedDelayMs', 'maxWaitMs'] as const

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
