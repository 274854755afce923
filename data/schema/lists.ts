/**
 * The lists, each of a topic and across topics. Routes, parameters, schemas, OpenAPI and the documentation follow from this
 * table and its words (`list-words.ts`); the names of `fields` follow from the schema of the item. Data only.
 */
import type { CollectionName } from './collections.ts'

/** What the value of a filter names: an item of these collections, or one of the fixed values. */
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

/** Lists of their own name: each collection of a topic, and what is derived from one. */
export type ListName = CollectionName | 'quotes'

export interface List {
  /** The schema of the entity; its items and lists are named after it. */
  entity: 'Event' | 'Article' | 'Statement' | 'Party' | 'Correction'
  /** What search calls an item. */
  kind: Kind
  /** Absent for a collection: otherwise those of its items that have this field. They have no other URL than there. */
  derived?: { from: CollectionName; having: string }
  /** The parameters that choose by what items refer to. */
  filters: readonly FilterName[]
  /** Fields that hold ids, and the collections that those are of: what `include` can ask for. */
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

/** The collection whose items a list has. */
export const collectionOf = (name: ListName): CollectionName => LISTS[name].derived?.from ?? (name as CollectionName)

/** Items by collection, as the lists have them; `read` gives the item of an entry. */
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
