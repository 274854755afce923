/** Scripts of the page that change what the widget works with, and readers without a mouse. */
import assert from 'node:assert/strict'
import { BOX_PATH } from '../../../fixtures/box-service.ts'
import { type Spec, withBoxes } from '../../cases.ts'
import type { Visit } from '../../visit.ts'

/** What may stand between the top of the page and the first row of the box. */
const MAX_STOPS = 20

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

export const SCRIPTS: Record<string, Spec> = {
  'clobbered-names': withBoxes(
    async ({ visit, service }) => {
      const origins = await visit.tab.evaluate(() =>
        [...document.querySelectorAll('fact-box')].map(
          ({ shadowRoot }) => shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.origin,
        ),
      )
      assert.deepEqual(origins, [service.origin, service.origin])
    },
    { count: 2 },
  ),
  'extended-builtins': {
    async check({ open }) {
      const visit = await open()
      await visit.until('both boxes', () => {
        const boxes = [...document.querySelectorAll('fact-box')]
        boxes.at(-1)?.scrollIntoView({ behavior: 'instant' })
        return boxes.filter(({ shadowRoot }) => shadowRoot?.querySelector('h2')).length === 2
      })
      // What reads the page needs JSON as it should be.
      await visit.tab.evaluate(() => {
        for (const { prototype } of [Array, String]) Reflect.deleteProperty(prototype, 'toJSON')
      })
      await visit.expectBoxes(2)
      await visit.expectOwnLook()
    },
  },
  'frozen-builtins': withBoxes(
    async ({ visit, expectPageUnchanged }) => {
      await visit.expectOwnLook()
      await expectPageUnchanged(visit)
    },
    { count: 2 },
  ),
  'patched-elements': withBoxes(async ({ visit, expectPageUnchanged }) => {
    await visit.expectOwnLook()
    const seen = await visit.tab.evaluate(() => (window as unknown as { seen: string[] }).seen)
    assert.deepEqual(seen, ['define fact-box', 'attach fact-box open'])
    await expectPageUnchanged(visit)
  }),
  'patched-fetch': withBoxes(async ({ visit, service, expectPageUnchanged }) => {
    const calls = await visit.tab.evaluate(() => (window as unknown as { calls: string[] }).calls)
    assert.deepEqual(calls, [`${service.origin}${BOX_PATH} omit GET`])
    await expectPageUnchanged(visit)
  }),
  'polluted-prototype': withBoxes(
    async ({ visit }) => {
      await visit.expectOwnLook()
    },
    { count: 2 },
  ),
  'proxied-document': withBoxes(async () => {}),
  'own-element': {
    async check({ open, expectPageUnchanged }) {
      const visit = await open()
      const own = await visit.tab.evaluate(() => {
        const box = document.querySelector<HTMLElement>('fact-box')
        return {
          text: box?.textContent,
          isShown: (box?.getBoundingClientRect().height ?? 0) > 0,
          hasRoot: !!box?.shadowRoot,
        }
      })
      assert.deepEqual(own, { text: 'Of these the page has 1. Its own.', isShown: true, hasRoot: false })
      await expectPageUnchanged(visit)
    },
  },
  'older-copy': {
    async check({ open, expectPageUnchanged }) {
      const visit = await open()
      const texts = await visit.until('two older boxes', () => {
        const boxes = [...document.querySelectorAll<HTMLElement>('fact-box')]
        return (
          boxes.length === 2 &&
          boxes.map((box) => (box.offsetHeight > 0 || box.getBoundingClientRect().height > 0 ? box.textContent : ''))
        )
      })
      assert.deepEqual(texts, Array(2).fill('An older fact box: US–Iran Iraq talks'))
      await expectPageUnchanged(visit)
    },
  },
  'older-engine': {
    async check({ open }) {
      const visit = await open()
      await visit.until('the page is there', () => document.readyState === 'complete')
      const { words, boxes } = await visit.tab.evaluate(() => ({
        words: document.querySelector('fact-box p')?.checkVisibility(),
        boxes: [...document.querySelectorAll('fact-box')].filter(({ shadowRoot }) => shadowRoot).length,
      }))
      assert.deepEqual({ words, boxes }, { words: true, boxes: 0 })
    },
  },
  'other-document': {
    async check({ open }) {
      const visit = await open()
      await visit.until(
        'the box is in the frame',
        () => !!document.querySelector('iframe')?.contentDocument?.querySelector('fact-box'),
      )
      await visit.tab.evaluate(() => document.querySelector('iframe')?.scrollIntoView({ behavior: 'instant' }))
      const frame = await visit.tab.frame(0)
      await visit.expectBoxes(1, { frame })
      const isStyled = await frame.evaluate(() => {
        const root = document.querySelector('fact-box')?.shadowRoot?.querySelector('section')
        return !!root && getComputedStyle(root).containerType === 'inline-size'
      })
      assert.ok(isStyled, 'the styles are gone')
      const hasReceipt = await frame.evaluate(() => {
        const root = document.querySelector('fact-box')?.shadowRoot
        root?.querySelector<HTMLElement>('sup a')?.click()
        return !!root?.querySelector('.receipt')
      })
      assert.ok(hasReceipt, 'a receipt does not open there')
    },
  },
  'by-keyboard': withBoxes(async ({ visit }) => {
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
  }),
}
