/**
 * What the widget shows: the topic as a view model. Whatever does not depend on the reader's language or screen is worked
 * out here, once a release: names, addresses, groups and the geometry of time. Pure.
 */
import type { Article, Unknown } from '../entities.ts'
import type { Box, BoxArticle, BoxUnknown, Topic } from '../wire.ts'
import { buildEvent } from './box-events.ts'
import { createReferences, type References } from './box-references.ts'
import { buildGroups } from './box-statements.ts'
import { buildTimeline } from './box-timeline.ts'

export function buildBox(topic: Topic): Box {
  const references = createReferences(topic)
  const timeline = buildTimeline(topic)
  return {
    topic: topic.id,
    name: topic.name,
    inLanguage: topic.inLanguage,
    abstract: topic.abstract.map(references.citedText),
    temporalCoverage: topic.temporalCoverage,
    ...(timeline && { timeline }),
    events: topic.events.map((event) => buildEvent(event, references)),
    groups: buildGroups(topic, references),
    parties: [...topic.people, ...topic.organizations].map(({ id, name, alternateName, roles }) => ({
      id,
      name,
      alternateName,
      roles: roles.map((role) => role.roleName),
    })),
    articles: topic.articles.map((article) => buildArticle(article, references)),
    unknowns: topic.unknowns.map((unknown) => buildUnknown(unknown, references)),
    corrections: topic.corrections,
    release: topic.release,
    datePublished: topic.datePublished,
    dateModified: topic.dateModified,
    license: topic.license,
    attributionText: topic.attributionText,
    ...(topic.reportUrl && { reportUrl: topic.reportUrl }),
    ...(topic.draft && { draft: topic.draft }),
  }
}

function buildArticle(article: Article, references: References): BoxArticle {
  const { textDigest: _, dateline, dateBasis, ...shown } = article
  const dateNote = [dateline, dateBasis].filter((part) => part !== undefined).join('. ')
  return { ...shown, ...(dateNote && { dateNote }), summary: article.summary.map(references.citedText) }
}

function buildUnknown({ event, ...unknown }: Unknown, references: References): BoxUnknown {
  return { ...unknown, ...references.named('event', references.event(event)) }
}
