import { readTextFragment } from '../citations.ts'
import type { Citation, CitedText, Party } from '../entities.ts'
import type { Box, BoxCitation, BoxCitedText, BoxParty, Topic } from '../wire.ts'

/** What the widget shows: the topic without locators, digests and cross-references, which a receipt still leads to. */
export function buildBox(topic: Topic): Box {
  return {
    topic: topic.id,
    name: topic.name,
    abstract: topic.abstract.map(buildCitedText),
    temporalCoverage: topic.temporalCoverage,
    events: topic.events.map((event) => ({ ...event, citations: buildCitations(event.citations) })),
    statements: topic.statements.map(({ about: _, ...statement }) => ({
      ...statement,
      citations: buildCitations(statement.citations),
    })),
    people: topic.people.map(buildParty),
    organizations: topic.organizations.map(buildParty),
    articles: topic.articles.map(({ textDigest: _, ...article }) => ({
      ...article,
      summary: article.summary.map(buildCitedText),
    })),
    unknowns: topic.unknowns,
    corrections: topic.corrections,
    release: topic.release,
    datePublished: topic.datePublished,
    dateModified: topic.dateModified,
    license: topic.license,
    attributionText: topic.attributionText,
    ...(topic.draft && { draft: topic.draft }),
  }
}

function buildCitedText({ text, citations }: CitedText): BoxCitedText {
  return { text, citations: buildCitations(citations) }
}

function buildParty({ id, name, alternateName, roles }: Party): BoxParty {
  return { id, name, alternateName, roles: roles.map((role) => role.roleName) }
}

/** One mark an article, in the order of the text: the first passage is where its mark leads. */
function buildCitations(citations: Citation[]): BoxCitation[] {
  const byArticle = new Map<string, BoxCitation>()
  for (const citation of citations) {
    if (byArticle.has(citation.article)) continue
    const textFragment = readTextFragment(citation)
    byArticle.set(citation.article, {
      article: citation.article,
      ...(textFragment === undefined ? {} : { textFragment }),
    })
  }
  return [...byArticle.values()]
}
