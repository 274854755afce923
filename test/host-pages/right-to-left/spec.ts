import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

export async function check({ open, seePageAlone }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes(2)
  await visit.seeOwnLook()
  const directions = await visit.tab.evaluate(() =>
    [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) => {
      const root = shadowRoot?.firstElementChild
      return root && getComputedStyle(root).direction
    }),
  )
  assert.deepEqual(directions, ['ltr', 'rtl'])
  await seePageAlone(visit)
}
