import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import type { Visit } from '../../browsers/visit.ts'

/** What may stand between the top of the page and the first row of the box. */
const MAX_STOPS = 20

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.tab.press('Tab')
  // WebKit passes over links unless its user asks for them; then they are focused by script here.
  const first = await readFocus(visit)
  if (first.name !== 'a') await visit.tab.evaluate(focusFirstMark)
  assert.deepEqual({ ...(await readFocus(visit)), isOpen: undefined }, { name: 'a', isOpen: undefined, isSeen: true })
  await visit.tab.press('Enter')
  await visit.until('the receipt', hasReceipt)
  await visit.tab.press('Escape')
  assert.equal(await visit.tab.evaluate(hasReceipt), false)
  let focus = await readFocus(visit)
  assert.equal(focus.name, 'a')
  for (let count = 0; focus.name !== 'summary' && count < MAX_STOPS; count++) {
    await visit.tab.press('Tab')
    focus = await readFocus(visit)
  }
  assert.deepEqual(focus, { name: 'summary', isOpen: false, isSeen: true })
  await visit.tab.press('Enter')
  assert.equal((await readFocus(visit)).isOpen, true)
  await visit.tab.press('Enter')
  assert.equal((await readFocus(visit)).isOpen, false)
}

function readFocus({ tab }: Visit) {
  return tab.evaluate(() => {
    const focus = document.querySelector('fact-box')?.shadowRoot?.activeElement
    const place = focus?.getBoundingClientRect()
    const isSeen = !!place && place.bottom > 0 && place.top < innerHeight
    return { name: focus?.localName, isOpen: focus?.closest('details')?.open, isSeen }
  })
}

function focusFirstMark(): void {
  document.querySelector('fact-box')?.shadowRoot?.querySelector<HTMLElement>('sup a')?.focus()
}

function hasReceipt(): boolean {
  return !!document.querySelector('fact-box')?.shadowRoot?.querySelector('.receipt')
}
