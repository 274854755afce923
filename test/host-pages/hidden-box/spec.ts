import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.until('the element', () => !!customElements.get('fact-box'))
  assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box')?.getClientRects().length), 0)
  await visit.tab.evaluate(() => document.querySelector('button')?.click())
  await visit.expectBoxes()
  await visit.expectOwnLook()
}
