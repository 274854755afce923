import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ engine, open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(2)
  await visit.tab.goto(new URL('../plain/', await visit.tab.evaluate(() => location.href)).href)
  await visit.expectBoxes(1)
  await visit.tab.back()
  await visit.expectBoxes(2)
  await visit.expectOwnLook()
  const wasKept = await visit.tab.evaluate(() => (window as { wasKept?: boolean }).wasKept)
  // Chromium keeps no page while it is driven.
  assert.equal(wasKept, engine !== 'chromium')
}
