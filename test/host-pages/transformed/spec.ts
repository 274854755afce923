import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  const readOpen = () =>
    visit.tab.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.querySelector('details')?.open)
  assert.equal(await readOpen(), false)
  await visit.clickInBox('.row h3')
  assert.equal(await readOpen(), true)
  await expectPageUnchanged(visit)
}
