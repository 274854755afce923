/**
 * Pages of the lists that go across topics. They are made for one reading of the catalog and kept as long as it is: what
 * the next reading says anew has the same tag, and costs no reader anything.
 */
import type { Context } from 'hono'
import type { Catalog } from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Collection } from '../../data/wire.ts'
import type { App } from '../environment.ts'
import { format, type Link } from '../http/links.ts'
import { type Failure, respondWithProblem } from '../http/problem.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../http/response.ts'
import { openStorage, type Storage } from '../storage/kv.ts'
import { createMemo, type Memo } from '../storage/memo.ts'
import { formatQuery, type Values } from './query.ts'

const MAX_PAGES = 200
const pages = new WeakMap<Catalog, Memo<Representation>>()

/** A page, and the queries that lead to those beside it. */
export interface ListPage {
  items: readonly object[]
  next?: Values & { cursor: string }
  prev?: Values
}

export type ReadPage = (catalog: Catalog, query: Values, storage: Storage) => Promise<ListPage | Failure>

/** `schema` is the name of the list's JSON Schema. */
export async function answerFromCatalog(c: Context<App>, schema: string, readPage: ReadPage): Promise<Response> {
  const storage = openStorage(c.env)
  try {
    const { value: catalog, stale } = await storage.readCatalog()
    const query = c.get('query') ?? {}
    const made = openPages(catalog)
    const key = `${c.req.path}${formatQuery(query)}`
    const known = made.last(key)
    if (known) return respond(c.req.raw, known, stale)
    const page = await readPage(catalog, query, storage)
    if ('kind' in page) return respondWithProblem(page, c.req.path)
    const representation = await represent(c, page, query, schema)
    made.set(key, representation)
    return respond(c.req.raw, representation, stale)
  } catch (error) {
    console.error(JSON.stringify({ event: 'unavailable', path: c.req.path, error: String(error) }))
    return respondWithProblem({ kind: 'unavailable' }, c.req.path)
  }
}

function openPages(catalog: Catalog): Memo<Representation> {
  let memo = pages.get(catalog)
  if (!memo) {
    memo = createMemo(MAX_PAGES, Number.POSITIVE_INFINITY, Date.now)
    pages.set(catalog, memo)
  }
  return memo
}

async function represent(c: Context<App>, page: ListPage, query: Values, schema: string): Promise<Representation> {
  const { items, next, prev } = page
  const list: Collection<object> = { items: [...items], ...(next && { next: next.cursor }) }
  const body = JSON.stringify(list)
  const origin = c.env.PUBLIC_ORIGIN
  const address = `${origin}${c.req.path}`
  const { cursor: _, ...first } = query
  const link = (values: Values, relation: string): Link => [`${address}${formatQuery(values)}`, relation]
  const links = [
    link(query, 'self'),
    link(query, 'canonical'),
    link(first, 'first'),
    ...(prev ? [link(prev, 'prev')] : []),
    ...(next ? [link(next, 'next')] : []),
    [`${origin}/v1/schemas/${schema}.json`, 'describedby', 'application/schema+json'] as const,
  ]
  return createRepresentation({
    body,
    type: 'application/json',
    tag: await sha256Hex(body),
    cacheControl: movingCacheControl(c.env.FRESH_SECONDS),
    headers: { Link: format(links) },
  })
}
