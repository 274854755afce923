import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.expectOwnLook()
  assert.equal(
    await visit.tab.evaluate(() => {
      const title = document.querySelector('fact-box')?.shadowRoot?.querySelector('h2')
      return title?.isContentEditable
    }),
    false,
  )
  await expectPageUnchanged(visit)
}
