import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  await visit.seeOwnLook()
  const readOpen = () =>
    visit.tab.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.querySelector('details')?.open)
  assert.equal(await readOpen(), false)
  await visit.clickInBox('.row h3')
  assert.equal(await readOpen(), true)
  await seePageAlone(visit)
}
