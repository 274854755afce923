import * as v from 'valibot'
import type { Authored } from '../schema/authored.ts'
import { Id } from '../schema/entities.ts'
import type { Finding, Path } from './finding.ts'
import { PAGE_IDS } from './page-ids.ts'
import { canRead } from './readable.ts'

export const ITEM_KINDS = ['person', 'organization', 'article', 'event', 'statement', 'unknown', 'correction'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** Letters that NFKD does not decompose. */
const LATIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' }

/** Returns words for an id: the Latin letters and digits of a text, in lower case, without diacritics. */
export function listIdWords(text: string): string[] {
  const latin = text
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => LATIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}.'’]/gu, '')
  return latin.match(/[a-z0-9]+/g) ?? []
}

export interface PlacedId {
  id: string
  kind: ItemKind
  file: string
  path: Path
}

/** Lists every readable id of a topic with its place. Ids are unique across all kinds: any of them can be a target. */
export function listIds({ parties, articles, events, statements, topic }: Authored): PlacedId[] {
  const list = (kind: ItemKind, file: string, items: { id: string }[], parent: Path = []) =>
    items.flatMap(({ id }, index) => (id === '' ? [] : [{ id, kind, file, path: [...parent, index, 'id'] }]))
  return [
    ...list('person', 'parties.yml', parties.people, ['people']),
    ...list('organization', 'parties.yml', parties.organizations, ['organizations']),
    ...list('article', 'articles.yml', articles),
    ...list('event', 'events.yml', events),
    ...list('statement', 'statements.yml', statements),
    ...list('unknown', 'topic.yml', topic.unknowns, ['unknowns']),
    ...list('correction', 'topic.yml', topic.corrections, ['corrections']),
  ]
}

/** Lists the kinds that may have more ids than can be read: of these, no id is known not to exist. */
export function listPartialKinds(authored: Authored): Set<ItemKind> {
  const { parties, topic } = authored
  const isPartial = (isListed: boolean, items: { id: string }[]) =>
    !isListed || items.some((item) => !canRead(item, 'id') && toBareId(item.id) === '')
  const kinds: Record<ItemKind, boolean> = {
    person: isPartial(canRead(parties, 'people'), parties.people),
    organization: isPartial(canRead(parties, 'organizations'), parties.organizations),
    article: isPartial(canRead(authored, 'articles'), authored.articles),
    event: isPartial(canRead(authored, 'events'), authored.events),
    statement: isPartial(canRead(authored, 'statements'), authored.statements),
    unknown: isPartial(canRead(topic, 'unknowns'), topic.unknowns),
    correction: isPartial(canRead(topic, 'corrections'), topic.corrections),
  }
  return new Set(ITEM_KINDS.filter((kind) => kinds[kind]))
}

/** Letters and digits alone: what an id of the wrong form, such as `First_Round`, has in common with the right one. */
const toBareId = (id: string): string => listIdWords(id).join('')

/** Returns a function that says whether an id is one of `ids`, or may be meant by one of them that has the wrong form. */
export function createIdLookup(ids: string[]): (id: string) => boolean {
  const known = new Set(ids)
  const misspelt = new Set(ids.filter((id) => !v.is(Id, id)).map(toBareId))
  return (id) => known.has(id) || (misspelt.size > 0 && misspelt.has(toBareId(id)))
}

/** Returns whether all retired ids can be read. */
export const isRetiredReadable = ({ topic }: Authored): boolean =>
  canRead(topic, 'retired') && topic.retired.every((entry) => canRead(entry, 'id'))

/** Checks that an id is used once, not used by the topic's page itself, and not reused after it was retired. */
export function checkIds(authored: Authored): Finding[] {
  const seen = new Map<string, string>()
  const repeated = listIds(authored).flatMap(({ id, file, path }) => {
    const first = seen.get(id)
    if (first !== undefined) {
      const problem = `the id ${id} is already taken in ${first}`
      return [{ file, path, problem, remedy: 'give this item an id of its own' }]
    }
    seen.set(id, file)
    return []
  })
  return [...repeated, ...checkPlaces(authored), ...checkRetired(authored, seen)]
}

function checkPlaces(authored: Authored): Finding[] {
  return listIds(authored)
    .filter(({ id }) => RESERVED_IDS.includes(id))
    .map(({ id, file, path }) => ({
      file,
      path,
      problem: `the id ${id} is taken by a section of the topic’s page`,
      remedy: 'give this item another id',
    }))
}

function checkRetired(authored: Authored, current: Map<string, string>): Finding[] {
  const { topic } = authored
  const isAllKnown = listPartialKinds(authored).size === 0
  return topic.retired.flatMap((entry, index): Finding[] => {
    const { id, movedTo } = entry
    const at = (key: string, problem: string, remedy: string) => ({
      file: 'topic.yml',
      path: ['retired', index, key],
      problem,
      remedy,
    })
    const findings: Finding[] = []
    if (id !== '' && topic.retired.findIndex((other) => other.id === id) !== index)
      findings.push(at('id', `${id} is retired twice`, 'keep one of the two entries'))
    if (current.has(id)) {
      findings.push(
        at(
          'id',
          `${id} is retired, yet ${current.get(id)} has it`,
          'give that item another id: a retired one is never used again',
        ),
      )
    }
    if (movedTo !== undefined && canRead(entry, 'movedTo') && !current.has(movedTo) && isAllKnown) {
      findings.push(at('movedTo', `there is no item ${movedTo}`, 'name the item that replaces it, or remove movedTo'))
    }
    return findings
  })
}

/**
 * Ids that no item may have, because they would collide in URLs: `/topics/{topic}#{id}` with the page's own sections, and
 * `/topics/{topic}/{id}` with the topic's other pages. Includes former ids of the page: links to them still exist.
 */
const RESERVED_IDS: readonly string[] = [...PAGE_IDS, 'verify', 'changes', 'timeline', 'background', 'citation']
