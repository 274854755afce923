/** Merges two edits of the same content field by field. A field that both changed differently is a conflict. Pure. */
import type { Path } from '../checks/finding.ts'
import { canonicalJson } from '../store/records.ts'

interface Conflict {
  path: Path
  mine: unknown
  theirs: unknown
}

export interface Merged {
  /** Has the value of `mine` for each conflict. */
  content: unknown
  conflicts: Conflict[]
}

const isSame = (a: unknown, b: unknown) => canonicalJson(a) === canonicalJson(b)

export type Fields = Record<string, unknown>
type Item = Fields & { id: string }

export function mergeContent(base: unknown, mine: unknown, theirs: unknown, path: Path = []): Merged {
  if (isSame(mine, theirs) || isSame(base, theirs)) return { content: mine, conflicts: [] }
  if (isSame(base, mine)) return { content: theirs, conflicts: [] }
  if (isFields(base) && isFields(mine) && isFields(theirs)) return mergeFields(base, mine, theirs, path)
  if (isItems(base) && isItems(mine) && isItems(theirs)) return mergeItems(base, mine, theirs, path)
  return { content: mine, conflicts: [{ path, mine, theirs }] }
}

function mergeFields(base: Fields, mine: Fields, theirs: Fields, path: Path): Merged {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const merged = keys.map((key) => ({ key, ...mergeContent(base[key], mine[key], theirs[key], [...path, key]) }))
  return {
    content: Object.fromEntries(
      merged.filter(({ content }) => content !== undefined).map(({ key, content }) => [key, content]),
    ),
    conflicts: merged.flatMap(({ conflicts }) => conflicts),
  }
}

/** Matches items by id. Keeps the order of `mine`; an item added by `theirs` goes after the item it follows there. */
function mergeItems(base: Item[], mine: Item[], theirs: Item[], path: Path): Merged {
  const find = (items: Item[], id: string) => items.find((item) => item.id === id)
  const order = mine.map(({ id }) => id)
  for (const [index, { id }] of theirs.entries()) {
    if (order.includes(id)) continue
    const before = theirs[index - 1]?.id
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id)
  }
  const merged = order.map((id) => mergeContent(find(base, id), find(mine, id), find(theirs, id), [...path, id]))
  return {
    content: merged.map(({ content }) => content).filter((item) => item !== undefined),
    conflicts: merged.flatMap(({ conflicts }) => conflicts),
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isItems(value: unknown): value is Item[] {
  if (!Array.isArray(value)) return false
  const ids = value.map((item) => (isFields(item) ? item.id : undefined))
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length
}
