/** Routes across topics, served from the index: lists, search, changes and the feed of all topics. */
import type { Context } from 'hono'
import { LIST_NAMES, LISTS, type ListName } from '../../data/schema/lists.ts'
import type { App } from '../env.ts'
import { format, type Link } from '../http/links.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS } from '../http/response.ts'
import { type AcrossPage, readAcross } from '../lists/across.ts'
import { FEED_TYPES, readFeedItems, renderFeed } from '../lists/feed.ts'
import { formatRow, readIncluded } from '../lists/row.ts'
import { readSearch } from '../lists/search.ts'
import { type AcrossName, listEntryPoints } from '../lists/sources.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { listMissing } from '../query/route-query.ts'
import { fail, type Rendered, serveIndex, staticResponse } from '../serve.ts'
import { oneOf, Routes } from './routes.ts'

const JSON_TYPE = 'application/json'

const SCHEMAS: Record<AcrossName, string> = {
  topics: 'TopicList',
  changes: 'ChangeList',
  ...(Object.fromEntries(LIST_NAMES.map((name) => [name, `${LISTS[name].entity}List`])) as Record<ListName, string>),
}

export const lists = new Routes()
  .get('/', (c) => staticResponse(c, () => renderEntryPoints(c.env.PUBLIC_ORIGIN)))
  .get('/search', serveSearch)
  .get('/feed.atom', (c) => serveFeed(c, 'atom'))
  .get('/feed.json', (c) => serveFeed(c, 'json'))
  .get(`/${oneOf('list', Object.keys(SCHEMAS))}`, (c) => serveList(c, c.req.param('list') as AcrossName))

function serveList(c: Context<App>, name: AcrossName): Promise<Response> {
  const query = c.get('query') ?? {}
  const { fields, include } = query as { fields?: string[]; include?: string[] }
  return serveIndex(c, `${c.req.path}${formatQuery(query)}`, async () => {
    const { index } = c.get('storage')
    const page = await readAcross(index, name, query)
    if (page.kind !== 'page') return page
    const origin = c.env.PUBLIC_ORIGIN
    const parts = [
      `"items":[${page.rows.map(({ json }) => formatRow(name, json, { origin, fields })).join(',')}]`,
      `"total":${page.total}`,
      ...(page.next ? [`"next":${JSON.stringify(page.next.cursor)}`] : []),
      ...(include ? [`"included":${await readIncluded(index, page.rows, include, origin)}`] : []),
    ]
    return {
      body: `{${parts.join(',')}}`,
      type: JSON_TYPE,
      headers: { ...DATA_HEADERS, Link: linkPages(c, query, page, SCHEMAS[name]) },
    }
  })
}

function linkPages(
  c: Context<App>,
  query: Values,
  { next, prev }: Pick<AcrossPage, 'next' | 'prev'>,
  schema: string,
): string {
  const url = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  const { cursor: _, ...first } = query
  const link = (values: Values, relation: string): Link => [`${url}${formatQuery(values)}`, relation]
  return format([
    link(query, 'self'),
    link(query, 'canonical'),
    link(first, 'first'),
    ...(prev ? [link(prev, 'prev')] : []),
    ...(next ? [link(next, 'next')] : []),
    [`${c.env.PUBLIC_ORIGIN}/v1/schemas/${schema}.json`, 'describedby', 'application/schema+json'],
  ])
}

function serveSearch(c: Context<App>): Promise<Response> | Response {
  const query = c.get('query') ?? {}
  if (query.q === undefined) return fail(c, { kind: 'bad-parameters', errors: listMissing(c.req.path) })
  return serveIndex(c, `${c.req.path}${formatQuery(query)}`, async (): Promise<Rendered | Failure> => {
    const found = await readSearch(c.get('storage').index, query, c.env.PUBLIC_ORIGIN)
    if (found.kind !== 'page') return found
    return {
      body: JSON.stringify(found.results),
      type: JSON_TYPE,
      headers: { ...DATA_HEADERS, Link: linkPages(c, query, found, 'SearchResults') },
    }
  })
}

/** Serves the feed of the newest releases and corrections of all topics. */
function serveFeed(c: Context<App>, kind: 'atom' | 'json'): Promise<Response> {
  return serveIndex(c, c.req.path, async () => {
    const items = await readFeedItems(c.get('storage').index)
    return {
      body: renderFeed(kind, items, c.env.PUBLIC_ORIGIN),
      type: FEED_TYPES[kind],
      headers: DATA_HEADERS,
    }
  })
}

/** Renders `/v1`: the URLs of the other resources. */
function renderEntryPoints(origin: string): Rendered {
  const body = JSON.stringify(listEntryPoints(origin))
  const Link = format([
    [`${origin}/v1/openapi.json`, 'service-desc', JSON_TYPE],
    [`${origin}/docs`, 'service-doc', 'text/html'],
  ])
  return { body, type: JSON_TYPE, headers: { ...DATA_HEADERS, Link } }
}
