import { beforeAll, expect, it } from 'vitest'
import { type Figure, measureFigures, readShownFigures, showFigures } from '../size.ts'

let figures: Figure[]

beforeAll(async () => {
  figures = await measureFigures()
}, 180_000)

it('keeps every figure within its budget', () => {
  expect(figures.filter(({ isKept }) => !isKept)).toEqual([])
})

it('lists in size.md every figure with its budget and the date of measurement', async () => {
  const withoutMeasured = (table: string) => table.replace(/^(\| [^|]+ \|)[^|]+(?=\|)/gm, '$1 … ')
  const shown = await readShownFigures()
  const day = new Date(shown.match(/Measured on (\d{4}-\d\d-\d\d)/)?.[1] ?? 'never')
  expect(withoutMeasured(shown)).toBe(withoutMeasured(showFigures(figures, day)))
})
