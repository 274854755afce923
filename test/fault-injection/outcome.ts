/** What schedules did and what clients received, as counts that can be added. */

export const createOutcome = () => ({
  schedules: 0,
  /** Completed operations, by kind; refused ones, by kind and reason. */
  done: {} as Record<string, number>,
  refused: {} as Record<string, number>,
  /** Interruptions, by operation, kind of record and side, such as `withdraw: topic before`. */
  interruptions: {} as Record<string, number>,
  races: 0,
  deletedBlobs: 0,
  /** Files that no client saw again. */
  lostBlobs: 0,
  /** How often every isolate had the newest state once faults had ended. */
  convergences: 0,
  /** How often all of KV and D1 was searched for withdrawn text. */
  searches: 0,
  /** Failed reads by Workers, by fault. */
  faults: {} as Record<string, number>,
  /** Responses to clients. */
  reads: 0,
  /** The newest release, complete. */
  newest: 0,
  /** An older state of the topic than the newest, within the allowed delay. */
  behind: 0,
  /** `before`, because the current release was not complete here. */
  fallbacks: 0,
  /** From the last good copy while KV failed. */
  kvErrors: 0,
  /** The release that was requested by its number. */
  pinned: 0,
  /** 503: nothing to serve was visible here or held. */
  unavailable: 0,
  pinnedUnavailable: 0,
  /** 404 for a published topic that is not visible here yet. */
  unknownTopics: 0,
  /** Correct 404 or 410. */
  refusedReads: 0,
  /** Responses that the response cache could have given, compared with a fresh resolution. */
  cached: 0,
  /** Concurrent clients, and the KV reads that all of them caused. */
  crowded: 0,
  crowdReads: 0,
  /** The longest time that an isolate showed an older state while KV did not fail. */
  maxDelayMs: 0,
  /** The same behind a shared HTTP cache. */
  maxCachedDelayMs: 0,
  /** The longest wait of a client for a response. */
  maxWaitMs: 0,
})

export type Outcome = ReturnType<typeof createOutcome>

const LONGEST = ['maxDelayMs', 'maxCachedDelayMs', 'maxWaitMs'] as const

export function countIn(record: Record<string, number>, name: string): void {
  record[name] = (record[name] ?? 0) + 1
}

/** Adds both; for maxima, takes the greater. */
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
