/** Publisher and Worker against fakes of KV and D1 that lag and fail. Many more schedules: `npm run test:faults`. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkTopic } from '../../data/checks/index.ts'
import { REGRESSIONS } from './regressions.ts'
import { runSchedule } from './schedule.ts'
import { createTinyTopic } from './tiny-topic.ts'
import { VIOLATIONS, violate } from './violations.ts'

const SCHEDULES = 36

// Each fallback is logged, as in production.
beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterAll(() => vi.restoreAllMocks())

describe('every client gets a release as it was published, despite interruptions and delays', () => {
  it.each(Array.from({ length: SCHEDULES }, (_, seed) => seed))('schedule %i', async (seed) => {
    const outcome = await runSchedule(seed)
    const { reads, newest, behind, fallbacks, kvErrors, pinned, refusedReads, ...missed } = outcome
    const shown = newest + behind + fallbacks + kvErrors + pinned
    expect(shown).toBeGreaterThan(0)
    expect(shown + refusedReads + missed.unavailable + missed.pinnedUnavailable + missed.unknownTopics).toBe(reads)
    expect(outcome.convergences).toBeGreaterThan(0)
  })

  it('draws a schedule entirely from its seed', async () => {
    expect(await runSchedule(7)).toEqual(await runSchedule(7))
  })

  it('publishes a topic that passes the checks', () => {
    const findings = checkTopic(createTinyTopic('lamp'))
    expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([])
  })
})

describe('earlier bugs', () => {
  it.each(Object.entries(REGRESSIONS))('%s', (_, run) => run())
})

describe('the ground truth refuses', () => {
  it.each(VIOLATIONS)('%s', async (message, breakRule) => {
    await expect(violate(breakRule)).rejects.toThrow(message)
  })
})
