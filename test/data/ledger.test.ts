import { describe, expect, it } from 'vitest'
import { checkTopic } from '../../data/checks/index.ts'
import { nameLedgerFile } from '../../data/cli/ledger-file.ts'
import { checkLedger, EMPTY_LEDGER, extendLedger } from '../../data/ledger.ts'
import { readAuthored } from './real-topic.ts'

describe('the ledger of published ids', () => {
  const ledger = extendLedger(EMPTY_LEDGER, readAuthored(), 1)

  it('finds nothing wrong with what was published', () => {
    expect(checkLedger(readAuthored(), ledger)).toEqual([])
  })

  it('finds an id that is gone without being retired', () => {
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

  it('lets a correction outlive what it corrected', () => {
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

  it('finds an id given again, after it was retired or as something else', () => {
    const authored = readAuthored()
    authored.topic.retired.push({ id: 'year', date: '2026-11-02', reason: 'Answered.' })
    expect(checkTopic(authored)).toMatchObject([{ problem: 'year is retired, yet topic.yml has it' }])
    const other = { ...ledger, ids: { ...ledger.ids, year: 'event' as const } }
    expect(checkLedger(readAuthored(), other)).toMatchObject([
      { problem: 'year was published as another kind of item (event)' },
    ])
  })
})

describe('its file', () => {
  it.each([
    ['local', 'staging', 'published.local.json'],
    ['remote', undefined, 'published.json'],
    ['remote', 'production', 'published.json'],
    ['remote', 'staging', 'published.staging.json'],
  ] as const)('is one for each namespace: %s, %s', (target, environment, file) => {
    // With an empty one, as when it is not set, the environment of this process does not count.
    expect(nameLedgerFile(target, environment ?? '')).toBe(file)
  })
})
