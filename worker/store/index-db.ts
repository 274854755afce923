/**
 * The index in D1: rows of every topic, for lists across topics. Derived from the store, so nothing but those lists depends on
 * it: topics and boxes never ask it. An index without tables has no rows yet.
 */
import type { ListName, ListRow, Position } from '../../data/list-rows.ts'
import type { TopicRow } from '../../data/schema/api.ts'
import type { ReadThrough } from './read-through.ts'
import { createTtlCache } from './ttl-cache.ts'

/** Sorts after every digit and hyphen: `2007-05~` is after each day of May 2007 and before June. */
const END = '~'

/** The index cannot be asked; the message is for clients. */
export class IndexError extends Error {}

export interface RowQuery {
  /** Dates of reduced precision, both included; rows without a date match neither. */
  from?: string | undefined
  to?: string | undefined
  topic?: string | undefined
  /** The row after which the page begins. */
  after?: Position | undefined
  limit: number
}

/** Every method throws `IndexError` when D1 is not bound, fails or does not answer in time. */
export interface Index {
  isBound: boolean
  countTopics(): Promise<number>
  /** By id. */
  listAllTopics(): Promise<TopicRow[]>
  /** At most `limit` rows whose id is greater than `after`, by id; and the ids up to `after`, nearest first, at most `limit` + 1. */
  listTopics(after: string, limit: number): Promise<{ rows: TopicRow[]; before: string[] }>
  /** Of every topic, by id. */
  listNames(): Promise<{ id: string; name: string }[]>
  /** By id; an id that the index does not have is absent. */
  readTopics(ids: string[]): Promise<TopicRow[]>
  /** What a full-text query (FTS5) finds in all topics, best first. */
  search(match: string, limit: number): Promise<FoundRow[]>
  /** Newest first; of one month or year what is known to the day first; rows without a date last. */
  listRows(list: ListName, query: RowQuery): Promise<ListRow[]>
}

/** One thing that search found, with what its row of results says. */
export interface FoundRow {
  kind: 'topic' | 'event' | 'statement' | 'article' | 'party' | 'correction'
  topic: string
  topicName: string
  id: string
  /** The item as its list has it (JSON). */
  json: string
  /** Of a statement: who says so, by name; absent for the outlet's own. */
  speaker: string | null
  /** Of a statement: the article that reports it (JSON). */
  report: string | null
  /** Of reduced precision; empty where there is none. */
  date: string | null
}

type Parameter = string | number

export function createIndex(database: D1Database | undefined, readThrough: ReadThrough, now: () => number): Index {
  // Keeps nothing: pages that were made of rows are kept as responses.
  const cache = createTtlCache<Record<string, unknown>[]>({ maxSize: 0, ttlMs: 0, sizeOf: () => 1, now })

  async function query<Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]> {
    if (!database) throw new IndexError('Lists across topics need the index, which this deployment does not have.')
    const read = async () => {
      try {
        const statement = database.prepare(sql)
        const bound = parameters.length > 0 ? statement.bind(...parameters) : statement
        return (await bound.all<Record<string, unknown>>()).results
      } catch (error) {
        if (/no such table/i.test(String(error))) return []
        throw error
      }
    }
    try {
      const { value } = await readThrough({ cache, key: `${sql} ${JSON.stringify(parameters)}`, read })
      return (value ?? []) as Row[]
    } catch (error) {
      console.error(JSON.stringify({ event: 'index', error: String(error) }))
      throw new IndexError('The index of all topics cannot be read at the moment. Topics and boxes are not affected.')
    }
  }

  const readJson = async <Row>(sql: string, ...parameters: Parameter[]): Promise<Row[]> => {
    const rows = await query<{ json: string }>(sql, ...parameters)
    return rows.map(({ json }) => JSON.parse(json) as Row)
  }

  return {
    isBound: database !== undefined,
    async countTopics() {
      const [row] = await query<{ count: number }>('SELECT count(*) AS count FROM topics')
      return row?.count ?? 0
    },
    listAllTopics: () => readJson('SELECT json FROM topics ORDER BY id'),
    async listTopics(after, limit) {
      const [rows, before] = await Promise.all([
        readJson<TopicRow>('SELECT json FROM topics WHERE id > ? ORDER BY id LIMIT ?', after, limit),
        after === ''
          ? []
          : query<{ id: string }>('SELECT id FROM topics WHERE id <= ? ORDER BY id DESC LIMIT ?', after, limit + 1),
      ])
      return { rows, before: before.map(({ id }) => id) }
    },
    listNames: () => query('SELECT id, name FROM topics ORDER BY id'),
    readTopics: (ids) =>
      readJson('SELECT json FROM topics WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id', JSON.stringify(ids)),
    search: (match, limit) => query(SEARCH, match, limit),
    listRows(list, { from, to, topic, after, limit }) {
      const conditions: string[] = []
      const parameters: Parameter[] = []
      const where = (condition: string, ...values: Parameter[]) => {
        conditions.push(condition)
        parameters.push(...values)
      }
      if (topic !== undefined) where('topic = ?', topic)
      if (from !== undefined || to !== undefined) where("date <> ''")
      if (to !== undefined) where('date <= ?', to + END)
      if (from !== undefined) where(`${LAST_DATE[list]} || '${END}' >= ?`, from)
      if (after) {
        const { date, topic, id } = after
        where('(date < ? OR (date = ? AND (topic > ? OR (topic = ? AND id > ?))))', date, date, topic, topic, id)
      }
      const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
      return readJson(`SELECT json FROM ${list} ${filter} ORDER BY date DESC, topic, id LIMIT ?`, ...parameters, limit)
    },
  }
}

const SEARCH = `SELECT search.kind, search.topic, topics.name AS topicName, search.id,
  coalesce(statements.json, events.json, articles.json, parties.json, corrections.json, topics.json) AS json,
  statements.claimant_name AS speaker, reports.json AS report,
  coalesce(statements.date, events.date, articles.date, corrections.date) AS date
FROM search JOIN topics ON topics.id = search.topic
LEFT JOIN statements ON search.kind = 'statement' AND statements.topic = search.topic AND statements.id = search.id
LEFT JOIN articles AS reports ON reports.topic = search.topic AND reports.id = statements.reported_by
LEFT JOIN events ON search.kind = 'event' AND events.topic = search.topic AND events.id = search.id
LEFT JOIN articles ON search.kind = 'article' AND articles.topic = search.topic AND articles.id = search.id
LEFT JOIN parties ON search.kind = 'party' AND parties.topic = search.topic AND parties.id = search.id
LEFT JOIN corrections ON search.kind = 'correction' AND corrections.topic = search.topic AND corrections.id = search.id
WHERE search MATCH ? ORDER BY rank LIMIT ?`

/** The last day that a row may be of. */
const LAST_DATE: Record<ListName, string> = {
  events: "coalesce(nullif(end_date, ''), date)",
  articles: 'date',
}
