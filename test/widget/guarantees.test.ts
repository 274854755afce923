/** The README's guarantees to a publisher: requests, layout, memory. */
import type { CDPSession } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC, waitForBox } from './host.ts'
import { measureShift } from './layout-shift.ts'

const worker = inject('site')
const host = await provideHost()
const { browser } = host

describe('requests', () => {
  it('the tag makes one', async () => {
    const { page } = await host.open(`<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`)
    await waitForBox(page)
    await page.locator('fact-box .claimed summary').evaluate((summary: HTMLElement) => summary.click())
    expect(host.asked).toHaveLength(1)
  })

  it('pasted HTML makes none', async () => {
    const { page } = await host.open(host.renderStatic())
    await waitForBox(page)
    expect(host.asked).toEqual([])
  })
})

describe('layout', () => {
  const phone = { viewport: { width: 360, height: 640 } }

  it.each([
    ['quotation', 'on a wide page', {}],
    ['quotation', 'on a phone', phone],
    ['quotation', 'above what the reader sees', { ...phone, isScrolled: true }],
    ['quotation', 'above what the reader of a wide page sees', { isScrolled: true }],
    ['quotation', 'with few rows', { sections: ['agreed', 'unknowns'] }],
    ['quotation', 'with few rows, on a phone', { ...phone, sections: ['agreed', 'unknowns'] }],
    ['element', 'on a wide page', {}],
    ['element', 'on a phone', phone],
    ['element', 'above what the reader sees', { ...phone, isScrolled: true }],
    ['element', 'above what the reader of a wide page sees', { isScrolled: true }],
    ['frame', 'on a wide page', { worker }],
    ['frame', 'on a phone', { ...phone, worker }],
    ['frame', 'above what the reader sees', { ...phone, worker, isScrolled: true }],
    ['element', 'under a strict content policy, with a height of its own', { ...phone, isStrict: true, height: 480 }],
  ] as const)('does not shift by the %s: %s', async (as, _, options) => {
    // A fraction of a pixel moves where a width is not a whole number.
    const most = as === 'quotation' ? 0.02 : 0.0005
    expect((await measureShift(browser, as, options)).score).toBeLessThan(most)
  })
})

describe('memory', () => {
  const BOXES = 1_000
  const MAX_GROWTH = 1.05

  it(`retains nothing of ${BOXES} removed boxes`, async () => {
    const { page } = await host.open('<script async src="%ORIGIN%/widget.js"></script><main></main>')
    await page.waitForFunction(() => customElements.get('fact-box'))
    const session = await page.context().newCDPSession(page)
    const comeAndGo = (count: number) =>
      page.evaluate(
        async ([count, topic]) => {
          const main = document.querySelector('main')
          for (let done = 0; done < count; done += 20) {
            const boxes = Array.from({ length: 20 }, () => document.createElement('fact-box'))
            for (const box of boxes) box.setAttribute('topic', topic)
            const ready = boxes.map((box) => new Promise((resolve) => box.addEventListener('fact-box:ready', resolve)))
            // Side by side, so that all are near the viewport.
            main?.setAttribute('style', 'display:flex')
            main?.append(...boxes)
            await Promise.all(ready)
            main?.replaceChildren()
          }
        },
        [count, TOPIC] as const,
      )
    // The engine has compiled everything by now.
    await comeAndGo(500)
    const before = await measureMemory(session)
    await comeAndGo(BOXES)
    const after = await measureMemory(session)
    console.log(`${BOXES} boxes: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`)
    expect(after.nodes).toBeLessThanOrEqual(before.nodes)
    expect(after.listeners).toBeLessThanOrEqual(before.listeners)
    expect(after.heapBytes).toBeLessThanOrEqual(before.heapBytes * MAX_GROWTH)
  })
})

async function measureMemory(session: CDPSession) {
  await session.send('Performance.enable')
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const read = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { nodes: read('Nodes'), listeners: read('JSEventListeners'), heapBytes: read('JSHeapUsedSize') }
}
