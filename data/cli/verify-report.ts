/** What `verify` reports of a topic, for people and programs. */
import { stringify } from 'yaml'
import { count } from '../build/formats/text.ts'
import type { Locator } from '../schema/entities.ts'
import { describeTopic } from './check.ts'
import type { LoadedTopic } from './topics.ts'

/** What `--json` prints for a topic. */
export interface Report {
  topic: string
  /** Every source unchanged, every citation exact, every quote verbatim. */
  isVerified: boolean
  exact: number
  total: number
  sources: SourceReport[]
  citations: CitationReport[]
  quotes: QuoteReport[]
}

export interface SourceReport {
  article: string
  state: 'unchanged' | 'changed' | 'unreadable'
  /** The digest of the present text; absent if it cannot be read. */
  textDigest?: string
  /** Why the source cannot be read. */
  problem?: string
}

export interface CitationReport {
  /** The file, then keys, ids and numbers counted from 1, such as `statements.yml › first-round › citations › 2`. */
  place: string
  article: string
  /** Unchecked: the source cannot be read. */
  verdict: 'exact' | 'moved' | 'missing' | 'unchecked'
  /** The locator in the YAML. */
  locator: Locator
  /** Where the same words are now, if they have moved. */
  movedTo?: Locator
  /** The words that are now at the locator, if the cited ones are missing. */
  found?: string
}

export interface QuoteReport {
  place: string
  text: string
  verdict: 'verbatim' | 'altered' | 'unchecked'
}

const VERDICT_WIDTH = 'unchecked'.length

/**
 * Prints every citation and quote that fails, every problem of a source, a line for each article, and last the number of exact
 * citations. With `isListing`, prints a line for each citation and quote that holds instead of the lines for articles.
 */
export function describeReport(report: Report, loaded: LoadedTopic | undefined, isListing: boolean): string {
  if (loaded && !loaded.authored) return describeTopic(loaded)
  const { topic, citations, quotes, sources, exact, total } = report
  return [
    ...citations.filter(({ verdict }) => isListing || verdict !== 'exact').map(describeCitation),
    ...quotes.filter(({ verdict }) => isListing || verdict !== 'verbatim').map(describeQuote),
    ...sources.flatMap(describeSource),
    ...(isListing ? [] : sources.map((source) => describeArticle(source, citations))),
    `${topic}: ${exact} of ${total} exact${describeQuotes(quotes)}`,
  ].join('\n')
}

/** One line: how many of the article's receipts hold, and the digest of its text. */
function describeArticle({ article, state, textDigest }: SourceReport, all: CitationReport[]): string {
  const citations = all.filter((citation) => citation.article === article)
  const exact = citations.filter(({ verdict }) => verdict === 'exact').length
  const digest = state === 'unreadable' ? 'its source cannot be read' : `${state}, sha256 ${textDigest}`
  return `${article}: ${exact} of ${count(citations.length, 'receipt')} hold; ${digest}`
}

function describeQuotes(quotes: QuoteReport[]): string {
  const verbatim = quotes.filter(({ verdict }) => verdict === 'verbatim').length
  return quotes.length === 0 ? '' : `, ${verbatim} of ${count(quotes.length, 'quote')} verbatim`
}

const MAX_FOUND_CHARACTERS = 200

function describeCitation({ place, article, verdict, locator, movedTo, found = '' }: CitationReport): string {
  const line = `${verdict.padEnd(VERDICT_WIDTH)} ${place}`
  switch (verdict) {
    case 'exact':
      return line
    case 'moved':
      return `${line}: the same words are elsewhere in ${article}
    expected: at ${locator.start} to ${locator.end}
    found:    at ${movedTo?.start} to ${movedTo?.end}; paste
${indent(stringify({ locator: movedTo }))}`
    case 'missing':
      return `${line}: ${article} no longer has the words that were at ${locator.start} to ${locator.end}; cite it again
    expected: words with sha256 ${locator.sha256}
    found:    “${shorten(found)}”`
    case 'unchecked':
      return `${line}: ${article} cannot be read`
  }
}

function describeQuote({ place, text, verdict }: QuoteReport): string {
  const line = `${verdict.padEnd(VERDICT_WIDTH)} ${place}`
  return verdict === 'altered'
    ? `${line}: “${text}” is not in any passage that the statement cites; copy it exactly, or cite the passage that has it`
    : line
}

function describeSource({ article, state, problem, textDigest }: SourceReport): string[] {
  switch (state) {
    case 'unchanged':
      return []
    case 'changed':
      return [
        `${article}: the source, or which of its lines are the article, has changed (its digest differs)
  Put back the document that was cited. If the change is right, cite again what is not exact, and write
  textDigest: ${textDigest}`,
      ]
    case 'unreadable':
      return [problem ?? `${article}: cannot be read`]
  }
}

const shorten = (text: string) =>
  text.length > MAX_FOUND_CHARACTERS ? `${text.slice(0, MAX_FOUND_CHARACTERS - 1)}…` : text

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ')
}
