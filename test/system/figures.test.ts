import { beforeAll, expect, it } from 'vitest'
import { type Figure, measureFigures, readPromisedFigures, showFigures } from '../figures.ts'

let figures: Figure[]

beforeAll(async () => {
  figures = await measureFigures()
})

it('keeps every size within its budget', () => {
  expect(figures.filter(({ bytes, budgetBytes }) => bytes > budgetBytes)).toEqual([])
})

it('promises in the README what is measured', async () => {
  expect(await readPromisedFigures()).toBe(showFigures(figures))
})
