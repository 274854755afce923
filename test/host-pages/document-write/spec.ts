import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

/** Browsers say that they may refuse it on slow networks. */
export const expectedErrors = /document\.write|unbalanced tree/

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  const next = await visit.tab.evaluate(() => document.querySelector('fact-box')?.nextElementSibling?.localName)
  assert.equal(next, 'p')
}
