/** The part of csv-stringify (https://csv.js.org/stringify/options/) that is used here. */
export interface Options {
  /** The header row, in the order of the cells. */
  columns: string[]
  header: boolean
  record_delimiter: 'windows'
  /** Puts an apostrophe before a cell that a spreadsheet would take for a formula. */
  escape_formulas: boolean
}

export declare function stringify(rows: string[][], options: Options): string
