import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, expectPageUnchanged }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes(2)
  await visit.expectOwnLook()
  const directions = await visit.tab.evaluate(() =>
    [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) => {
      const root = shadowRoot?.firstElementChild
      return root && getComputedStyle(root).direction
    }),
  )
  assert.deepEqual(directions, ['ltr', 'rtl'])
  await expectPageUnchanged(visit)
}
