/** Filters of a collection within one topic. No I/O, no clock. */

import type { CollectionName, Collections, Event, Statement, Topic } from '../../data/schema/api.ts'
import { collectionOf, FILTERS, LISTS, type ListName } from '../../data/schema/lists.ts'
import { listSearchTexts, type Spellings, toSearchText } from '../../data/store/search-text.ts'
import { overlaps, type Range } from '../query/interval.ts'
import type { ParameterError } from '../query/parse.ts'
import { hasTerms, parseSearch } from '../query/words.ts'
import type { Utf8 } from './json-bytes.ts'
import { describeUnknown } from './nearest.ts'

/** All filters of all collections; the table `LISTS` says which list accepts which. */
export interface Filters extends Range {
  participant?: string
  status?: Statement['status'][]
  claimant?: string
  event?: string
  reportedBy?: string
  q?: string
}

export type Item = Collections[CollectionName]

/** Where items are served. `origin` starts their absolute URLs. */
export interface Place {
  origin: string
  topic: string
}

/** An item of a parsed file, with values derived from it once, since many lists contain it. */
export interface Listed {
  collection: CollectionName
  id: string
  readonly item: Item
  /** Its fields as JSON without the braces, if it was cut from a file. */
  readonly json?: string
  /** Its JSON as lists send it, with its URL at that place. */
  encoded?: { place: Place; json: Utf8 } | undefined
  /** Normalised text in which `q` is searched. */
  searchText?: string
}

/** A parsed topic with its items by id. */
export interface ListedTopic {
  topic: Topic
  lists: Record<ListName, Listed[]>
  byId: ReadonlyMap<string, Listed>
  spellings: Spellings
  /** Whether its URLs may be in a page; checked for the first page. */
  isSafe?: boolean
}

type Keeps = (item: Item) => boolean

export function createFilter(
  name: ListName,
  filters: Filters,
  { topic, spellings }: ListedTopic,
): (listed: Listed) => boolean {
  const collection = collectionOf(name)
  const terms = filters.q === undefined ? [] : parseSearch(filters.q)
  const rules = [createDateRule(collection, filters, topic), createFieldRule(collection, filters)]
  const active = rules.filter((rule) => rule !== undefined)
  return (listed) => {
    if (!active.every((keeps) => keeps(listed.item))) return false
    if (terms.length === 0) return true
    listed.searchText ??= readSearchText(listed, spellings)
    return hasTerms(listed.searchText, terms)
  }
}

function readSearchText({ collection, item }: Listed, spellings: Spellings): string {
  const { names, texts, spellings: parties } = listSearchTexts(collection, item, spellings)
  return toSearchText([...names, ...texts], parties)
}

/** Returns an error for each id that does not exist in this topic. An empty list would look like a valid result. */
export function findUnknownIds(list: ListName, filters: Filters, { lists, byId }: ListedTopic): ParameterError[] {
  const names = LISTS[list].filters
  return names.flatMap((parameter) => {
    const kinds: readonly CollectionName[] = FILTERS[parameter]
    const id = filters[parameter]
    if (typeof id !== 'string' || kinds.includes(byId.get(id)?.collection as CollectionName)) return []
    const known = kinds.flatMap((kind) => lists[kind].map(({ item }) => item.id))
    return [{ parameter, detail: describeUnknown(id, known, kinds.join(' or ')) }]
  })
}

/** A statement has the date of its event. An item without a date is in no range. */
function createDateRule(collection: CollectionName, { from, to }: Filters, { events }: Topic): Keeps | undefined {
  if (from === undefined && to === undefined) return undefined
  const range = { from, to }
  const isEventIn = (event: Event | undefined) => overlaps(range, event?.startDate, event?.endDate ?? event?.startDate)
  switch (collection) {
    case 'events':
      return (item) => isEventIn(item as Event)
    case 'statements': {
      const byId = new Map(events.map((event) => [event.id, event]))
      return (item) => isEventIn(byId.get((item as Statement).event ?? ''))
    }
    case 'articles':
      return (item) => overlaps(range, (item as Collections['articles']).datePublished)
    case 'corrections':
      return (item) => overlaps(range, (item as Collections['corrections']).date)
    default:
      return undefined
  }
}

function createFieldRule(collection: CollectionName, filters: Filters): Keeps | undefined {
  const { participant, status, claimant, event, reportedBy } = filters
  if (collection === 'events' && participant !== undefined) {
    return (item) => (item as Event).participants.some(({ party }) => party === participant)
  }
  if (collection !== 'statements') return undefined
  return (item) => {
    const statement = item as Statement
    return (
      (participant === undefined || isInvolved(participant, statement)) &&
      (status === undefined || status.includes(statement.status)) &&
      (claimant === undefined || statement.claimant === claimant) &&
      (event === undefined || statement.event === event) &&
      (reportedBy === undefined || statement.reportedBy === reportedBy)
    )
  }
}

function isInvolved(party: string, { claimant, quote, about }: Statement): boolean {
  return claimant === party || quote?.spokenBy === party || about.includes(party)
}
