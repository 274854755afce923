import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { type Built, build, HOSTILE_TEXTS, read, readPersianAuthored, TOPICS } from './topics.ts'

/** The documented way to read a cell: removes an apostrophe that guards a text a spreadsheet would read as a formula. */
const unguard = (cell: string) => cell.replace(/^'(?=[=+\-@＝＋－＠])/, '')

function readRows(built: Built, path: string): Record<string, string>[] {
  const rows: Record<string, string>[] = parse(read(built, path), { columns: true, record_delimiter: '\r\n' })
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, unguard(cell)])))
}

/** Replaces the characters that no text may contain. */
const clean = (text = '') => text.toWellFormed().replace(/\p{Cc}|\ufffe/gu, '\ufffd')

describe('the CSV files', () => {
  it.each(TOPICS)('contain all events: %s', (_, create) => {
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

  it.each(TOPICS)('contain all statements: %s', (_, create) => {
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

  it('keep Persian letters, joiners and combining marks unchanged', () => {
    const content = read(build(readPersianAuthored()), 'statements.csv')
    expect(content).toContain('به نوشتهٔ پیک فانوس، اتحادیه گفت که به گزارشش دربارهٔ زنگ‌زدگی جوابی داده نشد.')
  })

  it.each(['=1+1', '+1', '-1', '@A1', '＝1', ...HOSTILE_TEXTS])('never let a spreadsheet run %j', (text) => {
    const authored = readPersianAuthored()
    for (const event of authored.events) event.name = text
    const built = build(authored)
    const cells: string[][] = parse(read(built, 'events.csv'))
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\s＝＋－＠]/)
    for (const { name } of readRows(built, 'events.csv')) expect(name).toBe(clean(text))
  })

  it('end every row with CRLF, and have one header and no byte order mark', () => {
    const content = read(build(readPersianAuthored()), 'events.csv')
    expect(content.startsWith('id,name,description,startDate,')).toBe(true)
    expect(content.endsWith('\r\n')).toBe(true)
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })
})
