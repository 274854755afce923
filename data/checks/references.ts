/** Checks that references have a target and that locators are valid. */
import * as v from 'valibot'
import type { Authored } from '../schema/authored.ts'
import { type Citation, Id } from '../schema/entities.ts'
import type { Finding, Path } from './finding.ts'
import { createIdLookup, type ItemKind, isRetiredReadable, listPartialKinds } from './ids.ts'
import { canRead } from './readable.ts'

type Kind = 'article' | 'event' | 'party' | 'statement' | 'unknown'

/** Warns of repeated entries: they add nothing, and readers would see the same link or receipt twice. */
export function checkRepeated(authored: Authored): Finding[] {
  const warn = (file: string, path: Path, problem: string): Finding => ({
    file,
    path,
    problem,
    remedy: 'keep one of the two',
    severity: 'warning',
  })
  const about = authored.statements.flatMap(({ about: ids }, i) =>
    ids.flatMap((id, j) =>
      id !== '' && ids.indexOf(id) < j ? [warn('statements.yml', [i, 'about', j], `${id} is in this list twice`)] : [],
    ),
  )
  const seen = new Set<string>()
  const citations = listCitations(authored).flatMap(({ citation, file, path }) => {
    const { article, locator } = citation
    if (!canRead(citation, 'article') || !canRead(locator, 'start', 'end')) return []
    const key = JSON.stringify([file, path.slice(0, -1), article, locator.start, locator.end])
    if (seen.has(key)) return [warn(file, path, `the same passage of ${article} is cited twice`)]
    seen.add(key)
    return []
  })
  return [...about, ...citations]
}

/** Refuses an event that is part of itself, directly or through other events. */
export function checkSuperEvents({ events }: Authored): Finding[] {
  const above = new Map(events.map(({ id, superEvent }) => [id, superEvent]))
  return events.flatMap(({ id, superEvent }, index) => {
    const chain: string[] = []
    let at = superEvent
    for (; at !== undefined && at !== id && !chain.includes(at); at = above.get(at)) chain.push(at)
    if (at !== id) return []
    const problem = `${[id, ...chain].join(' is part of ')} is part of ${id}`
    return [
      { file: 'events.yml', path: [index, 'superEvent'], problem, remedy: 'remove superEvent from the larger event' },
    ]
  })
}

/** The file that defines each kind, for the remedy. */
const HOME: Record<Kind, string> = {
  article: 'articles.yml',
  event: 'events.yml',
  party: 'parties.yml',
  statement: 'statements.yml',
  unknown: 'topic.yml',
}

/** Checks that every participant, claimant, speaker, article, event and correction's target exists. */
export function checkReferences(authored: Authored): Finding[] {
  const known = listKnown(authored)
  const partial = listPartialKinds(authored)
  return listReferences(authored).flatMap(({ id, kinds, file, path }) => {
    // The schema reports an id of the wrong form.
    if (!v.is(Id, id) || kinds.some((kind) => known[kind](id))) return []
    if (kinds.some((kind) => ITEM_KINDS_OF[kind].some((itemKind) => partial.has(itemKind)))) return []
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

const ITEM_KINDS_OF: Record<Kind, readonly ItemKind[]> = {
  article: ['article'],
  event: ['event'],
  party: ['person', 'organization'],
  statement: ['statement'],
  unknown: ['unknown'],
}

function listKnown({ topic, articles, events, parties, statements }: Authored) {
  const ids = (items: { id: string }[]) => createIdLookup(items.map((item) => item.id))
  return {
    article: ids(articles),
    event: ids(events),
    party: ids([...parties.people, ...parties.organizations]),
    statement: ids(statements),
    unknown: ids(topic.unknowns),
  } satisfies Record<Kind, unknown>
}

const CORRECTED: readonly Kind[] = ['statement', 'event', 'article', 'party', 'unknown']

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
  if (!isRetiredReadable(authored)) return references
  // A correction is kept when its target is retired.
  const retired = new Set(authored.topic.retired.map(({ id }) => id))
  authored.topic.corrections.forEach((correction, i) => {
    if (retired.has(correction.target)) return
    add('topic.yml', ['corrections', i, 'target'], correction.target, ...CORRECTED)
  })
  return references
}

export interface PlacedCitation {
  citation: Citation
  file: string
  path: Path
}

/** Lists every citation of a topic with its place. */
function listCitations({ topic, parties, articles, events, statements }: Authored): PlacedCitation[] {
  const list = (file: string, path: Path, { citations }: { citations: Citation[] }) =>
    citations.map((citation, index) => ({ citation, file, path: [...path, 'citations', index] }))
  const listRoles = (key: 'people' | 'organizations') =>
    parties[key].flatMap((party, i) =>
      party.roles.flatMap((role, j) => list('parties.yml', [key, i, 'roles', j], role)),
    )
  return [
    ...topic.abstract.flatMap((sentence, i) => list('topic.yml', ['abstract', i], sentence)),
    ...listRoles('people'),
    ...listRoles('organizations'),
    ...articles.flatMap(({ summary }, i) =>
      summary.flatMap((sentence, j) => list('articles.yml', [i, 'summary', j], sentence)),
    ),
    ...events.flatMap((event, i) => list('events.yml', [i], event)),
    ...statements.flatMap((statement, i) => list('statements.yml', [i], statement)),
  ]
}

/** Checks that a locator ends after its start, and that a text fragment belongs to the article's URL. */
export function checkLocators(authored: Authored): Finding[] {
  const urls = new Map(
    authored.articles.flatMap((article) => (canRead(article, 'id', 'url') ? [[article.id, article.url]] : [])),
  )
  return listCitations(authored).flatMap(({ citation, file, path }): Finding[] => {
    const { locator, textFragmentUrl, article } = citation
    if (canRead(locator, 'start', 'end') && locator.end <= locator.start) {
      return [
        {
          file,
          path: [...path, 'locator', 'end'],
          problem: 'the passage ends before it starts',
          remedy: 'paste the locator again as cite prints it',
        },
      ]
    }
    if (!canRead(citation, 'textFragmentUrl') || !urls.has(article)) return []
    const url = urls.get(article)
    if (textFragmentUrl === undefined || (url !== undefined && textFragmentUrl.startsWith(`${url}#:~:text=`))) return []
    const problem = url === undefined ? `${article} has no url` : `this is not ${article}'s url with #:~:text=`
    return [
      {
        file,
        path: [...path, 'textFragmentUrl'],
        problem,
        remedy: 'remove textFragmentUrl, or paste it again as cite prints it',
      },
    ]
  })
}
