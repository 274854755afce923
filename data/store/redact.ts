/** Removes withdrawn items from a topic, and finds what depends on an item and where its words occur elsewhere. Pure. */

import type { Topic } from '../schema/api.ts'
import type { CitedText, Event, Party, Statement, Unknown } from '../schema/entities.ts'
import type { ItemPart } from './records.ts'
import { findReferences, ITEM_PARTS, REFERENCES } from './tombstones.ts'

type Ids = ReadonlySet<string>

/** Returns the topic without these items, without what depends on them, and without any link to them. */
export function redactTopic(topic: Topic, ids: Ids): Topic {
  const isKept = ({ id }: { id: string }) => !ids.has(id)
  const cutParties = (parties: Party[]) => parties.filter(isKept).flatMap((party) => cutParty(party, ids))
  return {
    ...topic,
    abstract: keepCited(topic.abstract, ids),
    events: topic.events.filter(isKept).flatMap((event) => cutEvent(event, ids)),
    statements: topic.statements.filter(isKept).flatMap((statement) => cutStatement(statement, ids)),
    people: cutParties(topic.people),
    organizations: cutParties(topic.organizations),
    articles: topic.articles
      .filter(isKept)
      .map((article) => ({ ...article, summary: keepCited(article.summary, ids) })),
    unknowns: topic.unknowns.filter(isKept).map((unknown) => cutLink(unknown, 'event', ids)),
    corrections: topic.corrections.filter(({ id, target }) => !ids.has(id) && !ids.has(target)),
  }
}

/** Returns items with their remaining citations. Drops an item without any. */
function keepCited<Item extends Pick<CitedText, 'citations'>>(items: Item[], ids: Ids): Item[] {
  return items
    .map((item) => ({ ...item, citations: item.citations.filter(({ article }) => !ids.has(article)) }))
    .filter(({ citations }) => citations.length > 0)
}

function cutEvent(event: Event, ids: Ids): Event[] {
  const participants = event.participants.filter(({ party }) => !ids.has(party))
  return keepCited([{ ...cutLink(event, 'superEvent', ids), participants }], ids)
}

/** A statement is dropped with its claimant, its article or the person quoted. */
function cutStatement(statement: Statement, ids: Ids): Statement[] {
  const { claimant, reportedBy, quote } = statement
  if ([claimant, reportedBy, quote?.spokenBy].some((id) => id !== undefined && ids.has(id))) return []
  const about = statement.about.filter((id) => !ids.has(id))
  return keepCited([{ ...cutLink(statement, 'event', ids), about }], ids)
}

function cutParty(party: Party, ids: Ids): Party[] {
  const roles = keepCited(party.roles, ids)
  return roles.length > 0 ? [{ ...party, roles }] : []
}

function cutLink<Item extends Event | Statement | Unknown>(item: Item, field: 'event' | 'superEvent', ids: Ids): Item {
  const { [field]: link, ...rest } = item as Item & Partial<Record<typeof field, string>>
  return link !== undefined && ids.has(link) ? (rest as unknown as Item) : item
}

/** An item that names a withdrawn item: it is withdrawn too, or it only loses the link. */
export interface Dependant {
  part: ItemPart | 'topic'
  id: string
  effect: 'withdrawn' | 'link-cut'
}

/** Returns the ids that are withdrawn with `item`, including itself, and everything that names one of them, in any of `topics`. */
export function findDependants(topics: readonly Topic[], item: string): { ids: Set<string>; dependants: Dependant[] } {
  const ids = new Set([item])
  for (let size = 0; size < ids.size; ) {
    size = ids.size
    for (const topic of topics) {
      const left = new Set(listItems(redactTopic(topic, ids)).map(({ id }) => id))
      for (const { id } of listItems(topic)) if (!left.has(id)) ids.add(id)
    }
  }
  const dependants = new Map<string, Dependant>()
  for (const { part, id, value } of topics.flatMap((topic) => [...listItems(topic), ...listSentences(topic)])) {
    const isNaming = id !== item && findReferences(value, ids).length > 0
    if (!isNaming) continue
    // A sentence without other citations is withdrawn too.
    const isWithdrawn = ids.has(id) || (part === 'topic' && keepCited([value as CitedText], ids).length === 0)
    dependants.set(id, { part, id, effect: isWithdrawn ? 'withdrawn' : 'link-cut' })
  }
  return { ids, dependants: [...dependants.values()] }
}

interface Item {
  part: ItemPart | 'topic'
  id: string
  value: object
}

export const listItems = (topic: Topic): Item[] =>
  ITEM_PARTS.flatMap((part) => topic[part].map((value) => ({ part, id: value.id, value })))

const listSentences = ({ abstract }: Topic): Item[] =>
  abstract.map((value, index) => ({ part: 'topic', id: `abstract ${index + 1}`, value }))

/** Words of a withdrawn item in another text. An editor must remove them. */
export interface Mention {
  /** The releases that have the text, oldest first. Empty for a text in the ref. */
  releases: number[]
  /** Such as `statements › first-meeting › text`. */
  place: string
  words: string
}

/** Returns the words that identify items: names, texts and ids. */
export function listWords(topics: readonly Topic[], ids: Ids): string[] {
  const items = topics.flatMap(listItems).filter(({ id }) => ids.has(id))
  const words = items.flatMap(({ part, value }) => {
    // `before` and `after` of a correction are words of its target, which may remain.
    const { name, alternateName, headline, text, description, outcome, quote, summary, reason } = value as Words
    const sentences = summary?.map((sentence) => sentence.text)
    return [
      name,
      ...(alternateName ?? []),
      headline,
      text,
      description,
      outcome,
      quote?.text,
      ...(sentences ?? []),
    ].concat(part === 'corrections' ? [reason] : [])
  })
  // An id of one word is an ordinary word.
  const names = [...ids].filter((id) => id.includes('-'))
  return [...new Set([...words.filter((word) => word !== undefined), ...names])]
}

interface Words {
  name?: string
  alternateName?: string[]
  headline?: string
  text?: string
  description?: string
  outcome?: string
  quote?: { text: string }
  summary?: CitedText[]
  reason?: string
}

interface Found {
  path: (string | number)[]
  words: string
}

/** Finds every text in `value` that contains some of these words as whole words. Fields that name items do not count. */
export function findMentions(value: unknown, words: readonly string[]): Found[] {
  const patterns = words.map((word) => [word, createPattern(word)] as const)
  const search = (member: unknown, path: Found['path']): Found[] => {
    if (typeof member === 'string') {
      const found = patterns.find(([, pattern]) => pattern.test(member))
      return found ? [{ path, words: found[0] }] : []
    }
    if (typeof member !== 'object' || member === null) return []
    if (Array.isArray(member)) return member.flatMap((item, index) => search(item, [...path, index]))
    const texts = Object.entries(member).filter(([field]) => !REFERENCES.has(field))
    return texts.flatMap(([field, text]) => search(text, [...path, field]))
  }
  return search(value, [])
}

/** A name up to this length, such as `US`, is matched with its case: in lower case it is an ordinary word. */
const MAX_SHORT_LENGTH = 4

/** Matches neither inside a longer word nor, for an id, inside a longer id. */
function createPattern(words: string): RegExp {
  const flags = words.length > MAX_SHORT_LENGTH ? 'iu' : 'u'
  const inWord = /^[a-z\d]+(?:-[a-z\d]+)+$/.test(words) ? '[\\p{L}\\p{N}-]' : '[\\p{L}\\p{N}]'
  return new RegExp(`(?<!${inWord})${RegExp.escape(words)}(?!${inWord})`, flags)
}
