/** `/v1/events` and `/v1/articles`: the items of every topic, newest first, the undated last. */

import {
  comparePositions,
  type ListName,
  type ListRow,
  type Position,
  readDates,
  readPosition,
} from '../../data/list-rows.ts'
import type { Catalog, Shard } from '../../data/releases/records.ts'
import { UNDATED } from '../../data/releases/shards.ts'
import type { Collection } from '../../data/wire.ts'
import { Routes } from '../http/routes.ts'
import { answerFromCatalog, type ListPage, type ReadPage } from '../lists/catalog-page.ts'
import { badCursor } from '../lists/collection.ts'
import { decodeCursor, encodeCursor } from '../lists/cursor.ts'
import { overlaps } from '../lists/interval.ts'
import { DEFAULT_LIMIT } from '../lists/paging.ts'
import type { Values } from '../lists/query.ts'
import { createParser } from '../parsed.ts'
import type { Storage } from '../storage/kv.ts'

/** What a page may cost: one that has read as many ends there, perhaps short, and says where the next begins. */
const MAX_SHARDS = 8
const CURSOR = [/^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$/, /^[a-z0-9-]{1,80}$/, /^[a-z0-9-]{1,80}$/]

export const datedLists = new Routes()
  .get('/events', (c) => answerFromCatalog(c, 'EventRowList', createReader('events')))
  .get('/articles', (c) => answerFromCatalog(c, 'ArticleRowList', createReader('articles')))

interface Options {
  from?: string
  to?: string
  topic?: string
  limit?: number
  cursor?: string
}

function createReader(list: ListName): ReadPage {
  return async (catalog, query, storage) => {
    const options: Options = query
    const after = options.cursor === undefined ? undefined : readCursor(options.cursor)
    if (options.cursor !== undefined && !after) return badCursor('must be the `next` of a page of this list')
    const limit = options.limit ?? DEFAULT_LIMIT
    const shards = listShards(catalog, list, options, after)
    const kept: ListRow[] = []
    let last: ListRow | undefined
    for (const shard of shards.slice(0, MAX_SHARDS)) {
      const rows = await readShard(storage, shard)
      if (!rows) return { kind: 'unavailable' }
      last = rows.at(-1)
      kept.push(...rows.filter((row) => isAfter(row, after) && isWanted(row, options)))
      if (kept.length > limit) break
    }
    const isMore = kept.length > limit
    return createPage(
      kept.slice(0, limit),
      query,
      isMore ? kept[limit - 1] : shards.length > MAX_SHARDS ? last : undefined,
    )
  }
}

function createPage(items: ListRow[], query: Values, nextAfter: ListRow | undefined): ListPage {
  if (!nextAfter) return { items }
  const { date, topic, id } = readPosition(nextAfter)
  return { items, next: { ...query, cursor: encodeCursor([date, topic, id]) } }
}

/** Those that may have something of the page and of those after it, newest first. */
function listShards(
  { topics, lists }: Catalog,
  list: ListName,
  options: Options,
  after: Position | undefined,
): Shard[] {
  const { from, to, topic } = options
  const own = topic === undefined ? undefined : Object.hasOwn(topics, topic) ? topics[topic]?.shards?.[list] : []
  const isDated = from !== undefined || to !== undefined
  return Object.entries(lists?.[list] ?? {})
    .filter(([name]) => own === undefined || own.includes(name))
    .filter(([name]) => after === undefined || name === UNDATED || name <= after.date.slice(0, 4))
    .filter(([name, { through }]) => !isDated || (name !== UNDATED && overlaps({ from, to }, name, through)))
    .sort(([a], [b]) => (a === UNDATED ? 1 : b === UNDATED ? -1 : a < b ? 1 : -1))
    .map(([, shard]) => shard)
}

function isAfter(row: ListRow, after: Position | undefined): boolean {
  return after === undefined || comparePositions(readPosition(row), after) > 0
}

function isWanted(row: ListRow, { from, to, topic }: Options): boolean {
  if (topic !== undefined && row.topic !== topic) return false
  if (from === undefined && to === undefined) return true
  const dates = readDates(row)
  return overlaps({ from, to }, dates?.start, dates?.end)
}

function readCursor(cursor: string): Position | undefined {
  const [date, topic, id] = decodeCursor(cursor, CURSOR) ?? []
  return date === undefined || topic === undefined || id === undefined ? undefined : { date, topic, id }
}

const readRows = createParser(({ items }: Collection<ListRow>) => items)

/** Absent when it is not to be seen here yet. */
async function readShard(storage: Storage, { sha256 }: Shard): Promise<ListRow[] | undefined> {
  const bytes = await storage.readBlob(sha256)
  return bytes && readRows(sha256, bytes)
}
