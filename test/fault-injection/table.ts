/** Rows of words and numbers, in columns as wide as they need. */
export type Cell = string | number

export function formatTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((row) => row.map((cell) => formatCell(cell)))
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const isNumber = head.map((_, column) => rows.every((row) => typeof row[column] === 'number'))
  const format = (line: string[]) =>
    line
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const [title = [], ...body] = lines
  return [format(title), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(format)].join('\n')
}

function formatCell(cell: Cell): string {
  return typeof cell === 'number' ? cell.toLocaleString('en') : cell
}
