/** Search across all topics: the matching items, and their number per kind and per topic. */
import type { SearchHit, SearchResults } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { type Kind, LISTS } from '../../data/schema/lists.ts'
import type { Failure } from '../http/problem.ts'
import type { Values } from '../query/parse.ts'
import { parseSearch, toMatchExpression } from '../query/words.ts'
import type { Index, Sql } from '../store/index-db.ts'
import { RELEVANCE } from './across.ts'
import { findUnknownTopics } from './across-filters.ts'
import { badCursor, DEFAULT_LIMIT, decodeCursor, encodeCursor } from './page.ts'

const MAX_TOPICS = 20

interface Options {
  q?: string
  kind?: Kind[]
  topic?: string[]
  sort?: 'date' | 'relevance'
  limit?: number
  cursor?: string
}

interface Found {
  kind: 'page'
  results: SearchResults
  next?: Values & { cursor: string }
  prev?: Values
}

interface Row {
  kind: Kind
  topic: string
  id: string
  date: string
  json: string
}

export async function readSearch(index: Index, values: Values, origin: string): Promise<Found | Failure> {
  const { q = '', kind, topic, sort, limit = DEFAULT_LIMIT, cursor } = values as Options
  const [, offset] = cursor === undefined ? ['', '0'] : (decodeCursor(cursor, [/^search$/, /^\d{1,5}$/]) ?? [])
  if (offset === undefined) return badCursor()
  const start = Number(offset)
  const errors = topic ? await findUnknownTopics(index, topic) : []
  if (errors.length > 0) return { kind: 'bad-parameters', errors }

  const matching: Sql = ['FROM search WHERE json IS NOT NULL AND search MATCH ?', toMatchExpression(parseSearch(q))]
  const among = (column: string, names: readonly string[] | undefined): Sql[] =>
    names ? [[`AND ${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(names)]] : []
  const [ofKind, ofTopic] = [among('kind', kind), among('topic', topic)]
  const order = sort === 'date' ? 'date DESC, topic, id' : `${RELEVANCE}, topic, id`
  const [rows, kinds, topics] = await Promise.all([
    index.query<Row>([
      ['SELECT kind, topic, id, date, json'],
      matching,
      ...ofKind,
      ...ofTopic,
      [`ORDER BY ${order} LIMIT ? OFFSET ?`, limit + 1, start],
    ]),
    index.query<{ kind: Kind; count: number }>([
      ['SELECT kind, count(*) AS count'],
      matching,
      ...ofTopic,
      ['GROUP BY kind ORDER BY count DESC, kind'],
    ]),
    index.query<{ topic: string; name: string; count: number }>([
      ['SELECT found.topic, topics.name, found.count FROM (SELECT topic, count(*) AS count'],
      matching,
      ...ofKind,
      ['GROUP BY topic ORDER BY count DESC, topic LIMIT ?) AS found', MAX_TOPICS],
      ['JOIN topics ON topics.id = found.topic ORDER BY found.count DESC, found.topic'],
    ]),
  ])
  const isCounted = (name: Kind) => kind === undefined || kind.includes(name)
  const total = kinds.filter((one) => isCounted(one.kind)).reduce((sum, { count }) => sum + count, 0)
  const { cursor: _, ...first } = values
  const to = (place: number) => ({ ...first, cursor: encodeCursor(['search', place]) })
  const next = rows.length > limit ? to(start + limit) : undefined
  const items = rows.slice(0, limit).map((row) => describeRow(row, origin))
  return {
    kind: 'page',
    results: { items, total, ...(next && { next: next.cursor }), kinds, topics },
    ...(next && { next }),
    ...(start > 0 && { prev: start > limit ? to(start - limit) : first }),
  }
}

const COLLECTIONS = new Map<Kind, string>(COLLECTION_NAMES.map((name) => [LISTS[name].kind, name]))

function describeRow({ kind, topic, id, date, json }: Row, origin: string): SearchHit {
  const { title, text } = JSON.parse(json) as { title?: string; text: string }
  const collection = COLLECTIONS.get(kind)
  return {
    kind,
    topic,
    id,
    ...(title !== undefined && { title }),
    text,
    ...(date !== '' && { date }),
    url: `${origin}/v1/topics/${topic}${collection === undefined ? '' : `/${collection}/${id}`}`,
    page: `${origin}/topics/${topic}${collection === undefined ? '' : `#${id}`}`,
  }
}

/** Details that a result shows beside its text. They depend on the kind. */
export interface HitDetails {
  topic: string
  id: string
  /** Name of a statement's claimant; null if the outlet itself makes the statement. */
  speaker?: string | null
  /** Of the article that reports a statement; `published` is as precise as the source. */
  outlet?: string
  genre?: string
  published?: string
  /** Number of statements that a person or organization makes in the topic. */
  spoken?: number
  /** The event itself, or the event of a statement: its record as JSON. */
  event?: string
}

const DETAILS = [
  `SELECT s.topic, s.id, p.json->>'name' AS speaker, a.json->>'publisher' AS outlet, a.json->>'genre' AS genre, a.date AS published
FROM hits JOIN statements AS s USING (topic, id) JOIN articles AS a ON a.topic = s.topic AND a.id = s.json->>'reportedBy'
LEFT JOIN parties AS p ON p.topic = s.topic AND p.id = s.claimant`,
  `SELECT s.topic, s.claimant AS id, count(*) AS spoken
FROM hits JOIN statements AS s ON s.topic = hits.topic AND s.claimant = hits.id GROUP BY s.topic, s.claimant`,
  `SELECT hits.topic, hits.id, e.json AS event FROM hits LEFT JOIN statements AS s USING (topic, id)
JOIN events AS e ON e.topic = hits.topic AND e.id = coalesce(s.json->>'event', hits.id)`,
]

export async function describeHits(index: Index, hits: readonly SearchHit[]): Promise<HitDetails[]> {
  const items = hits.filter(({ kind }) => kind !== 'topic').map(({ topic, id }) => [topic, id])
  if (items.length === 0) return []
  const withHits = 'WITH hits AS (SELECT value->>0 AS topic, value->>1 AS id FROM json_each(?))'
  const found = await Promise.all(
    DETAILS.map((select) => index.query<HitDetails>([[`${withHits} ${select}`, JSON.stringify(items)]])),
  )
  return found.flat()
}
