/**
 * The source of each list across topics in the index: table, order and columns. Data only; the parameters are in
 * `data/schema/lists.ts`.
 */
import type { CollectionName } from '../../data/schema/api.ts'
import { collectionOf, type Kind, LIST_NAMES, LISTS, type ListName } from '../../data/schema/lists.ts'

export type AcrossName = ListName | 'topics' | 'changes'

export interface Source {
  /** Table or subquery with the columns `topic`, `json`, the one named in `position`, and those of its order and filters. */
  table: string
  /** The column that identifies an item within its topic and date. */
  position: string
  /** Order without a search. `id` orders by item, then by topic. */
  order: 'date' | 'id'
  /** Kind of its items in the search table. Absent if they cannot be searched. */
  kind?: Kind
  /** The column that `modifiedSince` filters. */
  modified: string
}

const DATED = { position: 'id', order: 'date', modified: 'modified' } as const
const UNDATED = { ...DATED, order: 'id' } as const

const SOURCES: Record<CollectionName | 'topics' | 'changes', Source> = {
  topics: {
    ...UNDATED,
    table:
      "(SELECT id, id AS topic, json, date_modified AS date, date_modified AS modified FROM topics WHERE name <> '')",
    kind: 'topic',
  },
  events: { ...DATED, table: 'events', kind: 'event' },
  articles: { ...DATED, table: 'articles', kind: 'article' },
  statements: { ...DATED, table: 'statements', kind: 'statement' },
  people: { ...UNDATED, table: "(SELECT * FROM parties WHERE kind = 'people')", kind: 'person' },
  organizations: { ...UNDATED, table: "(SELECT * FROM parties WHERE kind = 'organizations')", kind: 'organization' },
  corrections: { ...DATED, table: 'corrections', kind: 'correction' },
  changes: { table: 'changes', position: 'position', order: 'date', modified: 'date' },
}

export function findSource(name: AcrossName): Source {
  if (name === 'topics' || name === 'changes') return SOURCES[name]
  const source = SOURCES[collectionOf(name)]
  const { derived } = LISTS[name]
  if (!derived) return source
  return { ...source, table: `(SELECT * FROM ${source.table} WHERE json->>'${derived.having}' IS NOT NULL)` }
}

/** URLs by name, for a client that knows only `/v1`. */
export function listEntryPoints(origin: string): Record<string, string> {
  const names = ['topics', 'changes', ...LIST_NAMES]
  return {
    ...Object.fromEntries(names.map((name) => [name, `${origin}/v1/${name}`])),
    search: `${origin}/v1/search{?q}`,
    topic: `${origin}/v1/topics/{topic}`,
    feedAtom: `${origin}/v1/feed.atom`,
    feedJson: `${origin}/v1/feed.json`,
    openapi: `${origin}/v1/openapi.json`,
    schemas: `${origin}/v1/schemas.json`,
    documentation: `${origin}/docs`,
    health: `${origin}/healthz`,
  }
}
