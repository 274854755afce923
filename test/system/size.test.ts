import { beforeAll, expect, it } from 'vitest'
import { type Figure, measureFigures, readPromisedFigures, showFigures } from '../size.ts'

let figures: Figure[]

beforeAll(async () => {
  figures = await measureFigures()
})

it('keeps every figure within its budget', () => {
  expect(figures.filter(({ isKept }) => !isKept)).toEqual([])
})

it('promises in the README what is measured', async () => {
  expect(await readPromisedFigures()).toBe(showFigures(figures))
})
