import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { BOX_PATH } from '../../service.ts'

export async function check({ open, service }: Tools): Promise<void> {
  const visit = await open()
  await visit.until('the element', () => !!customElements.get('fact-box'))
  assert.ok(!service.asked.includes(BOX_PATH), 'asked for what nobody sees')
  await visit.tab.evaluate(() => document.querySelector('button')?.click())
  await visit.expectBoxes(2)
  await visit.expectOwnLook()
}
