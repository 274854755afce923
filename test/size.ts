/**
 * `npm run size`: measures the shipped box in bytes, px, words and nodes. `-- --write` writes the figures and the date into size.md,
 * and five of them into the README. They depend on the machine (fonts shift a layout); tests check the budgets.
 */

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { LANGS } from '../widget/i18n/language.ts'
import type { Kind } from '../worker/query/choice.ts'
import { makeServed } from './fixtures/box-service.ts'
import { launchChromium } from './fixtures/browser.ts'
import { useTemporaryFolder } from './fixtures/temporary-folder.ts'
import { startSite } from './site/service.ts'
import { startHost } from './widget/host.ts'
import { measureShift } from './widget/layout-shift.ts'
import { measureBox } from './widget/measure-box.ts'

const KIB = 1024
/** As long as a service's usually is. */
const ORIGIN = 'https://facts.example'
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const README = join(ROOT, 'README.md')
const TABLE = join(ROOT, 'test/size.md')
/** Maximum heights of the compact box in px, by its width. */
const HEIGHTS = { 300: 850, 360: 790, 640: 580, 900: 490 }
const MAX_WORDS = 170
const MAX_NODES = 200
const VIEWPORTS = [
  [360, 640],
  [1280, 720],
] as const
/** By way to embed: its variant, and its budget, if any. A bare tag reserves nothing, and neither do stripped styles. */
const SHIFTS: [
  as: Kind | 'tag',
  how: string,
  options: { isScrolled?: boolean; isStripped?: boolean },
  budget?: number,
][] = [
  ['quotation', '', {}, 0.02],
  ['quotation', ', scrolled', { isScrolled: true }, 0.02],
  ['quotation', ', styles stripped', { isStripped: true }],
  ['element', '', {}, 0],
  ['element', ', scrolled', { isScrolled: true }, 0],
  ['element', ', styles stripped', { isStripped: true }],
  ['frame', '', {}, 0],
  ['frame', ', scrolled', { isScrolled: true }, 0],
  ['frame', ', styles stripped', { isStripped: true }],
  ['tag', '', {}],
]
const MARKED = /(?<=<!-- figures -->\n)[\s\S]*?(?=<!-- \/figures -->)/

export interface Figure {
  what: string
  measured: string
  /** Empty where there is none. */
  budget: string
  isKept: boolean
}

export async function measureFigures(): Promise<Figure[]> {
  const { widget, renderTag } = await makeServed()
  return [
    measureSize('widget script, English inside', 'brotli', brotliCompressSync(widget.script), 14),
    measureSize('one-tag script, with this topic inside', 'brotli', brotliCompressSync(renderTag(ORIGIN)), 17),
    ...LANGS.slice(1).map((lang) =>
      measureSize(`the same in ${lang}`, 'brotli', brotliCompressSync(renderTag(ORIGIN, undefined, lang)), 18),
    ),
    measureSize('Worker', 'gzip', gzipSync(await bundleForDeployment()), 80),
    ...(await measurePages()),
  ]
}

function measureSize(what: string, how: string, { length }: Buffer, budgetKib: number): Figure {
  const inKib = (bytes: number) => `${(bytes / KIB).toFixed(1)} KiB`
  const isKept = length <= budgetKib * KIB
  return { what, measured: `${inKib(length)} ${how}`, budget: inKib(budgetKib * KIB), isKept }
}

/** The bare tag cannot reserve space, because its place is unknown before it runs. */
async function measurePages(): Promise<Figure[]> {
  const browser = await launchChromium()
  const [host, site] = await Promise.all([startHost(browser), startSite()])
  try {
    const heights = []
    for (const [width, budget] of Object.entries(HEIGHTS)) {
      const { height } = await measureBox(host, { width: +width })
      heights.push(showCount(`height at ${width} px`, height, budget, ' px'))
    }
    const inLanguages = []
    for (const lang of LANGS) inLanguages.push(await measureBox(host, { width: 640, lang }))
    const words = Math.max(...inLanguages.map((drawn) => drawn.words))
    const nodes = Math.max(...inLanguages.map((drawn) => drawn.nodes))
    const shifts = []
    for (const [width, height] of VIEWPORTS) {
      for (const [as, how, options, budget] of SHIFTS) {
        const worker = as === 'frame' ? { worker: site.origin } : {}
        const { score } = await measureShift(browser, as, { viewport: { width, height }, ...options, ...worker })
        shifts.push(showShift(`layout shift at ${width} px, ${as}${how}`, score, budget))
      }
    }
    return [
      ...heights,
      showCount(`visible words, most of ${LANGS.length} languages`, words, MAX_WORDS),
      showCount('nodes', nodes, MAX_NODES),
      ...shifts,
    ]
  } finally {
    await Promise.all([host.close(), site.close(), browser.close()])
  }
}

function showCount(what: string, count: number, budget: number, unit = ''): Figure {
  return { what, measured: `${count}${unit}`, budget: `${budget}${unit}`, isKept: count <= budget }
}

function showShift(what: string, score: number, budget: number | undefined): Figure {
  const isKept = budget === undefined || score <= budget
  return { what, measured: score.toFixed(3), budget: budget?.toFixed(3) ?? '', isKept }
}

/** Every size, language and width. Bytes are those of the one-tag script, and for the full box also those of the whole script and the data that it fetches. */
async function printBoxes(): Promise<void> {
  const { widget, box, renderTag } = await makeServed()
  const browser = await launchChromium()
  const host = await startHost(browser)
  console.log('\n| size | language | width | height | words | nodes | bytes (brotli) |\n|---|---|---|---|---|---|---|')
  try {
    for (const size of ['compact', 'full']) {
      for (const lang of LANGS) {
        const whole = brotliCompressSync(widget.script).length + brotliCompressSync(box).length
        const bytes = brotliCompressSync(renderTag(ORIGIN, undefined, lang)).length + (size === 'full' ? whole : 0)
        for (const width of Object.keys(HEIGHTS)) {
          const { height, words, nodes } = await measureBox(host, { width: +width, lang, size })
          console.log(`| ${size} | ${lang} | ${width} | ${height} | ${words} | ${nodes} | ${bytes} |`)
        }
      }
    }
  } finally {
    await host.close()
    await browser.close()
  }
}

/** What `wrangler deploy` would upload. Rejects when it would not deploy. */
async function bundleForDeployment(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-deploy-'))
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  await promisify(execFile)(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', folder], { cwd: ROOT })
  return readFile(join(folder, 'index.js'))
}

/** Formats the figures as in size.md. */
export function showFigures(figures: Figure[], date: Date): string {
  const rows = figures.map(({ what, measured, budget }) => `| ${what} | ${measured} | ${budget} |`)
  const day = date.toISOString().slice(0, 10)
  return [
    '| what | measured | budget |',
    '|---|---|---|',
    ...rows,
    '',
    `Measured on ${day} by \`npm run size -- --write\`; tests hold the budgets.`,
  ].join('\n')
}

/** Returns the README's line. */
function showSummary(figures: Figure[]): string {
  const find = (name: string) => figures.find(({ what }) => what === name)?.measured
  const [script, embed] = [find('widget script, English inside'), find('one-tag script, with this topic inside')]
  const [height, shift] = [find('height at 640 px'), find('layout shift at 360 px, quotation')]
  return `Widget script ${script}, with a topic inside ${embed}; Worker ${find('Worker')}; ${height} high at 640 px; layout shift ${shift}. [All figures](test/size.md), measured by \`npm run size -- --write\`.`
}

/** Reads the part of size.md between its marks. */
export async function readShownFigures(): Promise<string> {
  return (await readFile(TABLE, 'utf8')).match(MARKED)?.[0].trim() ?? ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  useTemporaryFolder()
  const figures = await measureFigures()
  const shown = showFigures(figures, new Date())
  console.log(shown)
  await printBoxes()
  if (process.argv.includes('--write')) {
    for (const [path, text] of [
      [TABLE, shown],
      [README, showSummary(figures)],
    ] as const) {
      await writeFile(
        path,
        (await readFile(path, 'utf8')).replace(MARKED, () => `${text}\n`),
      )
    }
  }
}
