import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  assert.equal(await visit.tab.evaluate(() => document.contentType), 'application/xhtml+xml')
  await visit.expectOwnLook()
  await expectPageUnchanged(visit)
}
