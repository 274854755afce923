/** The one tag: the box as the server rendered it, and what is fetched when a reader wants more. */
import { expect, it } from 'vitest'
import { BOX_PATH, WHOLE_PATH } from '../fixtures/box-service.ts'
import { send } from '../fixtures/loopback.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { clickRow, TOPIC, waitForBox } from './host.ts'

const TAG = `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`
const TAG_PATH = `/embed/${TOPIC}.js`

const host = await provideHost()

it('shows the box with one request, and its rows open without another', async () => {
  const { page, consoleLog } = await host.open(TAG)
  await waitForBox(page)
  const events = page.evaluate(
    () =>
      new Promise((resolve) => addEventListener('fact-box:toggle', (event) => resolve((event as CustomEvent).detail))),
  )
  await page.locator('fact-box .claimed summary').evaluate((summary: HTMLElement) => summary.click())
  expect(await events).toEqual({ topic: TOPIC, part: 'claimed', open: true })
  await page.locator('fact-box .agreed .lead').evaluate((lead: HTMLElement) => lead.click())
  expect(await page.locator('fact-box details[open]').count()).toBe(2)
  expect(host.asked).toEqual([TAG_PATH])
  expect(consoleLog.errors).toEqual([])
})

it('does not hold up the page’s load with a box that comes after the first paint', async () => {
  const painted = Promise.withResolvers<void>()
  host.answer('/painted', (response) => {
    painted.resolve()
    send(response, { status: 204, body: '' })
  })
  host.delay(TAG_PATH, painted.promise)
  const { page } = await host.open(`<p>Text</p>${TAG}<script>
    new PerformanceObserver(() => navigator.sendBeacon('%ORIGIN%/painted')).observe({ type: 'paint', buffered: true })
    addEventListener('load', () => { window.boxesAtLoad = document.querySelectorAll('fact-box').length })
  </script>`)
  await waitForBox(page)
  expect(await page.evaluate('boxesAtLoad')).toBe(0)
})

it('is there at once for a page that waits for its script', async () => {
  const { page } = await host.open(`${TAG.replace('async ', '')}<script>
    window.wasThere = Boolean(document.querySelector('fact-box').shadowRoot.querySelector('section'))
  </script>`)
  expect(await page.evaluate('wasThere')).toBe(true)
})

it('imports the whole script when a reader points at the box, and data with the first receipt', async () => {
  const { page } = await host.open(TAG)
  await waitForBox(page)
  await page.locator('fact-box').hover()
  await expect.poll(() => host.asked).toEqual([TAG_PATH, WHOLE_PATH])
  await page.locator('fact-box sup a').first().click()
  await page.locator('fact-box .receipt').waitFor()
  expect(host.asked).toEqual([TAG_PATH, WHOLE_PATH, BOX_PATH])
})

it('keeps every node and what is open when the first receipt opens', async () => {
  const { page } = await host.open(TAG)
  await waitForBox(page)
  await clickRow(page, 'claimed')
  await page.evaluate(() => {
    const nodes = [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('*') ?? [])]
    Object.assign(window, { nodes })
  })
  await page.locator('fact-box .lede sup a').first().click()
  await page.locator('fact-box .receipt').waitFor()
  const gone = await page.evaluate(() =>
    (window as unknown as { nodes: Element[] }).nodes.flatMap((node) => (node.isConnected ? [] : [node.outerHTML])),
  )
  expect(gone).toEqual([])
  expect(await page.locator('fact-box .claimed details').getAttribute('open')).toBe('')
})

it('opens the receipt of the last mark that was clicked while it loads', async () => {
  const { page } = await host.open(TAG)
  await waitForBox(page)
  await page.locator('fact-box').evaluate((box) => {
    const marks = box.shadowRoot?.querySelectorAll<HTMLElement>('.lede sup a')
    marks?.[0]?.click()
    marks?.[marks.length - 1]?.click()
  })
  await page.locator('fact-box .receipt').waitFor()
  const isLast = await page.locator('fact-box .lede sup a').last().getAttribute('aria-expanded')
  expect([await page.locator('fact-box .receipt').count(), isLast]).toEqual([1, 'true'])
})

it.each([WHOLE_PATH, BOX_PATH])('follows the link of a mark where %s cannot be fetched', async (path) => {
  host.answer(path, { status: 500, type: 'text/plain', body: '' })
  const { page } = await host.open(TAG)
  await waitForBox(page)
  const mark = page.locator('fact-box sup a').first()
  const href = await mark.getAttribute('href')
  await mark.click()
  await page.waitForURL(href ?? '')
  host.answer(path, undefined)
})

it('is drawn from data where the page asks for more than the compact box in English', async () => {
  const { page } = await host.open(TAG.replace('async', 'async data-size="full"'))
  await waitForBox(page)
  expect(await page.locator('fact-box .timeline').count()).toBe(1)
  expect(host.asked).toEqual([TAG_PATH, WHOLE_PATH, BOX_PATH])
})

it('follows a page that turns dark', async () => {
  const { page } = await host.open(TAG)
  await waitForBox(page)
  const readGround = () => page.locator('fact-box section').getAttribute('class')
  expect(await readGround()).toBe('light')
  await page.evaluate(() => document.body.setAttribute('style', 'background:#111;color:#eee'))
  await expect.poll(readGround).toBe('dark')
})
