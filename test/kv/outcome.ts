/** What schedules covered, in numbers that add up. */
import type { ReadCounts } from './isolate.ts'

export interface Outcome extends ReadCounts {
  publishes: number
  rollbacks: number
  withdrawals: number
  collections: number
  deletedBlobs: number
  /** How often every reader was seen to have the newest state after `CONVERGENCE_MS`. */
  convergences: number
  /** By what the write was of and on which side of it the publisher was stopped, such as `blob before`. */
  kills: Record<string, number>
  /** Kills of a publish, by the number of the write. */
  publishKills: Record<number, number>
}

export function createOutcome(): Outcome {
  return {
    publishes: 0,
    rollbacks: 0,
    withdrawals: 0,
    collections: 0,
    deletedBlobs: 0,
    convergences: 0,
    kills: {},
    publishKills: {},
    reads: 0,
    stale: 0,
    fallbacks: 0,
    kvErrors: 0,
    unavailable: 0,
    pinnedUnavailable: 0,
    unknownTopics: 0,
    gone: 0,
    splitViews: 0,
    maxDelayMs: 0,
  }
}

/** The counts of both; the longer of the two delays. */
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
  return { ...(Object.fromEntries(sums) as Outcome), maxDelayMs: Math.max(a.maxDelayMs, b.maxDelayMs) }
}
