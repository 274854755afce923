import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  assert.equal(await visit.tab.evaluate(() => document.compatMode), 'BackCompat')
  // A line without text of its own may be lower there, which no style can undo.
  await visit.seeOwnLook({ but: /height:/ })
  await seePageAlone(visit)
}
