/** Finds a topic's passages in a text that a reader enters. Pure: no DOM, no clock. */
import { type Assertion, listAssertions, listPassages } from '../../../data/citations/assertions.ts'
import { nameLocator, normaliseText } from '../../../data/citations/locate.ts'
import { sha256Hex } from '../../../data/citations/sha256.ts'
import {
  findBaseShift,
  measureShift,
  type VerifiedAssertion,
  verifyAssertions,
} from '../../../data/citations/verify.ts'
import type { Article, Locator, Topic } from '../../../data/schema/api.ts'

/** `found`: at its recorded place, or shifted like the others, for example by text before the article. */
export type Outcome = 'found' | 'moved' | 'missing'

export interface PassageMatch {
  /** From 1, in the article's order. */
  number: number
  recorded: Locator
  outcome: Outcome
  /** Its place in the reader's text; absent when missing. */
  place?: Locator
  /** The numbers of the assertions that cite it. */
  assertions: number[]
}

export interface AssertionMatch {
  /** From 1, in the topic's order. */
  number: number
  assertion: Assertion
  passages: PassageMatch[]
  isQuoteVerbatim?: boolean
  /** Whether it also cites another article. */
  hasOtherSources: boolean
}

export interface Matches {
  article: Article
  /** Language of the topic's own sentences. */
  language: string
  /** The reader's text, normalised. */
  text: string
  /** Positions in `text` at which lines of the reader's input begin. */
  lineStarts: number[]
  passages: PassageMatch[]
  assertions: AssertionMatch[]
  /** Number of citations whose passage was found, and of all citations. */
  citations: { found: number; total: number }
  /** Number of characters by which passages are shifted compared with the article. */
  shift: number
  /** Whether the reader chose the article. */
  isChosen: boolean
  /** Whether the text is exactly the article's text. */
  isWhole: boolean
}

/** Matches the text with the chosen article or, by default, the one with most of its passages in the text. */
export async function matchPassages(topic: Topic, input: string, articleId?: string): Promise<Matches> {
  const candidates = topic.articles.filter(({ id }) => articleId === undefined || id === articleId)
  const { text, lineStarts } = readLines(input)
  let best: Matches | undefined
  for (const article of candidates) {
    const matches = { ...(await matchArticle(topic, article, text, lineStarts)), isChosen: articleId !== undefined }
    if (!best || rate(matches) > rate(best)) best = matches
    if (rate(best) === 1) break
  }
  if (!best) throw new Error('the topic has no such article')
  return best
}

function rate({ citations }: Matches): number {
  return citations.total === 0 ? 0 : citations.found / citations.total
}

async function matchArticle(
  topic: Topic,
  article: Article,
  text: string,
  lineStarts: number[],
): Promise<Omit<Matches, 'isChosen'>> {
  const cited = listAssertions(topic).filter(({ citations }) => citations.some((c) => c.article === article.id))
  const verified = await verifyAssertions(cited, new Map([[article.id, text]]))
  const citations = verified.flatMap((one) => one.citations).filter(({ verification }) => verification)
  const shift = findBaseShift(citations)
  const passages = locatePassages(cited, article, verified, shift)
  return {
    article,
    language: topic.inLanguage,
    text,
    lineStarts,
    passages: [...passages.values()],
    assertions: verified.map((one, index) => matchAssertion(one, index + 1, passages)),
    citations: {
      found: citations.filter(({ verification }) => verification?.verdict !== 'missing').length,
      total: citations.length,
    },
    shift,
    isWhole: (await sha256Hex(text)) === article.textDigest,
  }
}

/** Returns the passages by the name of their locator. */
function locatePassages(
  cited: Assertion[],
  article: Article,
  verified: VerifiedAssertion[],
  shift: number,
): Map<string, PassageMatch> {
  const citations = verified.flatMap((one) => one.citations).filter(({ verification }) => verification)
  const byName = new Map(citations.map((one) => [nameLocator(one.citation.locator), one]))
  return new Map(
    listPassages(cited, article.id).map(({ locator, assertions }, index) => {
      const name = nameLocator(locator)
      const one = byName.get(name)
      const distance = one && measureShift(one)
      const place = one?.verification && 'locator' in one.verification ? one.verification.locator : undefined
      const passage: PassageMatch = {
        number: index + 1,
        recorded: locator,
        outcome: distance === undefined ? 'missing' : distance === shift ? 'found' : 'moved',
        ...(place ? { place } : {}),
        assertions: assertions.map((assertion) => cited.indexOf(assertion) + 1),
      }
      return [name, passage]
    }),
  )
}

function matchAssertion(
  { assertion, citations, isQuoteVerbatim }: VerifiedAssertion,
  number: number,
  passages: ReadonlyMap<string, PassageMatch>,
): AssertionMatch {
  const verified = citations.filter(({ verification }) => verification)
  const names = verified.map(({ citation }) => nameLocator(citation.locator))
  return {
    number,
    assertion,
    passages: names.map((name) => passages.get(name)).filter((passage) => passage !== undefined),
    hasOtherSources: verified.length < citations.length,
    ...(isQuoteVerbatim === undefined ? {} : { isQuoteVerbatim }),
  }
}

/** Returns the normalised text and the starts of its lines. Normalising line by line gives the same text. */
function readLines(input: string): { text: string; lineStarts: number[] } {
  const lines = input
    .split(/\r\n|\r|\n/)
    .map(normaliseText)
    .filter((line) => line !== '')
  const lineStarts: number[] = []
  let at = 0
  for (const line of lines) {
    lineStarts.push(at)
    at += line.length + 1
  }
  return { text: lines.join(' '), lineStarts }
}
