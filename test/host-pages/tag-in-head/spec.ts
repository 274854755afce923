import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export const complaints = /no place for the box/

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  assert.equal(await visit.tab.evaluate(() => document.body.lastElementChild?.localName), 'fact-box')
  await seePageAlone(visit)
}
