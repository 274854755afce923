import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { checkTopic } from '../../data/checks/index.ts'
import { advanceLedger, checkLedger, EMPTY_LEDGER, extendLedger, findLedger } from '../../data/cli/ledger.ts'
import { LOCAL_STATE_FOLDER } from '../../data/store/state-lock.ts'
import { readAuthored } from './real-topic.ts'

const HEAD = 'a'.repeat(64)

describe('the ledger of published ids', () => {
  const ledger = extendLedger(EMPTY_LEDGER, readAuthored(), { release: 1, sequence: 1, head: HEAD })

  it('reports nothing for what was published', () => {
    expect(checkLedger(readAuthored(), ledger)).toEqual([])
  })

  it('reports an id that is gone without being retired', () => {
    const authored = readAuthored()
    authored.topic.unknowns.shift()
    expect(checkLedger(authored, ledger)).toMatchObject([
      { file: 'topic.yml', problem: 'unknown no-iranian-or-iraqi-voice was published and is gone' },
    ])
    authored.topic.retired.push({
      id: 'no-iranian-or-iraqi-voice',
      date: '2026-11-02',
      reason: 'Merged.',
      movedTo: 'year',
    })
    expect([...checkLedger(authored, ledger), ...checkTopic(authored)]).toEqual([])
  })

  it('allows a correction to outlive what it corrected', () => {
    const authored = readAuthored()
    const [gone] = authored.topic.unknowns.splice(1, 1)
    const target = gone?.id ?? ''
    authored.topic.retired.push({ id: target, date: '2026-11-02', reason: 'Answered.' })
    const correction = {
      id: 'c-1',
      date: '2026-11-02',
      kind: 'correction' as const,
      target,
      before: 'a',
      after: 'b',
      reason: 'c',
    }
    authored.topic.corrections.push(correction)
    expect(checkTopic(authored)).toEqual([])
  })

  it('reports an id that is used again, after it was retired or for something else', () => {
    const authored = readAuthored()
    authored.topic.retired.push({ id: 'year', date: '2026-11-02', reason: 'Answered.' })
    expect(checkTopic(authored)).toMatchObject([{ problem: 'year is retired, yet topic.yml has it' }])
    const other = { ...ledger, ids: { ...ledger.ids, year: 'event' as const } }
    expect(checkLedger(readAuthored(), other)).toMatchObject([
      { problem: 'year was published as another kind of item (event)' },
    ])
  })
})

describe('the known state of the store', () => {
  it('is the latest release, the last sequence and the head of the log', () => {
    const first = extendLedger(EMPTY_LEDGER, readAuthored(), { release: 1, sequence: 1, head: HEAD })
    expect(first).toMatchObject({ release: 1, sequence: 1, head: HEAD })
    // Nothing changed, so the head is not read again.
    expect(extendLedger(first, readAuthored(), { release: 1, sequence: 1 })).toEqual(first)
    const next = advanceLedger(first, { sequence: 3, head: 'b'.repeat(64) })
    expect(next).toEqual({ ...first, sequence: 3, head: 'b'.repeat(64) })
    // After a rollback, the later release stays known.
    const known = extendLedger(next, readAuthored(), { release: 2, sequence: 4 })
    expect(extendLedger(known, readAuthored(), { release: 1, sequence: 5 }).release).toBe(2)
  })
})

describe('its file', () => {
  const folder = join('topics', 'a-topic')
  it.each([
    ['local', 'staging', 'published.local.json'],
    ['remote', undefined, 'published.json'],
    ['remote', 'staging', 'published.staging.json'],
  ] as const)('is one for each namespace: %s, %s', (target, environment, file) => {
    // With an empty one, as when it is not set, the environment of this process does not count.
    expect(findLedger(folder, target, environment ?? '')).toBe(join(folder, file))
  })

  it('lies in the folder of a local store that is not this project’s own', () => {
    expect(findLedger(folder, { state: 'elsewhere' })).toBe(join('elsewhere', 'ledgers', 'a-topic.json'))
    expect(findLedger(folder, { state: LOCAL_STATE_FOLDER })).toBe(join(folder, 'published.local.json'))
    vi.stubEnv('STATE_FOLDER', 'elsewhere')
    expect(findLedger(folder, 'local')).toBe(join('elsewhere', 'ledgers', 'a-topic.json'))
    vi.unstubAllEnvs()
  })
})
