import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.tab.evaluate(() => document.querySelector('iframe')?.scrollIntoView({ behavior: 'instant' }))
  const frame = await visit.tab.frame(0)
  await visit.expectBoxes(2, { frame })
  assert.equal(await frame.evaluate(() => self.origin), 'null')
  assert.deepEqual(await frame.evaluate(() => (window as { journal?: string[] }).journal), [])
}
