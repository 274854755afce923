/** Formats for bulk use: JSON Lines, the data package, and a release as one ZIP file. */
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { buildArchive } from '../../../data/build/formats/bulk.ts'
import { CSV_COLUMNS, CSV_NAMES, type CsvName } from '../../../data/build/formats/csv-columns.ts'
import { type Built, read, TOPICS } from './topics.ts'

interface Resource {
  name: CsvName
  path: string
  schema: {
    fields: { name: string; description: string }[]
    foreignKeys?: { fields: string; reference: { resource: string; fields: string } }[]
  }
}

const pack = (built: Built) =>
  buildArchive([...built.files].map(([path, content]) => ({ path, content }))).content as Uint8Array

function readRows(built: Built, path: string): Record<string, string>[] {
  return parse(read(built, path), { columns: true, record_delimiter: '\r\n' })
}

describe.each(TOPICS)('%s', (_, create) => {
  it('has one item per line', () => {
    const built = create()
    for (const name of ['events', 'statements'] as const) {
      const lines = read(built, `${name}.jsonl`).trimEnd().split('\n')
      const items = built.topic[name].map((item) => ({ topic: built.topic.id, ...item }))
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(items)))
    }
  })

  it('has a data package that describes each table, column by column', () => {
    const built = create()
    const { resources, name } = JSON.parse(read(built, 'datapackage.json')) as { resources: Resource[]; name: string }
    expect(name).toBe(built.topic.id)
    expect(resources.map((resource) => resource.name)).toEqual(
      CSV_NAMES.filter((table) => built.topic[table].length > 0),
    )
    for (const { name: table, path, schema } of resources) {
      const rows = readRows(built, path)
      expect(schema.fields.map((field) => field.name)).toEqual(Object.keys(rows[0] ?? {}))
      expect(schema.fields.map((field) => field.name)).toEqual(Object.keys(CSV_COLUMNS[table]))
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
      for (const { fields, reference } of schema.foreignKeys ?? []) {
        const ids = new Set(readRows(built, `${reference.resource || table}.csv`).map(({ id }) => id))
        const used = rows.map((row) => row[fields]).filter((id) => id)
        expect(used.filter((id) => !ids.has(id ?? ''))).toEqual([])
      }
    }
  })

  it('identifies a passage by its place and digest, and a statement by the date of its event', () => {
    const built = create()
    for (const row of readRows(built, 'statements.csv')) {
      const statement = built.topic.statements.find(({ id }) => id === row.id)
      const locators = statement?.citations.map(({ article, locator: { start, end } }) => `${article}:${start}-${end}`)
      expect(row.locators).toBe(locators?.join(' '))
      expect(row.passageDigests?.split(' ')).toHaveLength(locators?.length ?? 0)
      const event = built.topic.events.find(({ id }) => id === statement?.event)
      expect(row.eventStartDate).toBe(event?.startDate ?? '')
    }
  })

  it('is one ZIP file with the same bytes each time, and names no server', () => {
    const built = create()
    const bytes = pack(built)
    expect(Buffer.from(pack(create())).equals(bytes)).toBe(true)
    const files = unzipSync(bytes)
    expect(Object.keys(files).sort()).toEqual(
      ['datapackage.json', 'events.jsonl', 'statements.jsonl', ...CSV_NAMES.map((name) => `${name}.csv`)].sort(),
    )
    for (const [path, content] of Object.entries(files)) {
      const text = strFromU8(content)
      expect(text).not.toContain('origin.invalid')
      expect(text).toBe(read(built, path).replaceAll('https://origin.invalid', ''))
    }
  })
})
