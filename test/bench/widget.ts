/** The box on a page, compared with the least that shows the same and with other widgets. */
import type { Browser } from 'playwright-core'
import { launchChromium } from '../fixtures/browser.ts'
import { loadPage, type PageLoad, visitPage, type Watched } from './page-meter.ts'
import { describeProfile, profilePage } from './page-profile.ts'
import { atMost, type Result, type Section } from './report.ts'
import { compare, median } from './rounds.ts'
import { type Pages, servePages, VARIANTS, type Variant } from './widget-pages.ts'

const OURS = 'fact box'
const FLOOR = 'by hand, same look'
const PLAIN = 'by hand, plain'
const PROFILED = ['page alone', OURS, FLOOR] as const
const MAX_TITLE = 1.1
const MAX_TASK_MS = 60
const MAX_TASK = 1.15
const MAX_OF_TIMELINE = 0.25
/** The browser does not report shorter ones; they count as this. */
const LONG_TASK_MS = 50

export async function measureWidget(rounds: number): Promise<Section> {
  const pages = await servePages()
  const browser = await launchChromium()
  try {
    await checkFloor(browser, pages)
    const loads = new Map<Variant, PageLoad[]>(VARIANTS.map((variant) => [variant, []]))
    for (let round = -1; round < rounds; round++) {
      for (const variant of round % 2 === 0 ? VARIANTS : VARIANTS.toReversed()) {
        const load = await loadPage(browser, pages.watched[variant])
        if (round >= 0) loads.get(variant)?.push(load) // the first round warms up
      }
    }
    const read = (variant: Variant, what: keyof PageLoad) => loads.get(variant)?.map((load) => load[what]) ?? []
    const section = describe(read)
    section.results.push(await measureReceipts(browser, pages.watched[OURS], rounds))
    for (const variant of PROFILED) {
      const profile = await profilePage(browser, pages.watched[variant])
      section.results.push({ what: `main thread of one load: ${variant}`, measured: describeProfile(profile) })
    }
    return section
  } finally {
    await browser.close()
    await pages.close()
  }
}

/** What the one tag leaves for later: from the click on a mark to its receipt, where nothing was fetched ahead. */
async function measureReceipts(browser: Browser, watched: Watched, rounds: number): Promise<Result> {
  const times: number[] = []
  const sizes: number[] = []
  for (let round = 0; round < rounds; round++) {
    await visitPage(browser, watched, async ({ page, traffic }) => {
      const before = traffic.bytes
      times.push(await page.evaluate(openFirstReceipt))
      sizes.push(traffic.bytes - before)
    })
  }
  return {
    what: `first receipt of the ${OURS}, from the click`,
    measured: `${median(times).toFixed(0)} ms, ${(median(sizes) / 1024).toFixed(1)} KiB`,
  }
}

/** Runs in the page. Resolves with the milliseconds to the frame that shows the receipt. */
function openFirstReceipt(): Promise<number> {
  const root = document.querySelector('fact-box')?.shadowRoot
  const clickedAt = performance.now()
  root?.querySelector<HTMLElement>('sup a')?.click()
  return new Promise((resolve) => {
    const look = () =>
      root?.querySelector('.receipt') ? resolve(performance.now() - clickedAt) : requestAnimationFrame(look)
    requestAnimationFrame(look)
  })
}

/** Rejects when the floor does not render what the box renders: being faster with less would prove nothing. */
async function checkFloor(browser: Browser, pages: Pages): Promise<void> {
  const [ours, floor] = await Promise.all(
    ([OURS, FLOOR] as const).map((variant) =>
      visitPage(browser, pages.watched[variant], ({ page }) =>
        page.evaluate((name) => {
          const root = document.querySelector(name)?.shadowRoot
          return `${root?.querySelectorAll('*').length} elements: ${root?.textContent}`
        }, pages.watched[variant].root),
      ),
    ),
  )
  if (ours !== floor) throw new Error(`“${FLOOR}” is not the box: ${floor} instead of ${ours}`)
}

type Read = (variant: Variant, what: keyof PageLoad) => number[]

function describe(read: Read): Section {
  const shown = VARIANTS.filter((variant) => variant !== 'page alone')
  const middle = (variant: Variant, what: keyof PageLoad) => median(read(variant, what))
  const beyond = (variant: Variant, what: keyof PageLoad) => middle(variant, what) - middle('page alone', what)
  const share = (what: keyof PageLoad, other: Variant) => compare(read(OURS, what), read(other, what))
  const title = share('titleMs', FLOOR)
  const tasks = (variant: Variant) => read(variant, 'longestTaskMs').map((ms) => Math.max(ms, LONG_TASK_MS))
  const task = compare(tasks(OURS), tasks(FLOOR))
  const toTimeline = (variant: Variant, what: keyof PageLoad) => beyond(variant, what) / beyond('TimelineJS', what)
  const time = toTimeline(OURS, 'completeMs')
  const work = toTimeline(OURS, 'mainThreadMs')
  const bytes = toTimeline(OURS, 'bytes')
  // The lower bound.
  const floors = (what: keyof PageLoad) =>
    ([FLOOR, PLAIN] as const).map((floor) => `${floor}: ${toTimeline(floor, what).toFixed(2)}`).join('; ')
  const longest = middle(OURS, 'longestTaskMs')
  return {
    title: 'Box: a page on a slow phone',
    about:
      'Chromium, CPU four times slower, 150 ms round trip, 1.6 Mbit/s, nothing cached. Times are from the navigation; bytes (brotli), requests, main thread and heap are the excess over the same page without a box. Ratio: this box to the other.',
    results: [
      { what: 'page alone, complete', measured: `${middle('page alone', 'completeMs').toFixed(0)} ms` },
      ...shown.map((variant) =>
        describeLoad(
          variant,
          (what) => middle(variant, what),
          (what) => beyond(variant, what),
        ),
      ),
      {
        what: `title, to ${FLOOR}`,
        measured: `${middle(OURS, 'titleMs').toFixed(0)} ms`,
        ratio: title,
        goal: atMost(MAX_TITLE, title.ratio),
      },
      {
        what: 'longest task',
        measured: showTask(longest),
        goal: atMost(MAX_TASK_MS, longest, 'ms'),
      },
      {
        what: `longest task, to ${FLOOR}`,
        measured: showTask(middle(FLOOR, 'longestTaskMs')),
        ratio: task,
        goal: atMost(MAX_TASK, task.ratio),
      },
      { what: 'bytes, to TimelineJS', measured: bytes.toFixed(2), goal: atMost(MAX_OF_TIMELINE, bytes) },
      {
        what: 'time that it adds to the page, to TimelineJS',
        measured: `${time.toFixed(2)} (${floors('completeMs')})`,
        goal: atMost(MAX_OF_TIMELINE, time),
      },
      {
        what: 'main thread, to TimelineJS',
        measured: `${work.toFixed(2)} (${floors('mainThreadMs')})`,
        goal: atMost(MAX_OF_TIMELINE, work),
      },
    ],
    bars: [
      {
        title: 'Time until the title shows',
        unit: 'ms',
        bars: shown.map((name) => ({ name, value: middle(name, 'titleMs'), isOurs: name === OURS })),
      },
      {
        title: 'Bytes that the box adds to a page',
        unit: 'KiB',
        bars: shown.map((name) => ({ name, value: beyond(name, 'bytes') / 1024, isOurs: name === OURS })),
      },
    ],
  }
}

function showTask(ms: number): string {
  return ms < LONG_TASK_MS ? `under ${LONG_TASK_MS} ms` : `${ms.toFixed(0)} ms`
}

type Measure = (what: keyof PageLoad) => number

function describeLoad(what: string, middle: Measure, beyond: Measure): Result {
  const measured = [
    `title ${middle('titleMs').toFixed(0)} ms`,
    `complete ${middle('completeMs').toFixed(0)} ms`,
    `${(beyond('bytes') / 1024).toFixed(1)} KiB`,
    `${beyond('requests')} requests`,
    `main thread ${beyond('mainThreadMs').toFixed(0)} ms`,
    `longest task ${middle('longestTaskMs').toFixed(0)} ms`,
    `shift ${middle('layoutShift').toFixed(3)}`,
    `heap ${beyond('heapKb').toFixed(0)} KiB`,
  ]
  return { what, measured: measured.join(', ') }
}
