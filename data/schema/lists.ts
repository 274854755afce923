/**
 * The lists of the API, each per topic and across topics. Routes, parameters, schemas, OpenAPI and the documentation are
 * derived from this table and `list-words.ts`; the values of `fields` are derived from the schema of the item.
 */
import type { CollectionName } from './collections.ts'

/** The collections whose ids a filter accepts. None: it accepts fixed values. */
export const FILTERS = {
  participant: ['people', 'organizations'],
  claimant: ['people', 'organizations'],
  event: ['events'],
  reportedBy: ['articles'],
  status: [],
} as const satisfies Record<string, readonly CollectionName[]>
export type FilterName = keyof typeof FILTERS

export const KINDS = ['topic', 'event', 'article', 'statement', 'person', 'organization', 'correction'] as const
export type Kind = (typeof KINDS)[number]

/** Each collection of a topic, and the lists derived from one. */
export type ListName = CollectionName | 'quotes'

export interface List {
  /** Name of the entity's schema. The schemas of its items and lists are named after it. */
  entity: 'Event' | 'Article' | 'Statement' | 'Party' | 'Correction'
  /** The kind of an item in search results. */
  kind: Kind
  /** Absent for a collection. A derived list has the items of `from` that have the field `having`, under their URLs there. */
  derived?: { from: CollectionName; having: string }
  /** The query parameters that filter the list. */
  filters: readonly FilterName[]
  /** Fields that hold ids, with the collections of these ids: the values of `include`. */
  references: Record<string, readonly CollectionName[]>
  /** Whether items may have `standalone: false`. */
  mayNeedContext: boolean
}

const PARTIES = ['people', 'organizations'] as const

const COLLECTIONS: Record<CollectionName, List> = {
  events: {
    entity: 'Event',
    kind: 'event',
    filters: ['participant'],
    references: { participants: PARTIES, superEvent: ['events'] },
    mayNeedContext: true,
  },
  articles: {
    entity: 'Article',
    kind: 'article',
    filters: [],
    references: {},
    mayNeedContext: false,
  },
  statements: {
    entity: 'Statement',
    kind: 'statement',
    filters: ['participant', 'status', 'claimant', 'event', 'reportedBy'],
    references: { event: ['events'], claimant: PARTIES, reportedBy: ['articles'], about: [...PARTIES, 'events'] },
    mayNeedContext: true,
  },
  people: {
    entity: 'Party',
    kind: 'person',
    filters: [],
    references: {},
    mayNeedContext: false,
  },
  organizations: {
    entity: 'Party',
    kind: 'organization',
    filters: [],
    references: {},
    mayNeedContext: false,
  },
  corrections: {
    entity: 'Correction',
    kind: 'correction',
    filters: [],
    references: { target: ['events', 'articles', 'statements', ...PARTIES] },
    mayNeedContext: false,
  },
}

export const LISTS: Record<ListName, List> = {
  ...COLLECTIONS,
  quotes: {
    ...COLLECTIONS.statements,
    derived: { from: 'statements', having: 'quote' },
  },
}

export const LIST_NAMES = Object.keys(LISTS) as ListName[]

/** Returns the collection that a list takes its items from. */
export const collectionOf = (name: ListName): CollectionName => LISTS[name].derived?.from ?? (name as CollectionName)

/** Regroups entries by collection into entries by list. `read` returns the item of an entry. */
export function listItems<Entry>(
  items: Record<CollectionName, Entry[]>,
  read: (entry: Entry) => object,
): Record<ListName, Entry[]> {
  const lists = LIST_NAMES.map((name) => {
    const { derived } = LISTS[name]
    const of = items[collectionOf(name)]
    return [name, derived ? of.filter((entry) => derived.having in read(entry)) : of]
  })
  return Object.fromEntries(lists) as Record<ListName, Entry[]>
}
