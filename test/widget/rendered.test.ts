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

/** Delays the tag until the page has painted; its load waits for the tag. */
function delayTag(): string {
  const painted = Promise.withResolvers<void>()
  host.answer('/painted', (response) => {
    painted.resolve()
    send(response, { status: 204, body: '' })
  })
  host.delay(TAG_PATH, painted.promise)
  return `<p>Text</p><script>
    new PerformanceObserver(() => navigator.sendBeacon('%ORIGIN%/painted')).observe({ type: 'paint', buffered: true })
    addEventListener('load', () => { window.isDrawnAtLoad = Boolean(document.querySelector('fact-box')?.shadowRoot) })
  </script>`
}

it('does not hold up the page’s load with a box that comes after the first paint', async () => {
  const { page } = await host.open(delayTag() + TAG)
  await waitForBox(page)
  expect(await page.evaluate('isDrawnAtLoad')).toBe(false)
})

it('keeps its place where a loader removes the tag before the box is drawn', async () => {
  const { page, consoleLog } = await host.open(
    `${delayTag()}<main>${TAG.replace('async', 'async onload="this.remove()"')}</main><p>After</p>`,
  )
  await waitForBox(page)
  expect(await page.evaluate('isDrawnAtLoad')).toBe(false)
  expect(await page.locator('main > fact-box').count()).toBe(1)
  expect(consoleLog.errors).toEqual([])
})

it('is shown on a page that has a variable named performance', async () => {
  const { page, consoleLog } = await host.open(`<script>var performance = 'sold out'</script>${delayTag()}${TAG}`)
  await waitForBox(page)
  expect(consoleLog.errors).toEqual([])
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

it('opens the receipt that was clicked although the page changes and moves the box while it loads', async () => {
  const { page } = await host.open(`<main>${TAG}</main><aside></aside>`)
  await waitForBox(page)
  await page.locator('fact-box').evaluate((box) => {
    box.shadowRoot?.querySelector<HTMLElement>('sup a')?.click()
    box.setAttribute('theme', 'dark')
    document.querySelector('aside')?.append(box)
  })
  await page.locator('aside fact-box .dark .receipt').waitFor()
})

it('opens a receipt with one click after the page has changed its language', async () => {
  const { page } = await host.open(TAG)
  await waitForBox(page)
  await page.evaluate(() => document.documentElement.setAttribute('lang', 'fa'))
  await page.locator('fact-box section[lang=fa]').waitFor()
  await page.locator('fact-box sup a').first().click()
  expect(await page.locator('fact-box sup a').first().getAttribute('aria-expanded')).toBe('true')
  await page.locator('fact-box .receipt').waitFor()
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

it('fetches all that it is drawn from at the same time, where the page asks for more than the compact box in English', async () => {
  const script = Promise.withResolvers<void>()
  host.delay(WHOLE_PATH, script.promise)
  const { page } = await host.open(TAG.replace('async', 'async data-size="full" data-lang="fa"'))
  const all = [TAG_PATH, WHOLE_PATH, BOX_PATH, '/widget/fa.json'].toSorted()
  await expect.poll(() => host.asked.toSorted()).toEqual(all)
  script.resolve()
  await page.locator('fact-box section[lang=fa] .timeline').waitFor()
  expect(host.asked.toSorted()).toEqual(all)
})

it.each([WHOLE_PATH, BOX_PATH])('is the compact box in English where %s cannot be fetched', async (path) => {
  host.answer(path, { status: 500, type: 'text/plain', body: '' })
  const { page } = await host.open(TAG.replace('async', 'async data-size="full" data-lang="fa" data-theme="dark"'))
  await page.locator('fact-box section[lang=en].dark .row').first().waitFor()
  await page.locator('fact-box').evaluate((box) => box.setAttribute('theme', 'light'))
  await page.locator('fact-box section[lang=en].light .row').first().waitFor()
  host.answer(path, undefined)
  // Chromium does not import again what it could not import.
  if (path === WHOLE_PATH) return
  await page.locator('fact-box sup a').first().click()
  await page.locator('fact-box section[lang=fa] .timeline').waitFor()
})

it.each(['item="first-official-meeting"', 'release="2"'])(
  'is no other box than the one asked for: %s',
  async (option) => {
    host.answer(WHOLE_PATH, { status: 500, type: 'text/plain', body: '' })
    const { page } = await host.open(`<script>
    addEventListener('fact-box:error', () => { document.title = 'failed' })
  </script>${TAG.replace('async', `async data-${option}`)}`)
    await expect.poll(() => page.title()).toBe('failed')
    expect(await page.locator('fact-box section').count()).toBe(0)
    host.answer(WHOLE_PATH, undefined)
  },
)

it('reports once that data of the page cannot be drawn', async () => {
  host.answer(WHOLE_PATH, { status: 500, type: 'text/plain', body: '' })
  const { page } = await host.open(`<main></main>${TAG}`)
  await waitForBox(page)
  const errors = await page.evaluate(async (box) => {
    let errors = 0
    addEventListener('fact-box:error', () => errors++)
    const other = document.createElement('fact-box') as HTMLElement & { box?: unknown }
    other.box = box
    const failed = new Promise((resolve) => addEventListener('fact-box:error', resolve))
    document.querySelector('main')?.append(other)
    await failed
    await new Promise(requestAnimationFrame)
    return errors
  }, JSON.parse(host.box))
  expect(errors).toBe(1)
  host.answer(WHOLE_PATH, undefined)
})

it('fetches the data of the first receipt while the whole script loads', async () => {
  const script = Promise.withResolvers<void>()
  host.delay(WHOLE_PATH, script.promise)
  const { page } = await host.open(TAG)
  await waitForBox(page)
  await page.locator('fact-box sup a').first().click()
  await expect.poll(() => host.asked).toEqual([TAG_PATH, WHOLE_PATH, BOX_PATH])
  script.resolve()
  await page.locator('fact-box .receipt').waitFor()
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

it.each([WHOLE_PATH, BOX_PATH])('follows a page that turns dark after %s could not be fetched', async (path) => {
  host.answer(path, { status: 500, type: 'text/plain', body: '' })
  const { page } = await host.open(
    `<script>addEventListener('click', (event) => event.composedPath()[0].closest('sup') && event.preventDefault())</script>${TAG}`,
  )
  await waitForBox(page)
  const failed = page.evaluate(() => new Promise((resolve) => addEventListener('fact-box:error', resolve)))
  await page.locator('fact-box sup a').first().click()
  await failed
  await page.evaluate(() => document.body.setAttribute('style', 'background:#111;color:#eee'))
  await page.locator('fact-box section.dark').waitFor()
  await clickRow(page, 'claimed')
  expect(await page.locator('fact-box .claimed details').getAttribute('open')).toBe('')
  host.answer(path, undefined)
})
