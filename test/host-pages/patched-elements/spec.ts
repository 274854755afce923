import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  const seen = await visit.tab.evaluate(() => (window as unknown as { seen: string[] }).seen)
  assert.deepEqual(seen, ['define fact-box', 'attach fact-box open'])
  await expectPageUnchanged(visit)
}
