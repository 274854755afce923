/** The topic as a dataset, and the articles that it rests on. */
import type { Article } from '../../schema/api.ts'
import { fileUrl, pageUrl, topicUrl } from './addresses.ts'
import { type Graph, type Node, referToTopic } from './json-ld-graph.ts'
import { describeSentences, joinSentences, unlessEmpty } from './json-ld-receipts.ts'

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
    // The context types this term as a date, which is what articles have.
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

/** The organization of that very name, if the topic has it. */
function describePublisher({ topic, refer }: Graph, name: string): Node {
  const known = topic.organizations.find((party) => party.name === name)
  return { ...(known && refer(known.id)), '@type': 'Organization', name }
}
