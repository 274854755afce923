/**
 * Builds what the widget shows: the topic as a view model. Everything that does not depend on the reader's language or screen
 * is computed here, once per release: names, URLs, groups, positions in time. Limited in size for topics of any size. Pure.
 */

import type { Box, BoxArticle, BoxGroup, BoxUnknown, Statement, Topic } from '../schema/api.ts'
import type { Article, Unknown } from '../schema/entities.ts'
import { estimateRoom } from './box-room.ts'
import {
  buildEvent,
  buildGroups,
  buildStatement,
  createReferences,
  isStandalone,
  leadFirst,
  nameClaimant,
  type References,
  shortenPublisher,
} from './box-rows.ts'
import { buildStrip, buildTimeline } from './box-timeline.ts'
import { selectLede } from './topic.ts'

/** Limit of the box's JSON in UTF-8. */
export const MAX_BOX_BYTES = 24 * 1024

const MAX_SENTENCES = 6

export interface BoxLimits {
  /** Per group, and of unknowns, in addition to the lead. */
  statements: number
  events: number
  parties: number
  corrections: number
}

const USUAL: BoxLimits = { statements: 5, events: 8, parties: 10, corrections: 3 }
/** Tried in order while a box is too large. */
const SMALLER: BoxLimits[] = [
  { statements: 3, events: 5, parties: 5, corrections: 2 },
  { statements: 1, events: 2, parties: 2, corrections: 1 },
  { statements: 0, events: 1, parties: 0, corrections: 0 },
]

/** Builds the box. Larger than `MAX_BOX_BYTES` only if single texts are very long, about which `check` warns. */
export function buildBox(topic: Topic): Box {
  let box = assembleBox(topic, USUAL)
  for (const limits of SMALLER) {
    if (measureBox(box) <= MAX_BOX_BYTES) break
    box = assembleBox(topic, limits)
  }
  return box
}

/** What a page that lists these articles shows of the compact box: without the full box's parts, and the room that it need not reserve. */
export function buildCompactBox(topic: Topic, references: References, articles: BoxArticle[]): Box {
  const strip = buildStrip(topic)
  return {
    ...describeTopic(topic, references),
    groups: buildGroups(topic, references, USUAL.statements),
    unknowns: listUnknowns(topic, references, USUAL),
    ...(strip && { strip }),
    events: [],
    parties: [],
    corrections: [],
    articles,
  }
}

function listUnknowns({ unknowns }: Topic, references: References, limits: BoxLimits): BoxUnknown[] {
  return leadFirst(unknowns)
    .slice(0, 1 + limits.statements)
    .map((unknown) => buildUnknown(unknown, references))
}

/** Returns the size of the box's JSON in bytes. */
export function measureBox(box: Box): number {
  return new TextEncoder().encode(JSON.stringify(box)).length
}

function assembleBox(topic: Topic, limits: BoxLimits): Box {
  const references = createReferences(topic)
  const shown = {
    ...describeTopic(topic, references),
    events: selectEvents(topic, limits).map((event) => buildEvent(event, references)),
    groups: buildGroups(topic, references, limits.statements),
    parties: listParties(topic).slice(0, limits.parties),
    unknowns: listUnknowns(topic, references, limits),
    corrections: topic.corrections
      .toReversed()
      .toSorted((one, other) => other.date.localeCompare(one.date))
      .slice(0, limits.corrections),
  }
  const strip = buildStrip(topic)
  const timeline = buildTimeline({ ...topic, events: selectEvents(topic, limits) })
  const box: Box = {
    ...shown,
    articles: listCited(topic, references),
    ...(strip && { strip }),
    ...(timeline && { timeline }),
  }
  return { ...box, room: estimateRoom(box) }
}

/** The fields about the topic that every box and card has. */
function describeTopic(topic: Topic, references: References) {
  return {
    topic: topic.id,
    name: topic.name,
    inLanguage: topic.inLanguage,
    abstract: topic.abstract.slice(0, MAX_SENTENCES).map(references.citedText),
    lede: Math.min(selectLede(topic.abstract).length, MAX_SENTENCES),
    temporalCoverage: topic.temporalCoverage,
    counts: {
      events: topic.events.length,
      parties: topic.people.length + topic.organizations.length,
      articles: topic.articles.length,
      unknowns: topic.unknowns.length,
      corrections: topic.corrections.length,
    },
    release: topic.release,
    datePublished: topic.datePublished,
    dateModified: topic.dateModified,
    license: topic.license,
    attributionText: topic.attributionText,
    ...(topic.reportUrl && { reportUrl: topic.reportUrl }),
    ...(topic.draft && { draft: topic.draft }),
  }
}

/** Returns the events with the most statements, in the topic's order. */
function selectEvents({ events, statements }: Topic, limits: BoxLimits): Topic['events'] {
  const weights = new Map(events.map(({ id }) => [id, 0]))
  for (const { event = '' } of statements) weights.set(event, (weights.get(event) ?? 0) + 1)
  const chosen = new Set(
    events.toSorted((a, b) => (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0)).slice(0, limits.events),
  )
  return events.filter((event) => chosen.has(event))
}

function listParties({ people, organizations }: Topic) {
  return [...people, ...organizations].map(({ id, name, alternateName, roles }) => ({
    id,
    name,
    alternateName,
    roles: roles.map(({ roleName }) => roleName),
  }))
}

/** Returns the articles that the box cites, in the topic's order. Call it last: other parts add citations to `references`. */
export function listCited(topic: Topic, references: References): BoxArticle[] {
  return topic.articles.filter(({ id }) => references.cited.has(id)).map((article) => buildArticle(article, topic))
}

function buildArticle(article: Article, topic: Topic): BoxArticle {
  const { textDigest: _, dateline, dateBasis, summary: __, ...shown } = article
  const dateNote = [dateline, dateBasis].filter((part) => part !== undefined).join('. ')
  return { ...shown, name: shortenPublisher(article.publisher, topic), ...(dateNote && { dateNote }), summary: [] }
}

function buildUnknown({ id, text, event }: Unknown, references: References): BoxUnknown {
  return { id, text, ...references.named('event', references.event(event)) }
}

/** An item that must not be shown alone has no card: the caller shows the compact box instead. */
export type Card = { kind: 'card'; box: Box } | { kind: 'not-standalone' } | { kind: 'unknown-item' }

/** Builds the card of a statement or event: a box whose lists contain this item and the context that readers need. */
export function buildCard(topic: Topic, id: string): Card {
  const statement = topic.statements.find((item) => item.id === id)
  const event = topic.events.find((item) => item.id === (statement ? statement.event : id))
  const item = statement ?? event
  if (!item) return { kind: 'unknown-item' }
  if (!isStandalone(item)) return { kind: 'not-standalone' }
  const references = createReferences(topic)
  const content = {
    events: event ? [buildEvent(event, references)] : [],
    groups: statement ? [buildCardGroup(topic, statement, references)] : [],
    unknowns: leadFirst(topic.unknowns)
      .slice(0, 1)
      .map((unknown) => buildUnknown(unknown, references)),
    corrections: topic.corrections.filter(({ target }) => target === id),
    articles: listCited(topic, references),
  }
  return {
    kind: 'card',
    box: { ...describeTopic({ ...topic, abstract: [] }, references), item: id, parties: [], ...content },
  }
}

function buildCardGroup({ statements }: Topic, statement: Statement, references: References): BoxGroup {
  const { status, claimant } = statement
  return {
    status,
    count: statements.filter((other) => other.status === status).length,
    parts: [{ ...nameClaimant(claimant, references), statements: [buildStatement(statement, references)] }],
  }
}
