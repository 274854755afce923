/** What the nodes of several kinds share: receipts and cited sentences. */
import type { Citation, CitedText } from '../../schema/api.ts'
import type { Graph, Node, Reference } from './json-ld-graph.ts'

export function describeReceipts(graph: Graph, citations: Citation[]): Node[] {
  return citations.map(({ article, locator, textFragmentUrl }) => ({
    '@type': 'Receipt',
    article: graph.refer(article),
    locator: { start: locator.start, end: locator.end, sha256: locator.sha256 },
    url: textFragmentUrl,
  }))
}

export function describeSentences(graph: Graph, sentences: CitedText[]): Node[] {
  return sentences.map(({ text, citations }) => ({
    '@type': 'CreativeWork',
    text,
    receipt: describeReceipts(graph, citations),
  }))
}

/** The articles cited, each once. */
export function referToArticles(graph: Graph, citations: Citation[]): Reference[] {
  return [...new Set(citations.map(({ article }) => article))].map(graph.refer)
}

export function joinSentences(sentences: CitedText[]): string {
  return sentences.map(({ text }) => text).join(' ')
}

/** Absent rather than empty: JSON-LD would keep an empty list as a value of its own. */
export function unlessEmpty<Value>(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined
}
