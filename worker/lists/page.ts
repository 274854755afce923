/**
 * Pages of lists: cursors, and cutting a page out of a list. Pure.
 *
 * A cursor is opaque text that says where a page begins (base64url of a few ASCII parts). It contains no secret and needs no
 * signature: an invented cursor names a valid position or none.
 */
import type { Failure } from '../http/problem.ts'

export const DEFAULT_LIMIT = 50
const SEPARATOR = '~'

export function encodeCursor(parts: readonly (string | number)[]): string {
  return btoa(parts.join(SEPARATOR)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Returns the parts, if each matches its pattern; absent if the cursor is invalid or not in canonical form. */
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

export function badCursor(detail = 'must be the `next` value of a page of this list'): Failure {
  return { kind: 'bad-parameters', errors: [{ parameter: 'cursor', detail }] }
}

export interface Page<Item> {
  items: Item[]
  /** The item after which the next page begins; absent on the last page. */
  nextAfter?: Item
  /** The item after which the previous page begins, `first` if that is the first page; absent on the first page. */
  previousAfter?: Item | 'first'
}

/** Cuts the page that begins at `start`, an index into `items`. */
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
