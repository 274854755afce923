/** Publisher and readers against a fake of KV that lags, forgets and fails; many more schedules: test/torture. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkTopic } from '../../data/checks/index.ts'
import { runSchedule } from '../kv/publish-property.ts'
import { REGRESSIONS } from '../kv/regressions.ts'
import { createTinyTopic } from '../kv/tiny-topic.ts'

const SCHEDULES = 50

// Each fallback is logged, as in production.
beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterAll(() => vi.restoreAllMocks())

describe('every reader sees a release as it was published, whatever is stopped and whatever lags', () => {
  it.each(Array.from({ length: SCHEDULES }, (_, seed) => seed))('schedule %i', async (seed) => {
    const outcome = await runSchedule(seed)
    const { reads, newest, behind, fallbacks, kvErrors, pinned, refused, ...missed } = outcome
    const shown = newest + behind + fallbacks + kvErrors + pinned
    expect(shown).toBeGreaterThan(0)
    expect(shown + refused + missed.unavailable + missed.pinnedUnavailable + missed.unknownTopics).toBe(reads)
    expect(outcome.convergences).toBeGreaterThan(0)
  })

  it('draws a schedule from its seed, all of it', async () => {
    expect(await runSchedule(7)).toEqual(await runSchedule(7))
  })

  it('publishes a topic that the checks let through', () => {
    expect(checkTopic(createTinyTopic('lamp'))).toEqual([])
  })
})

describe('what this once found', () => {
  it.each(Object.entries(REGRESSIONS))('%s', (_, run) => run())
})
