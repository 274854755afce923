/** Measures how a page loads on a slow phone: CPU four times slower, 150 ms latency, 1.6 Mbit/s. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type CDPSession, devices, type Page } from 'playwright-core'

const CPU_SLOWDOWN = 4
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
const TIMEOUT_MS = 60_000
const ASK_AGAIN_MS = 100
/** Lets the last change paint. */
const SETTLE_MS = 300

export interface Watched {
  address: string
  /** A selector for the element that contains the words, in its shadow root if it has one. */
  root: string
  title: string
  /** The page is complete when it shows these words. */
  words: string[]
  /** The response to all requests to other hosts. */
  elsewhere?: string
}

export interface PageLoad {
  titleMs: number
  completeMs: number
  bytes: number
  requests: number
  longestTaskMs: number
  mainThreadMs: number
  layoutShift: number
  heapKb: number
}

export async function loadPage(browser: Browser, watched: Watched): Promise<PageLoad> {
  return visitPage(browser, watched, async ({ session, seen, traffic }) => {
    const mainThreadMs = await readMetric(session, 'TaskDuration')
    await session.send('HeapProfiler.collectGarbage')
    const heap = await readMetric(session, 'JSHeapUsedSize')
    return { ...seen, ...traffic, mainThreadMs: mainThreadMs * 1000, heapKb: heap / 1024 }
  })
}

interface Visit {
  page: Page
  session: CDPSession
  seen: Observed
  traffic: Traffic
}

/** Loads a page in a new browser profile, so that nothing is cached. Rejects when the words do not appear. */
export async function visitPage<Read>(
  browser: Browser,
  watched: Watched,
  read: (visit: Visit) => Promise<Read>,
): Promise<Read> {
  const context = await browser.newContext(devices['Pixel 7'])
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const traffic = await throttle(session, watched.elsewhere)
    await page.addInitScript(watch, watched)
    await page.goto(watched.address)
    const deadline = performance.now() + TIMEOUT_MS
    while ((await readObserved(session)).completeMs === 0) {
      if (performance.now() > deadline) throw new Error(`${watched.address} is not complete within ${TIMEOUT_MS} ms`)
      await pause(ASK_AGAIN_MS)
    }
    await pause(SETTLE_MS)
    const seen = await readObserved(session)
    return await read({ page, session, seen, traffic })
  } finally {
    await context.close()
  }
}

/** Reads over the protocol itself: the driver's own method compiles a large script in the page, on the measured thread. */
async function readObserved(session: CDPSession): Promise<Observed> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'observed', returnByValue: true })
  return result.value as Observed
}

interface Traffic {
  bytes: number
  requests: number
}

async function throttle(session: CDPSession, elsewhere: string | undefined): Promise<Traffic> {
  const traffic = { bytes: 0, requests: 0 }
  session.on('Network.requestWillBeSent', () => traffic.requests++)
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.bytes += encodedDataLength
  })
  // Nothing leaves this machine: requests to other hosts are answered here or fail.
  session.on('Fetch.requestPaused', ({ requestId }) =>
    elsewhere === undefined
      ? session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' })
      : session.send('Fetch.fulfillRequest', {
          requestId,
          responseCode: 200,
          responseHeaders: [
            { name: 'Content-Type', value: 'application/json' },
            { name: 'Access-Control-Allow-Origin', value: '*' },
          ],
          body: Buffer.from(elsewhere).toString('base64'),
        }),
  )
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] })
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', LINE)
  await session.send('Performance.enable')
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  return traffic
}

async function readMetric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
}

type Observed = Pick<PageLoad, 'titleMs' | 'completeMs' | 'longestTaskMs' | 'layoutShift'>

/** Runs in the page before everything else, and checks once per frame. */
function watch({ root, title, words }: Watched): void {
  const observed: Observed = { titleMs: 0, completeMs: 0, longestTaskMs: 0, layoutShift: 0 }
  Object.assign(window, { observed })
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) observed.layoutShift += (shift as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) observed.longestTaskMs = Math.max(observed.longestTaskMs, duration)
  }).observe({ type: 'longtask', buffered: true })
  const look = () => {
    const element = document.querySelector(root)
    const text = (element?.shadowRoot ?? element)?.textContent ?? ''
    if (observed.titleMs === 0 && text.includes(title)) observed.titleMs = performance.now()
    const isComplete = observed.titleMs > 0 && words.every((word) => text.includes(word))
    if (isComplete && document.readyState === 'complete') observed.completeMs = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
