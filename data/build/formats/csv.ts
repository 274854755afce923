/** The CSV files: one item a row, flat. `csv-columns.ts` says what is in them, and the rules. */
import type { Topic } from '../../schema/api.ts'
import { type Columns, CSV_COLUMNS, type CsvName } from './csv-columns.ts'
import { stringify } from './csv-stringify.js'
import { createNames } from './names.ts'
import { dropControls } from './text.ts'

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
