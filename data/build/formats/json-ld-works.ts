/** The topic as a dataset, with its articles, claims, open questions and corrections. */
import type { Article, Citation, CitedText, Correction, Statement, Unknown } from '../../schema/api.ts'
import { fileUrl, pageUrl, topicUrl } from '../urls.ts'
import { type Graph, type Node, type Reference, referToTopic } from './json-ld-context.ts'

/** The other forms of the same content; each is a file of the release. */
const DISTRIBUTIONS = {
  'topic.md': 'text/markdown',
  'events.csv': 'text/csv',
  'statements.csv': 'text/csv',
  'events.ics': 'text/calendar',
} as const

const ARTICLE_TYPES = {
  news: 'NewsArticle',
  editorial: 'OpinionNewsArticle',
  analysis: 'AnalysisNewsArticle',
  document: 'DigitalDocument',
  'press release': 'Article',
  transcript: 'Article',
} as const satisfies Record<Article['genre'], string>

export function describeDataset(graph: Graph): Node {
  const { topic, refer } = graph
  const refers = (items: { id: string }[]) => unlessEmpty(items.map(({ id }) => refer(id)))
  return {
    ...referToTopic(graph),
    '@type': 'Dataset',
    name: topic.name,
    alternateName: unlessEmpty(topic.alternateName),
    description: joinSentences(topic.abstract),
    abstractSentences: describeSentences(graph, topic.abstract),
    url: pageUrl(topic.id),
    temporalCoverage: topic.temporalCoverage,
    // The context types this term as a date, which is right only for articles.
    datePublished: { '@type': 'DateTime', '@value': topic.datePublished },
    dateModified: topic.dateModified,
    version: String(topic.release),
    creativeWorkStatus: topic.draft && 'Draft',
    license: topic.license,
    creditText: topic.attributionText,
    isAccessibleForFree: true,
    about: refers(topic.events),
    mentions: refers([...topic.people, ...topic.organizations]),
    isBasedOn: refers(topic.articles),
    hasPart: refers([...topic.statements, ...topic.unknowns]),
    correction: refers(topic.corrections),
    distribution: describeDistributions(topic.id),
  }
}

function describeDistributions(topic: string): Node[] {
  const files = Object.entries(DISTRIBUTIONS).map(([path, type]) => [fileUrl(topic, path), type] as const)
  return [[topicUrl(topic), 'application/json'] as const, ...files].map(([contentUrl, encodingFormat]) => ({
    '@type': 'DataDownload',
    contentUrl,
    encodingFormat,
  }))
}

export function describeArticle(graph: Graph, article: Article): Node {
  const { outletNote } = article
  return {
    ...graph.refer(article.id),
    '@type': ARTICLE_TYPES[article.genre],
    headline: article.headline,
    publisher: describePublisher(graph, article.publisher),
    dateline: article.dateline,
    datePublished: article.datePublished,
    dateBasis: article.dateBasis,
    url: article.url,
    inLanguage: article.inLanguage,
    genre: article.genre,
    abstract: joinSentences(article.summary),
    summarySentences: describeSentences(graph, article.summary),
    outletNote: { '@type': 'Comment', text: outletNote.text, basis: outletNote.basis, url: outletNote.url },
    textDigest: article.textDigest,
  }
}

/** Describes the publisher, with the id of the organization of exactly this name if the topic has it. */
function describePublisher({ topic, refer }: Graph, name: string): Node {
  const known = topic.organizations.find((party) => party.name === name)
  return { ...(known && refer(known.id)), '@type': 'Organization', name }
}

/** `author` is the claimant, absent if only the article says so; `firstAppearance` is the article that reports it. */
export function describeClaim(graph: Graph, statement: Statement): Node {
  const { topic, refer } = graph
  return {
    ...refer(statement.id),
    '@type': 'Claim',
    text: statement.text,
    status: statement.status,
    author: statement.claimant && refer(statement.claimant),
    firstAppearance: refer(statement.reportedBy),
    appearance: referToArticles(graph, statement.citations),
    about: unlessEmpty(statement.about.map(refer)),
    event: statement.event && refer(statement.event),
    hasPart: statement.quote && referToQuotation(graph, statement),
    isPartOf: referToTopic(graph),
    url: pageUrl(topic.id, statement.id),
    receipt: describeReceipts(graph, statement.citations),
    lead: statement.lead,
    standalone: statement.standalone,
  }
}

/** The source's own words in its language; part of the claim, which is in our words. */
export function describeQuotation(graph: Graph, statement: Statement): Node | undefined {
  const { quote, reportedBy } = statement
  if (!quote) return undefined
  return {
    ...referToQuotation(graph, statement),
    '@type': 'Quotation',
    text: quote.text,
    creator: graph.refer(quote.spokenBy),
    spokenByCharacter: graph.refer(quote.spokenBy),
    inLanguage: graph.topic.articles.find(({ id }) => id === reportedBy)?.inLanguage,
    isPartOf: graph.refer(reportedBy),
  }
}

function referToQuotation(graph: Graph, { id }: Statement): Reference {
  return { '@id': `${graph.refer(id)['@id']}#quote` }
}

/** A question that the topic's sources do not answer has no `acceptedAnswer`. */
export function describeQuestion(graph: Graph, { id, text, event, lead }: Unknown): Node {
  return {
    ...graph.refer(id),
    '@type': 'Question',
    text,
    event: event && graph.refer(event),
    isPartOf: referToTopic(graph),
    lead,
  }
}

export function describeCorrection(graph: Graph, correction: Correction): Node {
  return {
    ...graph.refer(correction.id),
    '@type': 'CorrectionComment',
    kind: correction.kind,
    about: graph.refer(correction.target),
    before: correction.before,
    after: correction.after,
    text: correction.reason,
    datePublished: correction.date,
    release: correction.release,
  }
}

export function describeReceipts(graph: Graph, citations: Citation[]): Node[] {
  return citations.map(({ article, locator, textFragmentUrl }) => ({
    '@type': 'Receipt',
    article: graph.refer(article),
    locator: { start: locator.start, end: locator.end, sha256: locator.sha256 },
    url: textFragmentUrl,
  }))
}

function describeSentences(graph: Graph, sentences: CitedText[]): Node[] {
  return sentences.map(({ text, citations }) => ({
    '@type': 'CreativeWork',
    text,
    receipt: describeReceipts(graph, citations),
  }))
}

/** Refers to the cited articles, each once. */
export function referToArticles(graph: Graph, citations: Citation[]): Reference[] {
  return [...new Set(citations.map(({ article }) => article))].map(graph.refer)
}

function joinSentences(sentences: CitedText[]): string {
  return sentences.map(({ text }) => text).join(' ')
}

/** Returns undefined for an empty list, which JSON-LD would keep as a value. */
export function unlessEmpty<Value>(values: Value[]): Value[] | undefined {
  return values.length > 0 ? values : undefined
}
