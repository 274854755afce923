import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box')?.parentElement?.id), 'slot')
}
