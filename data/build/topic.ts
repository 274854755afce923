import type { Authored, AuthoredArticle } from '../authored.ts'
import type { Article } from '../entities.ts'
import type { Topic } from '../wire.ts'

/** What only the moment of publishing knows. Times are RFC 3339 in UTC; `release` counts from 1. */
export interface Stamp {
  release: number
  datePublished: string
  dateModified: string
}

export function buildTopic({ topic, parties, articles, events, statements }: Authored, stamp: Stamp): Topic {
  return {
    id: topic.id,
    name: topic.name,
    alternateName: topic.alternateName,
    abstract: topic.abstract,
    temporalCoverage: topic.temporalCoverage,
    events,
    statements,
    people: parties.people,
    organizations: parties.organizations,
    articles: articles.map(dropSource),
    unknowns: topic.unknowns,
    corrections: topic.corrections,
    release: stamp.release,
    datePublished: stamp.datePublished,
    dateModified: stamp.dateModified,
    license: topic.license,
    attributionText: topic.attributionText,
  }
}

/** Where an editor keeps the saved document is no reader's business. */
function dropSource({ source: _, ...article }: AuthoredArticle): Article {
  return article
}
