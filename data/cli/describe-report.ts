/** What `verify` tells people. */
import { stringify } from 'yaml'
import { describeTopic } from './check.ts'
import type { LoadedTopic } from './topics.ts'
import type { CitationReport, QuoteReport, Report, SourceReport } from './verify.ts'

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
