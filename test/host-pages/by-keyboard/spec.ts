import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

/** What may stand between the top of the page and the first part of the box. */
const MOST_STOPS = 20

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.seeBoxes()
  const readFocus = () =>
    visit.tab.evaluate(() => {
      const focus = document.querySelector('fact-box')?.shadowRoot?.activeElement
      const place = focus?.getBoundingClientRect()
      const isSeen = !!place && place.bottom > 0 && place.top < innerHeight
      return { name: focus?.localName, isOpen: focus?.closest('details')?.open, isSeen }
    })
  let focus = await readFocus()
  for (let count = 0; focus.name !== 'summary' && count < MOST_STOPS; count++) {
    await visit.tab.press('Tab')
    focus = await readFocus()
  }
  assert.deepEqual(focus, { name: 'summary', isOpen: false, isSeen: true })
  await visit.tab.press('Enter')
  assert.equal((await readFocus()).isOpen, true)
  await visit.tab.press('Enter')
  assert.equal((await readFocus()).isOpen, false)
}
