/** Boxes that are moved, copied, saved, pasted and left. */
import assert from 'node:assert/strict'
import { BOX_PATH } from '../../../fixtures/box-service.ts'
import { type Spec, withBoxes } from '../../cases.ts'

/** Pasted HTML cannot detect its page, so it has its own background and less room within. */
const PAPER = /width:|height:|size:|color-scheme:|instead of undefined/

interface Page {
  /** The title that was pasted. */
  first: Element
  /** How often a box was ready. */
  ready: number
}

export const LIFETIME: Record<string, Spec> = {
  'back-and-forward': withBoxes(
    async ({ visit, engine }) => {
      await visit.tab.goto(new URL('../plain/', await visit.tab.evaluate(() => location.href)).href)
      await visit.expectBoxes(1)
      await visit.tab.back()
      await visit.expectBoxes(2)
      await visit.expectOwnLook()
      const wasKept = await visit.tab.evaluate(() => (window as { wasKept?: boolean }).wasKept)
      // Chromium keeps no page in the back/forward cache while it is automated.
      assert.equal(wasKept, engine !== 'chromium')
    },
    { count: 2 },
  ),
  'body-swap': withBoxes(async ({ visit }) => {
    await visit.tab.evaluate(() => document.querySelector<HTMLElement>('a[href="next.html"]')?.click())
    await visit.expectBoxes(2)
    assert.equal(await visit.tab.evaluate(() => document.querySelector('h1')?.textContent), 'The next page')
    await visit.tab.evaluate(() => document.querySelector<HTMLElement>('a[href="./"]')?.click())
    await visit.expectBoxes()
    await visit.expectOwnLook()
  }),
  'single-page': {
    /** Error of the missing topic. */
    expectedErrors: /Failed to load resource/,
    async check({ open, service }) {
      const visit = await open()
      const act = (name: string) => visit.tab.evaluate((id) => document.getElementById(id)?.click(), name)
      const readOpen = () =>
        visit.tab.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.querySelector('details')?.open)
      await act('add')
      await visit.expectBoxes()
      assert.equal(await readOpen(), false)
      await visit.clickInBox('.row h3')
      await act('move')
      await visit.expectBoxes()
      assert.equal(await readOpen(), true, 'what the reader opened is closed again')
      await act('remove')
      await act('again')
      await visit.expectBoxes()
      assert.equal(await readOpen(), true, 'what the reader opened is closed again')
      assert.equal(service.asked.filter((path) => path === BOX_PATH).length, 1)
      await act('other')
      await visit.until(
        'the notice',
        () => !!document.querySelector('fact-box')?.shadowRoot?.querySelector('[role=status]'),
      )
      await act('first')
      await visit.expectBoxes()
    },
  },
  'saved-again': {
    async check({ open }) {
      const visit = await open()
      for (let times = 0; times < 2; times++) {
        await visit.expectBoxes()
        await visit.tab.evaluate(() => {
          const saved = document.documentElement.outerHTML
          document.open()
          document.write(saved)
          document.close()
        })
      }
      await visit.expectBoxes()
    },
  },
  'saved-page': withBoxes(async () => {}, { count: 3 }),
  'saved-with-its-roots': {
    async check({ open }) {
      const visit = await open()
      await visit.expectBoxes(1, { host: 'blockquote' })
      const place = await visit.tab.evaluate(() => {
        const quotation = document.querySelector('blockquote') as HTMLElement
        const { marginLeft, borderLeftWidth } = getComputedStyle(quotation)
        const boxes = quotation.shadowRoot?.querySelectorAll('fact-box')
        return [marginLeft, borderLeftWidth, boxes?.length, boxes?.[0]?.shadowRoot?.querySelectorAll('.receipt').length]
      })
      assert.deepEqual(place, ['0px', '0px', 1, 0])
    },
  },
  'copied-box': withBoxes(async () => {}, { count: 4 }),
  pasted: withBoxes(async ({ visit }) => {
    await visit.expectOwnLook({ but: PAPER })
    assert.ok(await visit.tab.evaluate(() => !customElements.get('fact-box')), 'the page runs scripts')
  }),
  'pasted-and-run': {
    async check({ open }) {
      const visit = await open()
      await visit.until('the script takes over', () => (window as unknown as Page).ready === 1)
      await visit.expectBoxes()
      await visit.expectOwnLook({ but: PAPER })
      const isKept = await visit.tab.evaluate(() => {
        const title = document.querySelector('fact-box')?.shadowRoot?.querySelector('h2')
        return title === (window as unknown as Page).first
      })
      assert.ok(isKept, 'the title is another node')
    },
  },
}
