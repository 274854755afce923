/** Lists across topics, made of the index: `/v1/topics` by id, `/v1/events` and `/v1/articles` newest first, undated last. */
import type { Context } from 'hono'
import { type ListName, type ListRow, type Position, readPosition } from '../../data/list-rows.ts'
import type { Collection, TopicRow } from '../../data/schema/api.ts'
import { toSearchText } from '../../data/search-text.ts'
import type { App } from '../env.ts'
import { format, type Link } from '../http/links.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { badCursor, cutPage, DEFAULT_LIMIT, decodeCursor, encodeCursor, type Page } from '../lists/page.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { hasTerms, parseSearch, type Term } from '../query/words.ts'
import { type Rendered, serveIndex } from '../serve.ts'
import type { Index } from '../store/index-db.ts'

const ID = /^[a-z0-9-]{1,80}$/
const DATE = /^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$/

export const lists = new Routes()
  .get('/topics', (c) => serveList(c, 'TopicList', readTopicPage))
  .get('/events', (c) => serveList(c, 'EventRowList', createRowReader('events')))
  .get('/articles', (c) => serveList(c, 'ArticleRowList', createRowReader('articles')))

/** A page, and the queries that lead to those beside it. */
interface ListPage {
  items: readonly object[]
  next?: Values & { cursor: string }
  prev?: Values
}

type PageReader = (index: Index, query: Values) => Promise<ListPage | Failure>

/** `schema` is the name of the list's JSON Schema. */
function serveList(c: Context<App>, schema: string, readPage: PageReader): Promise<Response> {
  const query = c.get('query') ?? {}
  return serveIndex(c, `${c.req.path}${formatQuery(query)}`, async () => {
    const page = await readPage(c.var.storage.index, query)
    return 'kind' in page ? page : renderPage(`${c.env.PUBLIC_ORIGIN}${c.req.path}`, page, query, schema)
  })
}

function renderPage(url: string, { items, next, prev }: ListPage, query: Values, schema: string): Rendered {
  const list: Collection<object> = { items: [...items], ...(next && { next: next.cursor }) }
  const { cursor: _, ...first } = query
  const link = (values: Values, relation: string): Link => [`${url}${formatQuery(values)}`, relation]
  const links = [
    link(query, 'self'),
    link(query, 'canonical'),
    link(first, 'first'),
    ...(prev ? [link(prev, 'prev')] : []),
    ...(next ? [link(next, 'next')] : []),
    [`${new URL(url).origin}/v1/schemas/${schema}.json`, 'describedby', 'application/schema+json'] as const,
  ]
  return { body: JSON.stringify(list), type: 'application/json', headers: { ...DATA_HEADERS, Link: format(links) } }
}

/** A row for each topic, by id. */
async function readTopicPage(index: Index, query: Values): Promise<ListPage | Failure> {
  const { q, limit = DEFAULT_LIMIT, cursor } = query as { q?: string; limit?: number; cursor?: string }
  const [after] = cursor === undefined ? [''] : (decodeCursor(cursor, [ID]) ?? [])
  if (after === undefined) return badCursor()
  const words = q === undefined ? [] : parseSearch(q)
  const page = words.length > 0 ? await findTopics(index, words, after, limit) : await readTopics(index, after, limit)
  const { cursor: _, ...first } = query
  const follow = (id: string) => ({ ...first, cursor: encodeCursor([id]) })
  return {
    items: page.items,
    ...(page.nextAfter && { next: follow(page.nextAfter.id) }),
    ...(page.previousAfter && { prev: page.previousAfter === 'first' ? first : follow(page.previousAfter.id) }),
  }
}

type TopicPage = Omit<Page<TopicRow>, 'nextAfter' | 'previousAfter'> & {
  nextAfter?: { id: string }
  previousAfter?: { id: string } | 'first'
}

async function readTopics(index: Index, after: string, limit: number): Promise<TopicPage> {
  const { rows, before } = await index.listTopics(after, limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const previous = before[limit]
  return {
    items,
    ...(last && rows.length > limit && { nextAfter: last }),
    ...(before.length > 0 && { previousAfter: previous === undefined ? 'first' : { id: previous } }),
  }
}

/** Names are compared here, since SQL does not fold them as the search does. */
async function findTopics(index: Index, words: Term[], after: string, limit: number): Promise<TopicPage> {
  const named = (await index.listNames()).filter(({ name }) => hasTerms(toSearchText([name]), words))
  const start = named.findIndex(({ id }) => id > after)
  const { items, ...beside } = cutPage(named, start < 0 ? named.length : start, limit)
  return { ...beside, items: await index.readTopics(items.map(({ id }) => id)) }
}

interface RowOptions {
  from?: string
  to?: string
  topic?: string
  limit?: number
  cursor?: string
}

function createRowReader(list: ListName): PageReader {
  return async (index, query) => {
    const { cursor, limit = DEFAULT_LIMIT, ...filter }: RowOptions = query
    const after = cursor === undefined ? undefined : parsePosition(cursor)
    if (cursor !== undefined && !after) return badCursor()
    const rows: ListRow[] = await index.listRows(list, { ...filter, after, limit: limit + 1 })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    if (!last || rows.length <= limit) return { items }
    const { date, topic, id } = readPosition(last)
    return { items, next: { ...query, cursor: encodeCursor([date, topic, id]) } }
  }
}

function parsePosition(cursor: string): Position | undefined {
  const [date, topic, id] = decodeCursor(cursor, [DATE, ID, ID]) ?? []
  return date === undefined || topic === undefined || id === undefined ? undefined : { date, topic, id }
}
