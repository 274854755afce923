/**
 * `topic.jsonld`: the topic as a self-contained graph of schema.org's types. The identifier of a node is its URL, the same in
 * every release.
 */
import type { Event, Participant, Party, Topic } from '../../schema/api.ts'
import { pageUrl } from '../urls.ts'
import { CONTEXT, createGraph, type Graph, type Node } from './json-ld-context.ts'
import {
  describeArticle,
  describeClaim,
  describeCorrection,
  describeDataset,
  describeQuestion,
  describeQuotation,
  describeReceipts,
  referToArticles,
  unlessEmpty,
} from './json-ld-works.ts'

export function buildJsonLd(topic: Topic): string {
  const graph = createGraph(topic)
  const nodes = [
    describeDataset(graph),
    ...topic.events.map((event) => describeEvent(graph, event)),
    ...topic.people.map((party) => describeParty(graph, party, 'Person')),
    ...topic.organizations.map((party) => describeParty(graph, party, 'Organization')),
    ...topic.articles.map((article) => describeArticle(graph, article)),
    ...topic.statements.map((statement) => describeClaim(graph, statement)),
    ...topic.statements.flatMap((statement) => describeQuotation(graph, statement) ?? []),
    ...topic.unknowns.map((unknown) => describeQuestion(graph, unknown)),
    ...topic.corrections.map((correction) => describeCorrection(graph, correction)),
  ]
  // Escapes `<`, so that a page can embed the file unchanged in a script element.
  return JSON.stringify({ '@context': CONTEXT, '@graph': nodes }).replaceAll('<', '\\u003c')
}

function describeEvent(graph: Graph, event: Event): Node {
  return {
    ...graph.refer(event.id),
    '@type': 'Event',
    name: event.name,
    description: event.description,
    ...describeDates(event),
    datePrecision: event.datePrecision,
    dateBasis: event.dateBasis,
    location: event.location && { '@type': 'Place', name: event.location.name, basis: event.location.basis },
    contributor: unlessEmpty(event.participants.map((participant) => describeParticipant(graph, participant))),
    outcome: event.outcome,
    superEvent: event.superEvent && graph.refer(event.superEvent),
    url: pageUrl(graph.topic.id, event.id),
    subjectOf: referToArticles(graph, event.citations),
    receipt: describeReceipts(graph, event.citations),
    standalone: event.standalone,
  }
}

/** Bounds are not dates: clients must be able to rely on `startDate` as the start. */
function describeDates({ startDate, endDate, datePrecision }: Event): Node {
  return datePrecision === 'approximate' ? { earliestDate: startDate, latestDate: endDate } : { startDate, endDate }
}

/**
 * A role as in schema.org (https://schema.org/Role): it repeats the property. `contributor`, not `performer` or `attendee`: the
 * publisher of an account, or a party that was represented, performed nothing and may not have been present.
 */
function describeParticipant(graph: Graph, { party, roleName }: Participant): Node {
  return { '@type': 'Role', roleName, contributor: graph.refer(party) }
}

function describeParty(graph: Graph, party: Party, type: 'Person' | 'Organization'): Node {
  return {
    ...graph.refer(party.id),
    '@type': type,
    name: party.name,
    alternateName: unlessEmpty(party.alternateName),
    role: party.roles.map(({ roleName, citations }) => ({
      '@type': 'Role',
      roleName,
      receipt: describeReceipts(graph, citations),
    })),
    sameAs: unlessEmpty(party.sameAs),
    url: pageUrl(graph.topic.id, party.id),
  }
}
