/** Builds a topic as published, and its lede, which a compact box, a search result and a link preview show. Pure. */
import type { Correction, Topic } from '../schema/api.ts'
import type { Authored, AuthoredArticle } from '../schema/authored.ts'
import type { Article, CitedText } from '../schema/entities.ts'

/** Values that are known only at publishing. Times are RFC 3339 in UTC; `release` counts from 1. */
export interface Stamp {
  release: number
  datePublished: string
  dateModified: string
  /** Shown on an editor's machine only. */
  draft?: true
}

/** Returns the topic as published. Corrections that `previous`, the release before, has keep their release number. */
export function buildTopic(
  { topic, parties, articles, events, statements }: Authored,
  stamp: Stamp,
  previous?: Topic,
): Topic {
  return {
    id: topic.id,
    name: topic.name,
    alternateName: topic.alternateName,
    inLanguage: topic.inLanguage,
    abstract: topic.abstract,
    temporalCoverage: topic.temporalCoverage,
    events,
    statements,
    people: parties.people,
    organizations: parties.organizations,
    articles: articles.map(dropSource),
    unknowns: topic.unknowns,
    corrections: stampCorrections(topic.corrections, stamp.release, previous?.corrections ?? []),
    release: stamp.release,
    datePublished: stamp.datePublished,
    dateModified: stamp.dateModified,
    license: topic.license,
    attributionText: topic.attributionText,
    ...(topic.reportUrl && { reportUrl: topic.reportUrl }),
    ...(stamp.draft && { draft: stamp.draft }),
  }
}

/** Adds the release to each correction: the one in `before` if it is there, otherwise this one. */
export function stampCorrections(
  corrections: Authored['topic']['corrections'],
  release: number,
  before: Correction[],
): Correction[] {
  const known = new Map(before.map((correction) => [correction.id, correction.release]))
  return corrections.map((correction) => ({ ...correction, release: known.get(correction.id) ?? release }))
}

/** The location of the saved document is not published. */
function dropSource({ source: _, ...article }: AuthoredArticle): Article {
  return article
}

/** Readers skip a longer lede. */
export const MAX_LEDE_WORDS = 45

/** Returns the first sentence, and as many of the next as fit within `MAX_LEDE_WORDS` in total. */
export function selectLede(abstract: CitedText[]): CitedText[] {
  let words = 0
  const end = abstract.findIndex(({ text }, index) => {
    words += countWords(text)
    return index > 0 && words > MAX_LEDE_WORDS
  })
  return end === -1 ? abstract : abstract.slice(0, end)
}

export function countWords(text: string): number {
  return text.split(/\s+/u).length
}
