/** Cutting a page out of a list, and naming the pages beside it. Pure. */

export const DEFAULT_LIMIT = 50

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
