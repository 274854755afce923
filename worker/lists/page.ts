/**
 * Pages of lists: cursors, cutting a page out of a list, and the shape of its items. Pure.
 *
 * A cursor is opaque text for where a page begins (base64url of a few ASCII parts). It carries no secret and needs no
 * signature: one that was made up names a place like any other, or none.
 */
import type { Failure } from '../http/problem.ts'
import type { Searchable } from './search.ts'

export const DEFAULT_LIMIT = 50
const SEPARATOR = '~'

export function encodeCursor(parts: readonly (string | number)[]): string {
  return btoa(parts.join(SEPARATOR)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The parts, each of which fits its pattern; absent when this is no such cursor, or not its canonical spelling. */
export function decodeCursor(cursor: string, patterns: readonly RegExp[]): string[] | undefined {
  const parts = decodeBase64Url(cursor)?.split(SEPARATOR) ?? []
  const fits = parts.length === patterns.length && patterns.every((pattern, i) => pattern.test(parts[i] ?? ''))
  return fits && encodeCursor(parts) === cursor ? parts : undefined
}

function decodeBase64Url(text: string): string | undefined {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}

export function badCursor(detail = 'must be the `next` of a page of this list'): Failure {
  return { kind: 'bad-parameters', errors: [{ parameter: 'cursor', detail }] }
}

export interface Page<Item> {
  items: Item[]
  /** The item after which the next page begins; absent on the last page. */
  nextAfter?: Item
  /** The item after which the page before begins, `first` when it is the first page; absent there. */
  previousAfter?: Item | 'first'
}

/** The page that begins at `start`, an index into `items`. */
export function cutPage<Item>(items: readonly Item[], start: number, limit: number): Page<Item> {
  const page = items.slice(start, start + limit)
  const last = page.at(-1)
  const before = items[start - limit - 1]
  return {
    items: page,
    ...(last !== undefined && start + limit < items.length && { nextAfter: last }),
    ...(start > 0 && { previousAfter: before ?? ('first' as const) }),
  }
}

export interface Shape {
  include?: string[] | undefined
  fields?: string[] | undefined
}

/** Whether items are no longer as their list has them. */
export function isShaped({ include, fields }: Shape): boolean {
  return include !== undefined || fields !== undefined
}

/** An item of a parsed file, with what was made of it: once, since many lists contain it. */
export interface Listed<Item extends object> extends Searchable {
  item: Item
  json?: string
}

/** JSON of the item in the shape that was asked for. `find` is given an id; a reference that it does not find stays an id. */
export function formatItem(listed: Listed<object>, shape: Shape, find: (id: string) => unknown): string {
  if (isShaped(shape)) return JSON.stringify(shapeItem(listed.item, shape, find))
  listed.json ??= JSON.stringify(listed.item)
  return listed.json
}

function shapeItem(item: object, { include = [], fields }: Shape, find: (id: string) => unknown): object {
  const chosen = fields ?? Object.keys(item)
  const entries = Object.entries(item).filter(([field]) => chosen.includes(field))
  return Object.fromEntries(
    entries.map(([field, value]) => [field, include.includes(field) ? inline(value, find) : value]),
  )
}

/** An id, a list of ids, or a list of participants, each of which names its party. */
function inline(value: unknown, find: (id: string) => unknown): unknown {
  if (typeof value === 'string') return find(value) ?? value
  if (Array.isArray(value)) return value.map((part) => inline(part, find))
  if (typeof value !== 'object' || value === null || !('party' in value)) return value
  return { ...value, party: inline(value.party, find) }
}
