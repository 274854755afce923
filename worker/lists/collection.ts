/**
 * A page of a collection: what a query keeps of it, cut and shaped. All of it is made of `topic.json`, so that dates of
 * events and referenced items are at hand and every answer is of one release.
 */

import { COLLECTION_NAMES } from '../../data/collections.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { CollectionName, Topic } from '../../data/wire.ts'
import type { Derived } from '../answer.ts'
import { SELECTION_TYPE } from '../http/formats.ts'
import type { Failure } from '../http/problem.ts'
import { createParser } from '../parsed.ts'
import type { Found } from '../storage/release.ts'
import { isWithdrawn } from '../storage/withdrawal.ts'
import { encodeCursor } from './cursor.ts'
import { createFilter, type Filters, type Item } from './filter.ts'
import { isShaped, type Shape, writeItem } from './include.ts'
import { cutPage, DEFAULT_LIMIT, type Page } from './paging.ts'
import type { Values } from './query.ts'

export type CollectionPage = Derived & { pages: Partial<Record<'first' | 'prev' | 'next', Values>> }

const encoder = new TextEncoder()

interface Options extends Filters, Shape {
  limit?: number
}

/** `after` is the id of the item behind which the page begins. */
export async function derivePage(
  found: Found,
  collection: CollectionName,
  values: Values,
  after: string | undefined,
): Promise<CollectionPage | Failure> {
  const options: Options = values
  const { topic, byId } = readTopic(found.entry.sha256, found.bytes)
  const all = topic[collection] as Item[]
  // Sought among all items: the one that ended the last page may have been withdrawn since.
  const last = after === undefined ? -1 : all.findIndex(({ id }) => id === after)
  if (after !== undefined && last < 0) return badCursor('names no item of this list')
  const { withdrawn } = found.pointer
  const keeps = createFilter(collection, options, topic)
  const kept = all.filter((item) => !isWithdrawn(item, withdrawn) && keeps(item))
  const passed = new Set(all.slice(0, last + 1))
  const start = kept.findIndex((item) => !passed.has(item))
  const page = cutPage(kept, start < 0 ? kept.length : start, options.limit ?? DEFAULT_LIMIT)
  const find = (id: string) => {
    const item = byId.get(id)
    return item && !isWithdrawn(item, withdrawn) ? item : undefined
  }
  const pages = namePages(page, values, found.manifest.release)
  const next = pages.next?.cursor as string | undefined
  const items = page.items.map((item) => writeItem(item, options, find))
  const text = `{"items":[${items}]${next === undefined ? '' : `,"next":${JSON.stringify(next)}`}}`
  const body = encoder.encode(text)
  const type = isShaped(options) ? SELECTION_TYPE : 'application/json'
  return { body, tag: await sha256Hex(body), type, isDatedByRelease: false, pages }
}

/** Whoever has begun to page stays in the release in which that was: back to the first page, too. */
function namePages({ nextAfter, previousAfter }: Page<Item>, values: Values, release: number): CollectionPage['pages'] {
  const { cursor, ...rest } = values
  const first = cursor === undefined ? rest : { ...rest, cursor: encodeCursor([release]) }
  const after = ({ id }: Item) => ({ ...rest, cursor: encodeCursor([release, id]) })
  return {
    first,
    ...(previousAfter && { prev: previousAfter === 'first' ? first : after(previousAfter) }),
    ...(nextAfter && { next: after(nextAfter) }),
  }
}

export function badCursor(detail: string): Failure {
  return { kind: 'bad-parameters', errors: [{ parameter: 'cursor', detail }] }
}

const readTopic = createParser((topic: Topic) => {
  const items = COLLECTION_NAMES.flatMap((name): Item[] => topic[name])
  return { topic, byId: new Map(items.map((item) => [item.id, item])) }
})
