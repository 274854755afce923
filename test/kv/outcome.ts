/** What schedules covered, in numbers that add up. */
import type { ReadCounts } from './isolate.ts'

export interface Outcome extends ReadCounts {
  schedules: number
  publishes: number
  rollbacks: number
  withdrawals: number
  collections: number
  deletedBlobs: number
  /** Files that readers never saw again. */
  lostBlobs: number
  /** How often every reader was seen to have the newest state after `CONVERGENCE_MS`. */
  convergences: number
  /** By what the write was of and on which side of it the publisher was stopped, such as `blob before`. */
  kills: Record<string, number>
  /** Kills of a publish, by the number of the write. */
  publishKills: Record<number, number>
}

export function createOutcome(): Outcome {
  return {
    schedules: 0,
    publishes: 0,
    rollbacks: 0,
    withdrawals: 0,
    collections: 0,
    deletedBlobs: 0,
    lostBlobs: 0,
    convergences: 0,
    kills: {},
    publishKills: {},
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
    refused: 0,
    crowded: 0,
    recalled: 0,
    crowdReads: 0,
    splitViews: 0,
    maxDelayMs: 0,
    maxWaitMs: 0,
  }
}

/** The counts of both; the longest of what is longest. */
export function addOutcomes(a: Outcome, b: Outcome): Outcome {
  const addRecords = (one: Record<string, number>, other: Record<string, number>) =>
    Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [
        key,
        (one[key] ?? 0) + (other[key] ?? 0),
      ]),
    )
  const sums = Object.entries(a).map(([key, value]) => {
    const other = b[key as keyof Outcome]
    return [
      key,
      typeof value === 'number' && typeof other === 'number'
        ? value + other
        : addRecords(value, other as Record<string, number>),
    ]
  })
  return {
    ...(Object.fromEntries(sums) as Outcome),
    maxDelayMs: Math.max(a.maxDelayMs, b.maxDelayMs),
    maxWaitMs: Math.max(a.maxWaitMs, b.maxWaitMs),
  }
}
