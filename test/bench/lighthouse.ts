/**
 * `npm run lighthouse [-- --runs 5] [-- --write] [-- NAME ...]`: every page on a phone with a slow connection, simulated with
 * Lighthouse's defaults; medians of the runs. `--write` saves them in lighthouse.md. Exits with 1 when a goal is missed.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { startDemoServer } from '../../worker/dev/demo-server.ts'
import { findFreePort } from '../../worker/dev/port.ts'
import { unpackChromium } from '../fixtures/browser.ts'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { PAGES } from '../site/pages.ts'
import { startSite } from '../site/service.ts'

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const GOALS = { performance: 97, accessibility: 100, 'best-practices': 100, seo: 100 } as const
const TIMINGS = {
  'first-contentful-paint': 'first paint, ms',
  'largest-contentful-paint': 'largest paint, ms',
  'total-blocking-time': 'blocked, ms',
  'cumulative-layout-shift': 'shift',
} as const
const DEBUG_PORT = 9333
const DEMO_PORT = 8960
/** Audits with a lower score are listed. */
const GOOD = 0.9
/** Pages of filters, comparisons and searches are excluded from search engines on purpose. */
const SKIPPED = ['is-crawlable']

type Category = keyof typeof GOALS
const CATEGORIES = Object.keys(GOALS) as Category[]

interface Run {
  /** From 0 to 100. */
  scores: number[]
  timings: number[]
  failed: string[]
}

useTemporaryFolder()
const { missing: _, ...pages } = PAGES
const site = await startSite()
const demo = await startDemoServer(await findFreePort(DEMO_PORT), site.origin)
const port = await findFreePort(DEBUG_PORT)
const executablePath = await unpackChromium()
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', `--remote-debugging-port=${port}`] })
const lines = [
  `| page | ${[...CATEGORIES, ...Object.values(TIMINGS)].join(' | ')} |`,
  `|---|${'---|'.repeat(CATEGORIES.length + Object.keys(TIMINGS).length)}`,
]
console.log(lines.join('\n'))
try {
  const paths = Object.entries(pages).map(([name, path]) => [name, site.origin + path] as const)
  for (const [name, url] of [...paths, ['demo', demo.address] as const]) {
    if (positionals.length === 0 || positionals.includes(name)) lines.push(await judge(name, url))
  }
} finally {
  await browser.close()
  await demo.close()
  await site.close()
}
if (values.write) await writeTable()

/** Returns the row of a page. */
async function judge(name: string, url: string): Promise<string> {
  const runs: Run[] = []
  for (let run = 0; run < Number(values.runs); run++) runs.push(await measure(url))
  const scores = pickMedians(runs.map((run) => run.scores))
  const timings = pickMedians(runs.map((run) => run.timings)).map((value) =>
    value < 10 ? value.toFixed(3) : Math.round(value),
  )
  const row = `| ${[name, ...scores, ...timings].join(' | ')} |`
  console.log(row)
  for (const failed of new Set(runs.flatMap((run) => run.failed))) console.log(`  ${failed}`)
  if (CATEGORIES.some((category, index) => (scores[index] ?? 0) < GOALS[category])) process.exitCode = 1
  return row
}

async function measure(url: string): Promise<Run> {
  const result = await lighthouse(url, { port, onlyCategories: CATEGORIES, skipAudits: SKIPPED, logLevel: 'error' })
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

/** Returns the median of each column. */
function pickMedians(rows: number[][]): number[] {
  return (rows[0] ?? []).map((_, column) => {
    const sorted = rows.map((row) => row[column] ?? Number.NaN).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  })
}

async function writeTable(): Promise<void> {
  if (positionals.length > 0) throw new Error('--write is for all pages')
  const day = new Date().toISOString().slice(0, 10)
  const goals = Object.entries(GOALS).map(([category, goal]) => `${category} ${goal}`)
  const about = `Measured on ${day} by \`npm run lighthouse -- --write\`: medians of ${values.runs} runs of each page of [the site](../site/pages.ts) and of the demo page, on a simulated phone with a slow connection. Minimum scores: ${goals.join(', ')}. The audit of indexing is skipped: pages of filters, comparisons and searches are excluded from search engines on purpose.`
  await writeFile(new URL('lighthouse.md', import.meta.url), `# Lighthouse\n\n${about}\n\n${lines.join('\n')}\n`)
}
