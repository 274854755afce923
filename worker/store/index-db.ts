/**
 * The index in D1: rows of all topics, for lists across topics. Derived from the store; only those lists depend on it, never topics
 * and boxes. An index without tables counts as empty. A withdrawn topic has no name.
 */
import type { TopicRow } from '../../data/schema/api.ts'
import { logError } from './log.ts'
import type { ReadThrough } from './read-through.ts'
import { createTtlCache } from './ttl-cache.ts'

/** The index cannot be queried; the message is for clients. */
export class IndexError extends Error {}

export type SqlValue = string | number
/** A part of a statement and the values of its `?`. */
export type Sql = readonly [text: string, ...values: SqlValue[]]

/** Every method rejects with `IndexError` when D1 is not bound, fails or does not respond in time. */
export interface Index {
  isBound: boolean
  countTopics(): Promise<number>
  /** By id. */
  listAllTopics(): Promise<TopicRow[]>
  /** At most `limit` rows whose id is greater than `after`, by id. */
  listTopics(after: string, limit: number): Promise<{ rows: TopicRow[] }>
  /** Runs the parts as one statement. Their texts must not contain anything that a client sent. */
  query<Row>(parts: readonly Sql[]): Promise<Row[]>
}

export function createIndex(database: D1Database | undefined, readThrough: ReadThrough, now: () => number): Index {
  // Caches nothing: pages are cached as responses.
  const cache = createTtlCache<Record<string, unknown>[]>({ maxSize: 0, ttlMs: 0, sizeOf: () => 1, now })

  async function query<Row>(parts: readonly Sql[]): Promise<Row[]> {
    if (!database) throw new IndexError('Lists across topics need the index, which this deployment does not have.')
    const sql = parts.map(([text]) => text).join(' ')
    const values = parts.flatMap(([, ...rest]) => rest)
    const read = async () => {
      try {
        const statement = database.prepare(sql)
        const bound = values.length > 0 ? statement.bind(...values) : statement
        return (await bound.all<Record<string, unknown>>()).results
      } catch (error) {
        if (/no such table/i.test(String(error))) return []
        throw error
      }
    }
    try {
      const { value } = await readThrough({ cache, key: `${sql} ${JSON.stringify(values)}`, read })
      return (value ?? []) as Row[]
    } catch (error) {
      logError('index', error)
      throw new IndexError('The index of all topics cannot be read at the moment. Topics and boxes are not affected.')
    }
  }

  const readJson = async <Row>(...parts: Sql[]): Promise<Row[]> =>
    (await query<{ json: string }>(parts)).map(({ json }) => JSON.parse(json) as Row)

  return {
    isBound: database !== undefined,
    async countTopics() {
      const [row] = await query<{ count: number }>([["SELECT count(*) AS count FROM topics WHERE name <> ''"]])
      return row?.count ?? 0
    },
    listAllTopics: () => readJson(["SELECT json FROM topics WHERE name <> '' ORDER BY id"]),
    listTopics: async (after, limit) => ({
      rows: await readJson(["SELECT json FROM topics WHERE name <> '' AND id > ? ORDER BY id LIMIT ?", after, limit]),
    }),
    query,
  }
}
