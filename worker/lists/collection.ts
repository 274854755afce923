/**
 * A page of a collection of one release: filters it, cuts the page and selects fields. Reads the collection's own file, or
 * `topic.json` if the query needs dates of events, other items or their names.
 */

import type { CollectionName, Topic } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { type ListName, listItems } from '../../data/schema/lists.ts'
import { listSpellings } from '../../data/store/search-text.ts'
import type { Failure } from '../http/problem.ts'
import type { Values } from '../query/parse.ts'
import { hasSafeUrls, isRecord } from '../store/guards.ts'
import { createFilter, type Filters, findUnknownIds, type Item, type Listed, type ListedTopic } from './filter.ts'
import { encodeIncluded, encodeItem, type Shape, splitItems } from './item.ts'
import { concat, separate, type Utf8 } from './json-bytes.ts'
import { badCursor, cutPage, DEFAULT_LIMIT, encodeCursor, type Page } from './page.ts'

export interface CollectionPage {
  kind: 'page'
  /** JSON of the list. */
  body: Utf8
  /** The queries of the other pages. */
  pages: Partial<Record<'first' | 'prev' | 'next', Values>>
}

interface Options extends Filters, Shape {
  limit?: number
}

/** For `parseCached`. Lists are computed when first needed; pages do not need them. @throws {SyntaxError} if `topic` is not a topic */
export function listTopic(topic: Topic): ListedTopic {
  if (!isRecord(topic)) throw new SyntaxError('topic.json is malformed')
  let made: Omit<ListedTopic, 'topic'> | undefined
  const make = () => (made ??= listAll(topic))
  return {
    topic,
    get lists() {
      return make().lists
    },
    get byId() {
      return make().byId
    },
    get spellings() {
      return make().spellings
    },
  }
}

function listAll(topic: Topic): Omit<ListedTopic, 'topic'> {
  const collections = Object.fromEntries(
    COLLECTION_NAMES.map((collection) => [
      collection,
      (topic[collection] as Item[]).map((item): Listed => ({ collection, id: item.id, item })),
    ]),
  ) as Record<CollectionName, Listed[]>
  const byId = new Map(
    Object.values(collections)
      .flat()
      .map((listed) => [listed.id, listed]),
  )
  return { lists: listItems(collections, ({ item }) => item), byId, spellings: listSpellings(topic) }
}

/** Returns the topic for rendering a page. @throws {SyntaxError} if it contains a URL that must not be in a page */
export function readForPage(listed: ListedTopic): Topic {
  // Skips events and statements: they contain no URLs, and are most of a long topic.
  const { events: _, statements: __, ...rest } = listed.topic
  listed.isSafe ??= hasSafeUrls(rest)
  if (!listed.isSafe) throw new SyntaxError('topic.json has a URL that must not be in a page')
  return listed.topic
}

/** Whether the page needs only its collection's file: no filters, no included items. Otherwise it needs the whole topic. */
export function isPlain(values: Values): boolean {
  return Object.keys(values).every((name) => PLAIN.includes(name))
}

const PLAIN = ['limit', 'cursor', 'fields']

/** Parsers of collection files for `readCached`, by collection. */
export const SPLITTERS = Object.fromEntries(
  COLLECTION_NAMES.map((collection) => [collection, (text: string) => splitItems(text, collection)]),
) as Record<CollectionName, (text: string) => Listed[]>

/** Input of `renderCollectionPage`. */
interface PageRequest {
  topic: string
  release: number
  list: ListName
  /** The whole list. */
  all: Listed[]
  /** Absent if the query is plain (`isPlain`). */
  whole?: ListedTopic | undefined
  values: Values
  /** Ids from the cursor: the last item of the page before, and the item before that one. */
  after: string[]
  /** Whether an id was withdrawn. */
  isGone: (id: string) => boolean
  origin: string
}

export function renderCollectionPage(request: PageRequest): CollectionPage | Failure {
  const { topic, release, list, all, whole, values, after, isGone, origin } = request
  const options = values as Options
  const errors = whole ? findUnknownIds(list, options, whole) : []
  if (errors.length > 0) return { kind: 'bad-parameters', errors }
  const last = findLast(all, after, isGone)
  if (last === undefined) return badCursor()
  const kept = whole ? all.filter(createFilter(list, options, whole)) : all
  const passed = new Set(all.slice(0, last + 1))
  const start = kept.findIndex((one) => !passed.has(one))
  const page = cutPage(kept, start < 0 ? kept.length : start, options.limit ?? DEFAULT_LIMIT)
  const pages = namePages(page, kept, values, release)
  const place = { origin, topic }
  const items = page.items.map((one) => encodeItem(one, options, place))
  const next = pages.next ? `,"next":${JSON.stringify(pages.next.cursor)}` : ''
  const included =
    whole && options.include ? [',"included":', encodeIncluded(page.items, options.include, whole, place)] : []
  const parts = ['{"items":[', ...separate(items), `],"total":${kept.length}${next}`, ...included, '}']
  return { kind: 'page', body: concat(parts), pages }
}

/**
 * Returns the index of the last item of the page before. A cursor names that item and the one before it: if the first was
 * withdrawn since, the list continues after the second or, if there is none, starts from the beginning.
 */
function findLast(all: Listed[], [id, previous]: string[], isGone: (id: string) => boolean): number | undefined {
  const indexOf = (wanted: string | undefined) => {
    const index = all.findIndex((one) => one.id === wanted)
    return index < 0 ? undefined : index
  }
  if (id === undefined) return -1
  return indexOf(id) ?? (!isGone(id) ? undefined : previous === undefined ? -1 : indexOf(previous))
}

/** Returns the queries of the other pages. A client that has started paging stays in its release, also on the way back. */
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
    return { ...rest, cursor: encodeCursor([release, listed.id, ...(before ? [before.id] : [])]) }
  }
  return {
    first,
    ...(previousAfter && { prev: previousAfter === 'first' ? first : after(previousAfter) }),
    ...(nextAfter && { next: after(nextAfter) }),
  }
}
