import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  assert.equal(await visit.tab.evaluate(() => document.compatMode), 'BackCompat')
  // A line without text of its own may be lower there, which no style can undo.
  await visit.expectOwnLook({ but: /height:/ })
  await expectPageUnchanged(visit)
}
