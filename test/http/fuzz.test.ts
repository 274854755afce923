/** A short and repeatable run of `fuzz.ts`: no 5xx, nothing undocumented, every body as its schema says. */
import { expect, inject, it } from 'vitest'
import { fuzz } from './fuzz.ts'

it('whatever is asked, the response is one that the document describes', async () => {
  const statuses = await fuzz(inject('origin'), { requests: 300, seed: 2007 })
  expect(Object.keys(statuses).map(Number)).toEqual(expect.arrayContaining([200, 204, 304, 400, 404, 405]))
})
