/**
 * `npm run lighthouse [-- runs]`: a phone on a slow line, simulated, as Lighthouse does by itself; the median of five runs
 * of each page. Exit code 1 where a goal is missed.
 */

import sparticuz from '@sparticuz/chromium'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { startDemoServer } from '../../worker/dev/demo-server.ts'
import { findFreePort } from '../../worker/dev/port.ts'
import { startSite, TOPIC } from '../site/service.ts'

const RUNS = Number(process.argv[2] ?? 5)
const GOALS = { performance: 97, accessibility: 100, 'best-practices': 100, seo: 100 } as const
const TIMINGS = {
  'first-contentful-paint': 'first paint, ms',
  'largest-contentful-paint': 'largest paint, ms',
  'total-blocking-time': 'blocked, ms',
  'cumulative-layout-shift': 'shift',
} as const
const DEBUG_PORT = 9333
const DEMO_PORT = 8960
/** What is below is named. */
const GOOD = 0.9

type Category = keyof typeof GOALS
const CATEGORIES = Object.keys(GOALS) as Category[]

interface Run {
  /** Of 100. */
  scores: number[]
  timings: number[]
  failed: string[]
}

const site = await startSite()
const demo = await startDemoServer(await findFreePort(DEMO_PORT), site.origin)
const port = await findFreePort(DEBUG_PORT)
const executablePath = await sparticuz.executablePath()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', `--remote-debugging-port=${port}`] })
try {
  console.log(`| page | ${[...CATEGORIES, ...Object.values(TIMINGS)].join(' | ')} |`)
  console.log(`|---|${'---|'.repeat(CATEGORIES.length + Object.keys(TIMINGS).length)}`)
  await judge('`/`', `${site.origin}/`)
  await judge('a topic', `${site.origin}/topics/${TOPIC}`)
  await judge('demo page', demo.address)
} finally {
  await browser.close()
  await demo.close()
  await site.close()
}

async function judge(name: string, url: string): Promise<void> {
  const runs: Run[] = []
  for (let run = 0; run < RUNS; run++) runs.push(await measure(url))
  const scores = pickMedians(runs.map((run) => run.scores))
  const timings = pickMedians(runs.map((run) => run.timings)).map((value) =>
    value < 10 ? value.toFixed(3) : Math.round(value),
  )
  console.log(`| ${[name, ...scores, ...timings].join(' | ')} |`)
  for (const failed of new Set(runs.flatMap((run) => run.failed))) console.log(`  ${failed}`)
  if (CATEGORIES.some((category, index) => (scores[index] ?? 0) < GOALS[category])) process.exitCode = 1
}

async function measure(url: string): Promise<Run> {
  const result = await lighthouse(url, { port, onlyCategories: CATEGORIES, logLevel: 'error' })
  if (!result) throw new Error(`Lighthouse gave no result for ${url}`)
  const { categories, audits } = result.lhr
  const counted = CATEGORIES.flatMap((category) => categories[category]?.auditRefs ?? []).filter(({ weight }) => weight)
  return {
    scores: CATEGORIES.map((category) => Math.round((categories[category]?.score ?? 0) * 100)),
    timings: Object.keys(TIMINGS).map((id) => audits[id]?.numericValue ?? Number.NaN),
    failed: counted.flatMap(({ id }) => {
      const { score = null, title, displayValue } = audits[id] ?? {}
      return score !== null && score < GOOD ? [`${title}: ${displayValue ?? id}`] : []
    }),
  }
}

/** Column by column. */
function pickMedians(rows: number[][]): number[] {
  return (rows[0] ?? []).map((_, column) => {
    const sorted = rows.map((row) => row[column] ?? Number.NaN).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  })
}
