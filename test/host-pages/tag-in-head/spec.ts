import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const expectedErrors = /no place for the box/

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  assert.equal(await visit.tab.evaluate(() => document.body.lastElementChild?.localName), 'fact-box')
  await expectPageUnchanged(visit)
}
