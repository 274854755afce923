/** `datapackage.json` (Data Package v1, https://specs.frictionlessdata.io): the tables of a topic, described column by column. */
import type { Topic } from '../../schema/api.ts'
import { CSV_COLUMNS, CSV_NAMES, type CsvName } from './csv-columns.ts'

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
      // Dates may be of reduced precision, which no type of the specification has.
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
