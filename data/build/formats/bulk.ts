/**
 * Downloads for programs. `*.csv`: one item per row, flat; `csv-columns.ts` defines the columns. `events.jsonl` and
 * `statements.jsonl` (https://jsonlines.org): one item per line, with the id of its topic. `datapackage.json` (Data Package
 * v1, https://specs.frictionlessdata.io): describes the tables column by column. `topic.zip`: all of this in one file, with
 * relative URLs because it does not depend on a server. The same input gives the same bytes.
 */

import { strToU8, zipSync } from 'fflate'
import type { Topic } from '../../schema/api.ts'
import type { ReleaseFile, TextFile } from '../release-file.ts'
import { ORIGIN_PLACEHOLDER } from '../urls.ts'
import { type Columns, CSV_COLUMNS, CSV_NAMES, type CsvName } from './csv-columns.ts'
import { stringify } from './csv-stringify.js'
import { createNames, dropControls } from './text.ts'

export function buildCsv(topic: Topic, name: CsvName): string {
  const columns = CSV_COLUMNS[name] as Columns<unknown>
  const context = { topic, names: createNames(topic) }
  const cells = Object.values(columns)
  const rows = topic[name].map((item) => cells.map(({ read }) => dropControls(read(item, context) ?? '')))
  return stringify(rows, {
    columns: Object.keys(columns),
    header: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

export const JSON_LINES_NAMES = ['events', 'statements'] as const

export function buildJsonLines(topic: Topic, name: (typeof JSON_LINES_NAMES)[number]): string {
  return topic[name].map((item) => `${JSON.stringify({ topic: topic.id, ...item })}\n`).join('')
}

/** Columns that hold the id of a row of another table. */
const REFERENCES: { [Name in CsvName]?: Record<string, CsvName> } = {
  events: { superEvent: 'events' },
  statements: { event: 'events', reportedBy: 'articles' },
}

export function buildDataPackage(topic: Topic): string {
  const { id, name, abstract, release, dateModified, license } = topic
  return JSON.stringify({
    profile: 'tabular-data-package',
    name: id,
    id: `${id}-${release}`,
    title: name,
    description: abstract.map(({ text }) => text).join(' '),
    version: String(release),
    created: dateModified,
    licenses: [{ path: license }],
    resources: CSV_NAMES.filter((table) => topic[table].length > 0).map(describeTable),
  })
}

function describeTable(name: CsvName): object {
  const references = Object.entries(REFERENCES[name] ?? {})
  return {
    profile: 'tabular-data-resource',
    name,
    path: `${name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      // Dates may have reduced precision, for which the specification has no type.
      fields: Object.entries(CSV_COLUMNS[name]).map(([column, { description }]) => ({
        name: column,
        type: 'string',
        description,
        ...(column === 'id' && { constraints: { required: true, unique: true } }),
      })),
      missingValues: [''],
      primaryKey: 'id',
      ...(references.length > 0 && {
        foreignKeys: references.map(([fields, resource]) => ({
          fields,
          reference: { resource: resource === name ? '' : resource, fields: 'id' },
        })),
      }),
    },
  }
}

const ARCHIVE_PATH = 'topic.zip'

const CONTENTS = /^(?:topic|corrections|changes|datapackage)\.json$|\.(?:jsonl|csv)$/
/** The earliest time that ZIP can express, without a time zone. The time of publishing is in the data. */
const TIME = new Date(1980, 0, 1)

export function buildArchive(files: readonly TextFile[]): ReleaseFile {
  const packed = files
    .filter(({ path }) => CONTENTS.test(path))
    .map(({ path, content }) => [path, strToU8(content.replaceAll(ORIGIN_PLACEHOLDER, ''))] as const)
  return { path: ARCHIVE_PATH, content: zipSync(Object.fromEntries(packed), { level: 9, mtime: TIME }) }
}
