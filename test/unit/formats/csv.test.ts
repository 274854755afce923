import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { type Built, build, HOSTILE_TEXTS, read, readPersianAuthored, TOPICS } from './topics.ts'

/** The documented way back: an apostrophe before what a spreadsheet would take for a formula is not the text's. */
const unguard = (cell: string) => cell.replace(/^'(?=[=+\-@＝＋－＠])/, '')

function readRows(built: Built, path: string): Record<string, string>[] {
  const rows: Record<string, string>[] = parse(read(built, path), { columns: true, record_delimiter: '\r\n' })
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, unguard(cell)])))
}

/** What no text may keep. */
const clean = (text = '') => text.toWellFormed().replace(/\p{Cc}|\ufffe/gu, '\ufffd')

describe('the CSV files', () => {
  it.each(TOPICS)('give the events back: %s', (_, create) => {
    const built = create()
    const rows = readRows(built, 'events.csv')
    expect(rows.map(({ id }) => id)).toEqual(built.topic.events.map(({ id }) => id))
    built.topic.events.forEach((event, i) => {
      expect(rows[i]).toMatchObject({
        name: clean(event.name),
        description: clean(event.description),
        startDate: event.startDate ?? '',
        endDate: event.endDate ?? '',
        datePrecision: event.datePrecision,
        dateBasis: clean(event.dateBasis),
        location: clean(event.location?.name),
        locationBasis: clean(event.location?.basis),
        participants: event.participants.map(({ party }) => party).join(' '),
        outcome: clean(event.outcome),
        superEvent: event.superEvent ?? '',
        topic: built.topic.id,
        url: `https://origin.invalid/topics/${built.topic.id}#${event.id}`,
      })
    })
  })

  it.each(TOPICS)('give the statements back: %s', (_, create) => {
    const built = create()
    const rows = readRows(built, 'statements.csv')
    expect(rows).toHaveLength(built.topic.statements.length)
    built.topic.statements.forEach((statement, i) => {
      expect(rows[i]).toMatchObject({
        id: statement.id,
        text: clean(statement.text),
        status: statement.status,
        claimant: statement.claimant ?? '',
        reportedBy: statement.reportedBy,
        about: statement.about.join(' '),
        event: statement.event ?? '',
        quote: clean(statement.quote?.text),
        quoteSpokenBy: statement.quote?.spokenBy ?? '',
        sources: [...new Set(statement.citations.map(({ article }) => article))].join(' '),
        recordUrl: `https://origin.invalid/v1/topics/${built.topic.id}/statements/${statement.id}`,
      })
    })
  })

  it('keep Persian letters, joiners and combining marks as they stand', () => {
    const content = read(build(readPersianAuthored()), 'statements.csv')
    expect(content).toContain('به نوشتهٔ پیک فانوس، اتحادیه گفت که به گزارشش دربارهٔ زنگ‌زدگی جوابی داده نشد.')
  })

  it.each(['=1+1', '+1', '-1', '@A1', '＝1', ...HOSTILE_TEXTS])('let no spreadsheet run %j', (text) => {
    const authored = readPersianAuthored()
    for (const event of authored.events) event.name = text
    const built = build(authored)
    const cells: string[][] = parse(read(built, 'events.csv'))
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\s＝＋－＠]/)
    for (const { name } of readRows(built, 'events.csv')) expect(name).toBe(clean(text))
  })

  it('end every row with CRLF, have one header and no byte order mark', () => {
    const content = read(build(readPersianAuthored()), 'events.csv')
    expect(content.startsWith('id,name,description,startDate,')).toBe(true)
    expect(content.endsWith('\r\n')).toBe(true)
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })
})
