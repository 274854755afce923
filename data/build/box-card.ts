/**
 * One statement or event as a card: a box whose lists hold that item and what a reader needs to judge it. Pure. What may not
 * stand alone is no card: the caller shows the compact box instead.
 */
import type { Box, BoxGroup, Statement, Topic } from '../schema/api.ts'
import { buildUnknown, describeTopic, listCited } from './box.ts'
import { buildEvent } from './box-events.ts'
import { isStandalone, leadFirst } from './box-leads.ts'
import { createReferences, type References } from './box-references.ts'
import { buildStatement, nameClaimant } from './box-statements.ts'

export type Card = { kind: 'card'; box: Box } | { kind: 'not-standalone' } | { kind: 'unknown-item' }

export function buildCard(topic: Topic, id: string): Card {
  const statement = topic.statements.find((item) => item.id === id)
  const event = topic.events.find((item) => item.id === (statement ? statement.event : id))
  const item = statement ?? event
  if (!item) return { kind: 'unknown-item' }
  if (!isStandalone(item)) return { kind: 'not-standalone' }
  const references = createReferences(topic)
  const content = {
    events: event ? [buildEvent(event, references)] : [],
    groups: statement ? [buildGroup(topic, statement, references)] : [],
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

function buildGroup({ statements }: Topic, statement: Statement, references: References): BoxGroup {
  const { status, claimant } = statement
  return {
    status,
    count: statements.filter((other) => other.status === status).length,
    parts: [{ ...nameClaimant(claimant, references), statements: [buildStatement(statement, references)] }],
  }
}
