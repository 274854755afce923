/** What is said, what nobody says, and what was put right. */
import type { Correction, Statement, Unknown } from '../../schema/api.ts'
import { pageUrl } from './addresses.ts'
import { type Graph, type Node, type Reference, referToTopic } from './json-ld-graph.ts'
import { describeReceipts, referToArticles, unlessEmpty } from './json-ld-receipts.ts'

/** `author` is who says so, and absent where nobody but the article does; `firstAppearance` is the article that carries it. */
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

/** The source's own words, in the source's language; a part of the claim in ours. */
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
