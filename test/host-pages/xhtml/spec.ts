import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  assert.equal(await visit.tab.evaluate(() => document.contentType), 'application/xhtml+xml')
  await visit.seeOwnLook()
  await seePageAlone(visit)
}
