import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  // Dates are in the words of what drew them, with spaces of another breadth than the browser's own.
  await visit.seeOwnLook({ but: /width:/ })
  assert.ok(await visit.tab.evaluate(() => !customElements.get('fact-box')), 'the page runs scripts')
}
