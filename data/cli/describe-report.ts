/** The report of `verify`: what it contains, and how it is printed for people. */
import { stringify } from 'yaml'
import type { Locator } from '../schema/entities.ts'
import { describeTopic } from './check.ts'
import type { LoadedTopic } from './topics.ts'

/** What `--json` prints of a topic. */
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
  /** Why it cannot be read. */
  problem?: string
}

export interface CitationReport {
  /** The file, then keys, ids and numbers counted from 1, such as `statements.yml › first-round › citation 2`. */
  place: string
  article: string
  /** Unchecked: the source cannot be read. */
  verdict: 'exact' | 'moved' | 'missing' | 'unchecked'
  /** As the topic has it. */
  locator: Locator
  /** Where the same words stand now, for one that has moved. */
  movedTo?: Locator
}

export interface QuoteReport {
  place: string
  text: string
  verdict: 'verbatim' | 'altered' | 'unchecked'
}

const VERDICT_WIDTH = 'unchecked'.length

/** A line for each source, citation and quote, its verdict first, and last how many citations are exact. */
export function describeReport(report: Report, loaded: LoadedTopic | undefined): string {
  if (loaded && !loaded.authored) return describeTopic(loaded)
  return [
    ...report.citations.map(describeCitation),
    ...report.quotes.map(describeQuote),
    ...report.sources.flatMap(describeSource),
    `${report.topic}: ${report.exact} of ${report.total} exact`,
  ].join('\n')
}

function describeCitation({ place, article, verdict, locator, movedTo }: CitationReport): string {
  const line = `${verdict.padEnd(VERDICT_WIDTH)} ${place}`
  switch (verdict) {
    case 'exact':
      return line
    case 'moved':
      return `${line}: the same words stand elsewhere in ${article}; paste\n${indent(stringify({ locator: movedTo }))}`
    case 'missing':
      return `${line}: ${article} no longer has the words that stood at ${locator.start} to ${locator.end}; cite it again`
    case 'unchecked':
      return `${line}: ${article} cannot be read`
  }
}

function describeQuote({ place, text, verdict }: QuoteReport): string {
  const line = `${verdict.padEnd(VERDICT_WIDTH)} ${place}`
  return verdict === 'altered' ? `${line}: “${text}” does not stand in a passage that the statement cites` : line
}

function describeSource({ article, state, problem }: SourceReport): string[] {
  switch (state) {
    case 'unchanged':
      return []
    case 'changed':
      return [`${article}: the source has changed (its digest differs)`]
    case 'unreadable':
      return [problem ?? `${article}: cannot be read`]
  }
}

function indent(text: string): string {
  return text.trimEnd().replace(/^/gm, '    ')
}
