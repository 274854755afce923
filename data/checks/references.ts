import type { Authored } from '../schema/authored.ts'
import type { Finding, Path } from './finding.ts'
import { listCitations } from './locators.ts'

type Kind = 'article' | 'event' | 'party' | 'statement'

/** Where each kind is defined, for the remedy. */
const HOME: Record<Kind, string> = {
  article: 'articles.yml',
  event: 'events.yml',
  party: 'parties.yml',
  statement: 'statements.yml',
}

/** A participant, claimant, speaker, article, event or correction's target must exist. */
export function checkReferences(authored: Authored): Finding[] {
  const known = listKnown(authored)
  return listReferences(authored).flatMap(({ id, kinds, file, path }) => {
    if (kinds.some((kind) => known[kind].has(id))) return []
    const homes = kinds.map((kind) => HOME[kind]).join(' or ')
    return [
      {
        file,
        path,
        problem: `there is no ${kinds.join(' or ')} ${id}`,
        remedy: `correct the id, or add ${id} to ${homes}`,
      },
    ]
  })
}

function listKnown({ articles, events, parties, statements }: Authored): Record<Kind, Set<string>> {
  const ids = (items: { id: string }[]) => new Set(items.map((item) => item.id))
  return {
    article: ids(articles),
    event: ids(events),
    party: ids([...parties.people, ...parties.organizations]),
    statement: ids(statements),
  }
}

interface Reference {
  id: string
  kinds: Kind[]
  file: string
  path: Path
}

function listReferences(authored: Authored): Reference[] {
  const references: Reference[] = []
  const add = (file: string, path: Path, id: string | undefined, ...kinds: Kind[]) => {
    if (id !== undefined) references.push({ id, kinds, file, path })
  }
  for (const { file, path, citation } of listCitations(authored))
    add(file, [...path, 'article'], citation.article, 'article')
  authored.events.forEach((event, i) => {
    add('events.yml', [i, 'superEvent'], event.superEvent, 'event')
    event.participants.forEach((participant, j) => {
      add('events.yml', [i, 'participants', j, 'party'], participant.party, 'party')
    })
  })
  authored.statements.forEach((statement, i) => {
    add('statements.yml', [i, 'claimant'], statement.claimant, 'party')
    add('statements.yml', [i, 'reportedBy'], statement.reportedBy, 'article')
    add('statements.yml', [i, 'event'], statement.event, 'event')
    add('statements.yml', [i, 'quote', 'spokenBy'], statement.quote?.spokenBy, 'party')
    statement.about.forEach((id, j) => add('statements.yml', [i, 'about', j], id, 'party', 'event'))
  })
  authored.topic.unknowns.forEach((unknown, i) => add('topic.yml', ['unknowns', i, 'event'], unknown.event, 'event'))
  // A correction stays on record when what it corrected is retired.
  const retired = new Set(authored.topic.retired.map(({ id }) => id))
  authored.topic.corrections.forEach((correction, i) => {
    if (retired.has(correction.target)) return
    add('topic.yml', ['corrections', i, 'target'], correction.target, 'statement', 'event', 'article', 'party')
  })
  return references
}
