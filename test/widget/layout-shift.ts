/**
 * How much a page's layout shifts when the box comes late: everything that the page asks for is held back until the text
 * below has been painted. Cumulative Layout Shift, as Chromium measures it (Layout Instability API).
 */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { addressOf, close, listen, send } from '../loopback.ts'
import { BOX_PATH, makeServed, type Service, startService, TAG_PATH, TOPIC, WIDGET_PATH } from '../service.ts'
import { waitForBox } from './host.ts'

export interface Shift {
  score: number
  /** How far the text below moved, in px. */
  movedBy: number
}

/** Both ways to embed that the README shows, by name; `%ORIGIN%` stands for the service's. */
export const SNIPPETS = {
  reserved: `<script async src="%ORIGIN%/widget.js"></script>
    <fact-box topic="${TOPIC}" max-height="480"><svg width="100%" height="480" display="block"><a
      href="%ORIGIN%/topics/${TOPIC}"><text y="20" fill="currentColor">US–Iran Iraq talks</text></a></svg></fact-box>`,
  tag: `<script async src="%ORIGIN%/embed/${TOPIC}.js"></script>`,
} as const

const PARAGRAPH = '<p>Some words of the story, which go on for a line or two at any width.</p>'
const POLICY = (origin: string) =>
  `default-src 'none'; script-src ${origin} 'nonce-x'; connect-src ${origin}; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`

/** Rejects when the box does not come. */
export async function measureShift(
  browser: Browser,
  snippet: keyof typeof SNIPPETS,
  options: BrowserContextOptions & { isStrict?: boolean } = {},
): Promise<Shift> {
  const service = await startService(await makeServed())
  const { isStrict = false, ...context } = options
  const site = await listen((_, response) =>
    send(
      response,
      { type: 'text/html; charset=utf-8', body: writePage(SNIPPETS[snippet].replaceAll('%ORIGIN%', service.origin)) },
      isStrict ? { 'Content-Security-Policy': POLICY(service.origin) } : {},
    ),
  )
  const release = holdBack(service)
  const opened = await browser.newContext(context)
  try {
    const page = await opened.newPage()
    await page.goto(addressOf(site), { waitUntil: 'commit' })
    await page.locator('#below').waitFor()
    const place = () => page.locator('#below').evaluate((below) => below.getBoundingClientRect().top)
    const before = await place()
    await page.evaluate(nextPaint)
    await release()
    await waitForBox(page)
    await page.evaluate(nextPaint)
    const score = await page.evaluate(() => (window as unknown as { shift: number }).shift)
    return { score, movedBy: Math.abs((await place()) - before) }
  } finally {
    await opened.close()
    await Promise.all([close(site), service.close()])
  }
}

/** One after the other, as on a slow line: each is answered only after a paint. */
function holdBack(service: Service): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const path of [WIDGET_PATH, TAG_PATH, BOX_PATH]) service.delay(path, promise)
  return async () => resolve()
}

function nextPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
}

function writePage(snippet: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Story</title>
    <script nonce="x">
      window.shift = 0
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value })
        .observe({ type: 'layout-shift', buffered: true })
    </script>
    <body><h1>Story</h1>${PARAGRAPH}${snippet}<p id="below">Below.</p>${PARAGRAPH.repeat(20)}`
}
