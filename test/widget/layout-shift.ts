/**
 * Measures how much a page's layout shifts when the box arrives late: everything that the page requests is held back until the text
 * below is painted. Reports Cumulative Layout Shift as Chromium measures it (Layout Instability API).
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { estimateRoom } from '../../data/build/box-room.ts'
import type { Box } from '../../data/schema/api.ts'
import { loadModule } from '../../widget/build/load-renderer.ts'
import { ENGLISH } from '../../widget/i18n/language.ts'
import type { RowName } from '../../widget/options.ts'
import type * as Snippets from '../../worker/pages/home/Snippet.tsx'
import type { Choice, Kind } from '../../worker/query/choice.ts'
import { makeServed, startService, TAG_PATH, TOPIC } from '../fixtures/box-service.ts'
import { addressOf, close, listen, send } from '../fixtures/loopback.ts'
import { waitForBox } from './host.ts'

/** Works in plain Node too, for `npm run size`. */
const { createSnippet } = await loadModule<typeof Snippets>(
  new URL('../../worker/pages/home/Snippet.tsx', import.meta.url),
)

export interface Shift {
  score: number
  /** How far the text below moved, in px. */
  movedBy: number
}

export interface ShiftOptions extends BrowserContextOptions {
  isStrict?: boolean
  /** Scrolls the page until the box is above the viewport. */
  isScrolled?: boolean
  /** Removes styles, like a site that filters pasted HTML. */
  isStripped?: boolean
  /** The maximum height of the box, in px. */
  height?: number | undefined
  /** The rows of the box. */
  sections?: readonly RowName[] | undefined
  /** Origin of a running Worker, which serves frames. */
  worker?: string
}

const PARAGRAPH = '<p>Some words of the story, which go on for a line or two at any width.</p>'
const COLUMN_PX = 640
const POLICY = (origin: string) =>
  `default-src 'none'; script-src ${origin} 'nonce-x'; connect-src ${origin}; style-src 'self' 'nonce-x'; style-src-attr 'none'; require-trusted-types-for 'script'; trusted-types 'none'`

/** Measures the shift. Rejects when the box does not appear. */
export async function measureShift(
  browser: Browser,
  as: Kind | 'tag',
  { isStrict = false, isScrolled = false, isStripped = false, height, sections, worker, ...context }: ShiftOptions = {},
): Promise<Shift> {
  const served = await makeServed()
  const service = await startService(served)
  const origin = worker ?? service.origin
  const pasted =
    as === 'tag'
      ? `<script async src="${service.origin}${TAG_PATH}"></script>`
      : writeSnippet(as, served.box, { height, sections })
  const snippet = isStripped ? pasted.replaceAll(/ style="[^"]*"/g, '') : pasted
  const site = await listen((_, response) =>
    send(
      response,
      { type: 'text/html; charset=utf-8', body: writePage(snippet.replaceAll('https://HOST', origin)) },
      isStrict ? { 'Content-Security-Policy': POLICY(origin) } : {},
    ),
  )
  const opened = await browser.newContext(context)
  try {
    const release = await holdBack(opened, origin)
    const page = await opened.newPage()
    await page.goto(addressOf(site), { waitUntil: 'commit' })
    const below = page.locator('#below')
    await below.waitFor()
    if (isScrolled) await below.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
    const place = () => below.evaluate((element) => element.getBoundingClientRect().top)
    const before = await place()
    await page.evaluate(nextPaint)
    release()
    if (worker) await waitForFrame(page)
    else await waitForBox(page)
    await page.evaluate(nextPaint)
    const score = await page.evaluate(() => (window as unknown as { shift: number }).shift)
    return { score, movedBy: Math.abs((await place()) - before) }
  } finally {
    await opened.close()
    await Promise.all([close(site), service.close()])
  }
}

function writeSnippet(as: Kind, text: string, { height, sections }: Pick<ShiftOptions, 'height' | 'sections'>): string {
  const choice: Choice = {
    topic: TOPIC,
    as,
    ...(height && { height }),
    ...(sections && { sections: [...sections] }),
    isPinned: false,
    host: 'light',
  }
  const box: Box = JSON.parse(text)
  const around = {
    origin: 'https://HOST',
    script: { path: '', integrity: '' },
    box: { ...box, room: estimateRoom(box, sections) },
    language: ENGLISH,
  }
  return createSnippet(choice, around)
}

/** Delays every request of the page to the service until the returned function is called. */
async function holdBack(context: BrowserContext, origin: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await context.route(`${origin}/**`, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Waits until the frame has its box and enough height for it. */
async function waitForFrame(page: Page): Promise<void> {
  const box = page.frameLocator('iframe').locator('main section')
  await box.waitFor()
  // Without its style sheet the box is higher.
  await page.frames()[1]?.waitForLoadState()
  const needed = await box.evaluate((section: HTMLElement) => section.offsetHeight)
  await page.waitForFunction((height) => (document.querySelector('iframe')?.clientHeight ?? 0) >= height, needed)
}

function nextPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
}

function writePage(snippet: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Story</title>
    <style nonce="x">body{max-width:${COLUMN_PX}px;margin:0 auto;padding:0 16px}</style>
    <script nonce="x">
      window.shift = 0
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value })
        .observe({ type: 'layout-shift', buffered: true })
    </script>
    <body><h1>Story</h1>${PARAGRAPH}${snippet}<p id="below">Below.</p>${PARAGRAPH.repeat(20)}`
}
