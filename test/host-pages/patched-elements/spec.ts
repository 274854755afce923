import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  await visit.seeOwnLook()
  const seen = await visit.tab.evaluate(() => (window as unknown as { seen: string[] }).seen)
  assert.deepEqual(seen, ['define fact-box', 'attach fact-box open'])
  await seePageAlone(visit)
}
