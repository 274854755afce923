import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  assert.equal(await visit.tab.evaluate(() => (window as unknown as { after: number }).after), 1)
}
