/** `/v1/topics`: a row for each topic, by id, out of the catalog alone. */

import type { Catalog } from '../../data/releases/records.ts'
import type { TopicRow } from '../../data/wire.ts'
import { Routes } from '../http/routes.ts'
import { answerFromCatalog, type ReadPage } from '../lists/catalog-page.ts'
import { badCursor } from '../lists/collection.ts'
import { decodeCursor, encodeCursor } from '../lists/cursor.ts'
import { cutPage, DEFAULT_LIMIT } from '../lists/paging.ts'
import type { Values } from '../lists/query.ts'
import { hasWords, listWords } from '../lists/search.ts'

export const topicList = new Routes().get('/', (c) => answerFromCatalog(c, 'TopicList', readPage))

const readPage: ReadPage = async (catalog, query) => {
  const { q, limit = DEFAULT_LIMIT, cursor } = query as { q?: string; limit?: number; cursor?: string }
  const after = cursor === undefined ? [''] : decodeCursor(cursor, [/^[a-z0-9-]{1,80}$/])
  if (!after) return badCursor('must be the `next` of a page of this list')
  const [last = ''] = after
  const rows = listRows(catalog, q)
  const start = rows.findIndex(({ id }) => id > last)
  const { items, nextAfter, previousAfter } = cutPage(rows, start < 0 ? rows.length : start, limit)
  const { cursor: _, ...first } = query
  const follow = ({ id }: TopicRow): Values & { cursor: string } => ({ ...first, cursor: encodeCursor([id]) })
  return {
    items,
    ...(nextAfter && { next: follow(nextAfter) }),
    ...(previousAfter && { prev: previousAfter === 'first' ? first : follow(previousAfter) }),
  }
}

/** By id: an object's own order puts what looks like a number first. */
function listRows({ topics }: Catalog, q: string | undefined): TopicRow[] {
  const rows = Object.values(topics)
    .map(({ row }) => row)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const words = q === undefined ? [] : listWords(q)
  return words.length === 0 ? rows : rows.filter((row) => hasWords(row, words))
}
