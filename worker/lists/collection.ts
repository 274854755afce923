/**
 * A page of a collection: what a query keeps of it, cut and shaped. All of it is made of `topic.json`, so that dates of
 * events and referenced items are at hand and every page is of one release.
 */

import type { CollectionName, Topic } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { type ListName, listItems } from '../../data/schema/lists.ts'
import { listSpellings } from '../../data/store/search-text.ts'
import type { Failure } from '../http/problem.ts'
import type { Values } from '../query/parse.ts'
import { hasSafeUrls, isRecord } from '../store/guards.ts'
import { createFilter, type Filters, findUnknownIds, type Item, type Listed, type ListedTopic } from './filter.ts'
import { formatIncluded, formatItem, type Shape } from './item.ts'
import { badCursor, cutPage, DEFAULT_LIMIT, encodeCursor, type Page } from './page.ts'

export interface CollectionPage {
  kind: 'page'
  /** JSON of the list. */
  body: string
  /** The queries that lead to the pages beside this one. */
  pages: Partial<Record<'first' | 'prev' | 'next', Values>>
}

interface Options extends Filters, Shape {
  limit?: number
}

/** For `parseCached`. @throws {SyntaxError} for what is no topic, or has a URL that must not be in a page */
export function listTopic(topic: Topic): ListedTopic {
  if (!isRecord(topic) || !hasSafeUrls(topic)) throw new SyntaxError('topic.json is malformed')
  const collections = Object.fromEntries(
    COLLECTION_NAMES.map((collection) => [
      collection,
      (topic[collection] as Item[]).map((item): Listed => ({ collection, item })),
    ]),
  ) as Record<CollectionName, Listed[]>
  const byId = new Map(
    Object.values(collections)
      .flat()
      .map((listed) => [listed.item.id, listed]),
  )
  return { topic, lists: listItems(collections, ({ item }) => item), byId, spellings: listSpellings(topic) }
}

/** What the page is made for. */
interface PageRequest {
  list: ListName
  values: Values
  /** As in a cursor. */
  after: string[]
  /** Whether an id was withdrawn. */
  isGone: (id: string) => boolean
  origin: string
}

export function renderCollectionPage(
  listed: ListedTopic,
  { list, values, after, isGone, origin }: PageRequest,
): CollectionPage | Failure {
  const options = values as Options
  const errors = findUnknownIds(list, options, listed)
  if (errors.length > 0) return { kind: 'bad-parameters', errors }
  const all = listed.lists[list]
  const last = findLast(all, after, isGone)
  if (last === undefined) return badCursor('names no item of this list')
  const kept = all.filter(createFilter(list, options, listed))
  const passed = new Set(all.slice(0, last + 1))
  const start = kept.findIndex((one) => !passed.has(one))
  const page = cutPage(kept, start < 0 ? kept.length : start, options.limit ?? DEFAULT_LIMIT)
  const pages = namePages(page, kept, values, listed.topic.release)
  const place = { origin, topic: listed.topic.id }
  const parts = [
    `"items":[${page.items.map((one) => formatItem(one, options, place)).join(',')}]`,
    `"total":${kept.length}`,
    ...(pages.next ? [`"next":${JSON.stringify(pages.next.cursor)}`] : []),
    ...(options.include ? [`"included":${formatIncluded(page.items, options.include, listed, place)}`] : []),
  ]
  return { kind: 'page', body: `{${parts.join(',')}}`, pages }
}

/**
 * The index of the item that ended the page before. A cursor names that item and the one before it: where the first was
 * withdrawn since, the list goes on after the second, or where there was none, from its beginning.
 */
function findLast(all: Listed[], [id, previous]: string[], isGone: (id: string) => boolean): number | undefined {
  const indexOf = (wanted: string | undefined) => {
    const index = all.findIndex(({ item }) => item.id === wanted)
    return index < 0 ? undefined : index
  }
  if (id === undefined) return -1
  return indexOf(id) ?? (!isGone(id) ? undefined : previous === undefined ? -1 : indexOf(previous))
}

/** A client that has begun to page stays in the release in which that was: back to the first page, too. */
function namePages(
  { nextAfter, previousAfter }: Page<Listed>,
  kept: Listed[],
  values: Values,
  release: number,
): CollectionPage['pages'] {
  const { cursor, ...rest } = values
  const first = cursor === undefined ? rest : { ...rest, cursor: encodeCursor([release]) }
  const after = (listed: Listed) => {
    const before = kept[kept.indexOf(listed) - 1]
    return { ...rest, cursor: encodeCursor([release, listed.item.id, ...(before ? [before.item.id] : [])]) }
  }
  return {
    first,
    ...(previousAfter && { prev: previousAfter === 'first' ? first : after(previousAfter) }),
    ...(nextAfter && { next: after(nextAfter) }),
  }
}
