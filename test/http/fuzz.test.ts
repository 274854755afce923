/** A short, repeatable run of `fuzz.ts`: no 5xx, nothing undocumented, every body valid by its schema. */
import { expect, inject, it } from 'vitest'
import { fuzz } from './fuzz.ts'

it('every request gets a documented response', async () => {
  const statuses = await fuzz(inject('origin'), { requests: 300, seed: 2007 })
  expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining([200, 204, 304, 400, 404, 405]))
})
