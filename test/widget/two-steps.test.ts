/** The box comes in two steps, what is open and then what is closed: no reader and no page is to notice. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../browser.ts'
import { type Host, startHost, TOPIC, waitForBox } from './host.ts'

/** Says what happened to the box, and does `between` when it has come without what is closed. */
const watch = (between = '') => `<script>
  window.seen = { ready: [], heights: [], shift: 0 }
  const whole = (box) => !box.shadowRoot.querySelector('article > details > summary:only-child')
  let readyAt = Infinity
  addEventListener('fact-box:ready', ({ target }) => {
    seen.ready.push(whole(target))
    readyAt = performance.now()
  })
  new PerformanceObserver((list) => {
    for (const { startTime, value } of list.getEntries()) if (startTime > readyAt) seen.shift += value
  }).observe({ type: 'layout-shift', buffered: true })
  const act = (box) => { ${between} }
  requestAnimationFrame(function look() {
    const box = document.querySelector('fact-box')
    if (box?.shadowRoot?.querySelector('section')) {
      seen.heights.push(box.getBoundingClientRect().height)
      if (seen.heights.length === 1) {
        seen.wasWholeAtFirst = whole(box)
        act(box)
      }
    }
    if (seen.heights.length < 30) requestAnimationFrame(look)
  })
</script>`
const TAG = `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`
const ELEMENT = `<script async src="%ORIGIN%/widget.js"></script>
  <fact-box topic="${TOPIC}" max-height="480"><svg width="100%" height="480" display="block"></svg></fact-box>`

interface Seen {
  /** For each time that the page was told, whether the box was whole. */
  ready: boolean[]
  /** Of the box, a frame each since it came. */
  heights: number[]
  wasWholeAtFirst?: boolean
  /** Of the layout, since the box is whole. */
  shift: number
}

let browser: Browser
let host: Host

beforeAll(async () => {
  browser = await launchChromium()
  host = await startHost(browser)
})
afterAll(async () => {
  await host?.close()
  await browser?.close()
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})

const read = (page: Page) => page.evaluate(() => (window as unknown as { seen: Seen }).seen)

it.each([
  ['the one tag', TAG],
  ['an element with its place reserved', ELEMENT],
])('moves nothing when what is closed comes, and is ready only then: %s', async (_, snippet) => {
  const { page, journal } = await host.open(`${watch()}<p>Above.</p>${snippet}<p>Below.</p>`)
  await page.waitForFunction('seen.heights.length === 30')
  const { ready, heights, wasWholeAtFirst, shift } = await read(page)
  expect({ ready, wasWholeAtFirst, shift }).toEqual({ ready: [true], wasWholeAtFirst: false, shift: 0 })
  expect(new Set(heights).size).toBe(1)
  expect(journal.errors).toEqual([])
})

it('draws nothing stale when an option changes in between', async () => {
  const { page, journal } = await host.open(watch(`box.setAttribute('lang', 'fa')`) + TAG)
  await page.waitForFunction('seen.heights.length === 30')
  expect((await read(page)).ready).toEqual([true])
  const box = page.locator('fact-box section')
  expect(await box.getAttribute('lang')).toBe('fa')
  const text = await box.textContent()
  expect(text).toContain('منابع')
  for (const english of ['Timeline', 'Sources', 'Who is who']) expect(text).not.toContain(english)
  expect(journal.errors).toEqual([])
})

it('tells nothing of a box that was removed in between, and makes it whole when it comes back', async () => {
  const { page, journal } = await host.open(watch('window.removed = box; box.remove()') + TAG)
  await page.waitForFunction('window.removed')
  await page.waitForTimeout(200)
  expect((await read(page)).ready).toEqual([])
  await page.evaluate('document.body.append(removed)')
  await waitForBox(page)
  expect((await read(page)).ready).toEqual([true])
  expect(host.asked).toHaveLength(1)
  expect(journal.errors).toEqual([])
})

it('is whole on paper and for a search as soon as it is ready', async () => {
  const { page } = await host.open(
    `<script>
      window.words = new Promise((resolve) =>
        addEventListener('fact-box:ready', ({ target }) => resolve(target.shadowRoot.textContent)))
    </script>${TAG}`,
  )
  expect(await page.evaluate('words')).toContain('al-Qaida was an enemy')
  await page.emulateMedia({ media: 'print' })
  const folded = await page
    .locator('fact-box li')
    .evaluateAll((rows) => rows.filter((row) => row.getBoundingClientRect().height === 0).length)
  expect(folded).toBe(0)
})
