/**
 * The README's figures, measured on what is shipped: `npm run figures` prints them, `-- --write` puts them there with the
 * date. They depend on the machine (fonts shift a layout); what tests hold everywhere is the budgets.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { buildRelease } from '../data/build/index.ts'
import { loadTopics, TOPICS_FOLDER } from '../data/cli/topics.ts'
import { bundleWidget } from '../widget/build/bundle.ts'
import { launchChromium } from './browser.ts'
import { measureShift } from './widget/layout-shift.ts'

const KIB = 1024
const TOPIC = 'us-iran-iraq-talks'
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const README = join(ROOT, 'README.md')
const MARKED = /(?<=<!-- figures -->\n)[\s\S]*?(?=<!-- \/figures -->)/

export interface Figure {
  what: string
  measured: string
  /** Empty where there is none. */
  budget: string
  isKept: boolean
}

export async function measureFigures(): Promise<Figure[]> {
  const { script: widget } = await bundleWidget()
  const script = widget.replace(/\(\)$/, `(${await buildBoxJson()})`)
  return [
    measureSize('widget script with three languages, without data', 'brotli', brotliCompressSync(widget), 8),
    measureSize('one-tag script, with this topic inside', 'brotli', brotliCompressSync(script), 14),
    measureSize('Worker, with the widget inside', 'gzip', gzipSync(await bundleForDeployment()), 80),
    ...(await measureShifts()),
  ]
}

function measureSize(what: string, how: string, { length }: Buffer, budgetKib: number): Figure {
  const inKib = (bytes: number) => `${(bytes / KIB).toFixed(1)} KiB`
  const isKept = length <= budgetKib * KIB
  return { what, measured: `${inKib(length)} ${how}`, budget: inKib(budgetKib * KIB), isKept }
}

/** The bare tag cannot reserve a place, since it is not known where it stands before it runs. */
async function measureShifts(): Promise<Figure[]> {
  const browser = await launchChromium()
  try {
    const viewport = { width: 1280, height: 720 }
    const [reserved, tag] = [
      await measureShift(browser, 'reserved', { viewport }),
      await measureShift(browser, 'tag', { viewport }),
    ].map(({ score }) => score)
    return [
      shift('layout shift, height reserved', reserved, '0.000'),
      shift('layout shift, bare tag amid text, on a slow line', tag, ''),
    ]
  } finally {
    await browser.close()
  }
}

function shift(what: string, score = Number.NaN, budget: string): Figure {
  return { what, measured: score.toFixed(3), budget, isKept: budget === '' || score <= Number(budget) }
}

async function buildBoxJson(): Promise<string> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [TOPIC])
  if (!topic?.authored) throw new Error(`${TOPIC} does not pass its checks`)
  const now = '2026-01-01T00:00:00Z'
  const files = buildRelease(topic.authored, { release: 1, datePublished: now, dateModified: now })
  return files.find((file) => file.path === 'box.json')?.content ?? ''
}

/** What `wrangler deploy` would upload. Rejects when it would not deploy. */
async function bundleForDeployment(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-deploy-'))
  try {
    const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
    await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], { cwd: ROOT })
    return await readFile(join(folder, 'index.js'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** As the README has them. */
export function showFigures(figures: Figure[], date: Date): string {
  const rows = figures.map(({ what, measured, budget }) => `| ${what} | ${measured} | ${budget} |`)
  const day = date.toISOString().slice(0, 10)
  return [
    '| what | measured | budget |',
    '|---|---|---|',
    ...rows,
    '',
    `Measured on ${day} by \`npm run figures -- --write\`; tests hold the budgets.`,
  ].join('\n')
}

/** What the README says between its marks. */
export async function readShownFigures(): Promise<string> {
  return (await readFile(README, 'utf8')).match(MARKED)?.[0].trim() ?? ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const shown = showFigures(await measureFigures(), new Date())
  console.log(shown)
  if (process.argv.includes('--write')) {
    await writeFile(README, (await readFile(README, 'utf8')).replace(MARKED, `${shown}\n`))
  }
}
