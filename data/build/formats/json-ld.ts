/**
 * `topic.jsonld`: the topic as a graph of schema.org's types, complete in itself. Every node has its address under
 * `/v1/topics/{topic}` as its identifier, the same in every release.
 */
import type { Topic } from '../../schema/api.ts'
import { describeClaim, describeCorrection, describeQuestion, describeQuotation } from './json-ld-claims.ts'
import { CONTEXT } from './json-ld-context.ts'
import { createGraph } from './json-ld-graph.ts'
import { describeEvent, describeParty } from './json-ld-things.ts'
import { describeArticle, describeDataset } from './json-ld-works.ts'

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
  // A page may put the file between script tags as it is: no `<` can end them.
  return JSON.stringify({ '@context': CONTEXT, '@graph': nodes }).replaceAll('<', '\\u003c')
}
