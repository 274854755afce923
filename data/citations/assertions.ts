/** Lists the assertions of a topic with their citations, and the passages that they cite. Pure. */

import type { Topic } from '../schema/api.ts'
import type { Citation, CitedText, Locator, Party } from '../schema/entities.ts'
import { nameLocator } from './locate.ts'

export type AssertionKind = 'abstract' | 'event' | 'statement' | 'role' | 'summary'

export interface Assertion {
  kind: AssertionKind
  /** Keys from the top of the topic, ids for entities and numbers from 1, such as `['articles', 'a', 'summary', 2]`. */
  place: readonly (string | number)[]
  text: string
  /** The fragment that it quotes. One of the cited passages must contain it letter for letter. */
  quote?: string
  citations: Citation[]
}

/** The parts of a topic that carry citations. Published and authored topics have them all. */
export type Assertable = Pick<Topic, 'abstract' | 'events' | 'statements' | 'people' | 'organizations' | 'articles'>

/** Returns every assertion, in the order of the topic. */
export function listAssertions(topic: Assertable): Assertion[] {
  return [
    ...listSentences('abstract', ['abstract'], topic.abstract),
    ...topic.events.map(
      ({ id, description, citations }): Assertion => ({
        kind: 'event',
        place: ['events', id],
        text: description,
        citations,
      }),
    ),
    ...topic.statements.map(
      ({ id, text, quote, citations }): Assertion => ({
        kind: 'statement',
        place: ['statements', id],
        text,
        ...(quote === undefined ? {} : { quote: quote.text }),
        citations,
      }),
    ),
    ...listRoles('people', topic.people),
    ...listRoles('organizations', topic.organizations),
    ...topic.articles.flatMap(({ id, summary }) => listSentences('summary', ['articles', id, 'summary'], summary)),
  ]
}

function listSentences(kind: AssertionKind, place: Assertion['place'], sentences: CitedText[]): Assertion[] {
  return sentences.map(({ text, citations }, index) => ({ kind, place: [...place, index + 1], text, citations }))
}

function listRoles(collection: 'people' | 'organizations', parties: Party[]): Assertion[] {
  return parties.flatMap(({ id, name, roles }) =>
    roles.map(
      ({ roleName, citations }, index): Assertion => ({
        kind: 'role',
        place: [collection, id, 'roles', index + 1],
        text: `${name}: ${roleName}`,
        citations,
      }),
    ),
  )
}

/** A passage of an article, and the assertions that cite it. */
export interface Passage {
  locator: Locator
  assertions: Assertion[]
}

/** Returns the distinct passages cited from an article, sorted by position. */
export function listPassages(assertions: Assertion[], article: string): Passage[] {
  const passages = new Map<string, Passage>()
  for (const assertion of assertions) {
    for (const { article: cited, locator } of assertion.citations) {
      if (cited !== article) continue
      const name = nameLocator(locator)
      const passage = passages.get(name) ?? { locator, assertions: [] }
      passages.set(name, passage)
      if (!passage.assertions.includes(assertion)) passage.assertions.push(assertion)
    }
  }
  return [...passages.values()].sort((a, b) => a.locator.start - b.locator.start || a.locator.end - b.locator.end)
}
