import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.tab.evaluate(() => document.querySelector<HTMLElement>('a[href="next.html"]')?.click())
  await visit.expectBoxes(2)
  assert.equal(await visit.tab.evaluate(() => document.querySelector('h1')?.textContent), 'The next page')
  await visit.tab.evaluate(() => document.querySelector<HTMLElement>('a[href="./"]')?.click())
  await visit.expectBoxes()
  await visit.expectOwnLook()
}
