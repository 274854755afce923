/** Pages whose layout, direction or size leaves little room. */
import assert from 'node:assert/strict'
import { BOX_PATH, WHOLE_PATH } from '../../../fixtures/box-service.ts'
import { type Spec, withBoxes } from '../../cases.ts'
import { until } from '../../until.ts'

const LEAST_PX = 200

const readPlaces = () =>
  ['fact-box', '#below'].map((selector) => document.querySelector(selector)?.getBoundingClientRect().top)

/** Runs in the page: counts the parts of the box that show only their title. */
function countFolded(): number {
  const parts = [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? [])]
  return parts.filter((part) => {
    const title = part.querySelector('summary')?.getBoundingClientRect().height ?? 0
    return part.getBoundingClientRect().height < title + 20
  }).length
}

/** Runs in the page where the engine cannot emulate print: applies the print rules to the screen. */
function applyPrintRules(): void {
  for (const sheet of document.querySelector('fact-box')?.shadowRoot?.adoptedStyleSheets ?? []) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all'
    }
  }
}

export const LAYOUT: Record<string, Spec> = {
  contained: withBoxes(
    async ({ visit }) => {
      await visit.expectOwnLook()
    },
    { count: 3 },
  ),
  'flex-and-grid': {
    async check({ open, expectPageUnchanged }) {
      const visit = await open()
      const boxes = await visit.expectBoxes(5)
      assert.deepEqual(
        boxes.map(({ width }) => Math.round(width)).filter((width) => width < LEAST_PX),
        [],
        'too narrow to read',
      )
      await expectPageUnchanged(visit)
    },
  },
  'in-table': {
    async check({ open, expectPageUnchanged }) {
      const visit = await open()
      const boxes = await visit.expectBoxes(2)
      assert.deepEqual(
        boxes.map(({ width }) => Math.round(width)).filter((width) => width < LEAST_PX),
        [],
        'too narrow to read',
      )
      await visit.expectOwnLook()
      await expectPageUnchanged(visit)
    },
  },
  'narrow-column': withBoxes(async ({ visit, expectPageUnchanged }) => {
    await visit.expectOwnLook()
    await visit.expectNothingOutside()
    await expectPageUnchanged(visit)
  }),
  transformed: withBoxes(async ({ visit, expectPageUnchanged }) => {
    await visit.expectOwnLook()
    const readOpen = () =>
      visit.tab.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.querySelector('details')?.open)
    assert.equal(await readOpen(), false)
    await visit.clickInBox('.row h3')
    assert.equal(await readOpen(), true)
    await expectPageUnchanged(visit)
  }),
  'vertical-page': withBoxes(async ({ visit }) => {
    await visit.expectNothingOutside()
  }),
  'reserved-place': {
    async check({ open, service }) {
      const late = Promise.withResolvers<void>()
      service.delay(BOX_PATH, late.promise)
      const visit = await open()
      const before = await visit.tab.evaluate(readPlaces)
      await visit.tab.evaluate(() => document.querySelector('button')?.click())
      await until('the data are asked for', 10_000, async () => service.asked.includes(BOX_PATH))
      assert.deepEqual(await visit.tab.evaluate(readPlaces), before, 'moved when the script came')
      late.resolve()
      await visit.expectBoxes()
      assert.deepEqual(await visit.tab.evaluate(readPlaces), before, 'moved when the data came')
    },
  },
  'large-text': {
    async check({ open }) {
      const visit = await open()
      const frame = await visit.tab.frame(0)
      await visit.expectBoxes(1, { frame })
      await visit.expectOwnLook({ frame })
      await visit.expectNothingOutside({ frame })
    },
  },
  'right-to-left': withBoxes(
    async ({ visit, service, expectPageUnchanged }) => {
      await visit.expectOwnLook()
      const directions = await visit.tab.evaluate(() =>
        [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) => {
          const root = shadowRoot?.firstElementChild
          return root && getComputedStyle(root).direction
        }),
      )
      assert.deepEqual(directions, ['ltr', 'rtl'])
      // The tag and the script that it imports share each request.
      const asked = [WHOLE_PATH, BOX_PATH, '/widget/ar.json'].map((path) => service.asked.filter((one) => one === path))
      assert.deepEqual(
        asked.map(({ length }) => length),
        [1, 1, 1],
      )
      await expectPageUnchanged(visit)
    },
    { count: 2 },
  ),
  'on-paper': withBoxes(async ({ visit }) => {
    const before = await visit.tab.evaluate(countFolded)
    assert.ok(before > 0, 'nothing is folded away')
    if (visit.tab.emulatePrint) await visit.tab.emulatePrint()
    else await visit.tab.evaluate(applyPrintRules)
    await visit.expectBoxes()
    assert.equal(await visit.tab.evaluate(countFolded), 0)
  }),
  'quirks-mode': withBoxes(async ({ visit, expectPageUnchanged }) => {
    assert.equal(await visit.tab.evaluate(() => document.compatMode), 'BackCompat')
    // A line without text of its own may be lower there, which no style can undo.
    await visit.expectOwnLook({ but: /height:/ })
    await expectPageUnchanged(visit)
  }),
  xhtml: withBoxes(async ({ visit, expectPageUnchanged }) => {
    assert.equal(await visit.tab.evaluate(() => document.contentType), 'application/xhtml+xml')
    await visit.expectOwnLook()
    await expectPageUnchanged(visit)
  }),
  'dark-page': {
    async check({ open, expectPageUnchanged }) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const visit = await open({ colorScheme })
        await visit.expectBoxes()
        const isDark = await visit.tab.evaluate(() =>
          document.querySelector('fact-box')?.shadowRoot?.querySelector('section')?.classList.contains('dark'),
        )
        assert.ok(isDark, 'the box is light')
        if (colorScheme === 'light') await expectPageUnchanged(visit)
      }
    },
  },
  'dark-by-other-means': withBoxes(
    async ({ visit }) => {
      const grounds = await visit.until('five boxes', () => {
        const quoted = document.querySelector('blockquote')?.shadowRoot?.querySelector('fact-box')
        quoted?.scrollIntoView({ behavior: 'instant' })
        const boxes = [...document.querySelectorAll('fact-box'), quoted]
        const sections = boxes.map((box) => box?.shadowRoot?.querySelector('section'))
        return sections.every((section) => !!section) && sections.map((section) => section?.className)
      })
      assert.deepEqual(grounds, [...Array(4).fill('dark paper'), 'dark'])
    },
    { count: 4 },
  ),
  'dark-later': withBoxes(async ({ visit }) => {
    const readGround = () => document.querySelector('fact-box')?.shadowRoot?.querySelector('section')?.className
    const turns: [way: string, run: (isDark: boolean) => void][] = [
      ['a wrapper', (isDark) => document.querySelector('#card')?.classList.toggle('dark', isDark)],
      [
        'a transition',
        (isDark) => {
          document.querySelector('#card')?.removeAttribute('id')
          document.body.classList.toggle('dark', isDark)
        },
      ],
      [
        'a style sheet',
        (isDark) => {
          const sheet = document.querySelector('style')
          sheet?.append(isDark ? 'body { background: #111; color: #eee }' : 'body { background: #fff; color: #222 }')
        },
      ],
    ]
    for (const [way, turn] of turns) {
      for (const ground of ['dark', 'light']) {
        await visit.tab.evaluate(turn, ground === 'dark')
        await visit.until(
          `${ground} by ${way}`,
          (run, expected) => (new Function(`return (${run})()`)() as string) === expected,
          `${readGround}`,
          ground,
        )
      }
    }
  }),
  'hidden-at-first': {
    async check({ open, service }) {
      const visit = await open()
      await visit.until('the element', () => !!customElements.get('fact-box'))
      assert.ok(!service.asked.includes(BOX_PATH), 'asked for what nobody sees')
      await visit.tab.evaluate(() => document.querySelector('button')?.click())
      await visit.expectBoxes(2)
      await visit.expectOwnLook()
    },
  },
  'hidden-box': {
    async check({ open }) {
      const visit = await open()
      await visit.until('the element', () => !!customElements.get('fact-box'))
      assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box')?.getClientRects().length), 0)
      await visit.tab.evaluate(() => document.querySelector('button')?.click())
      await visit.expectBoxes()
      await visit.expectOwnLook()
    },
  },
  'hidden-with-its-parent': {
    async check({ open }) {
      const visit = await open()
      const visible = await visit.until('two boxes', () => {
        const titles = [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) =>
          shadowRoot?.querySelector('h2'),
        )
        return (
          titles.length === 2 &&
          titles.every((title) => !!title) &&
          titles.map((title) => title?.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        )
      })
      assert.deepEqual(visible, [false, false])
      const { x, y } = await visit.tab.evaluate(() => {
        const { left, top } = document.querySelector('#below')?.getBoundingClientRect() ?? { left: 0, top: 0 }
        return { x: left + 20, y: top + 20 }
      })
      await visit.tab.clickAt(x, y)
      await visit.until('the click', () => document.querySelector('#below')?.textContent === 'Clicked')
    },
  },
}
