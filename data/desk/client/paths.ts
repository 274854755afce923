/** Reads and sets values in a topic's content by path. Never changes the content in place. */
import type { Path } from '../../checks/finding.ts'

export function getIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value)
}

/** Returns a copy with `next` at `path`. `undefined` removes the field or list item. */
export function setIn(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return next
  const old = value as Record<string | number, unknown> | undefined
  const inner = setIn(old?.[key], rest, next)
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? value : []
    if (inner === undefined) return list.toSpliced(key, 1)
    return key < list.length ? list.with(key, inner) : [...list, inner]
  }
  if (inner !== undefined) return { ...old, [key]: inner }
  const { [key]: _, ...others } = old ?? {}
  return others
}

export const listIn = (value: unknown, path: Path): unknown[] => {
  const list = getIn(value, path)
  return Array.isArray(list) ? list : []
}

export const samePath = (a: Path, b: Path) => a.length === b.length && a.every((key, index) => key === b[index])

/** The id of the element that edits the value at `path`. */
export const idOf = (path: Path) => `field-${path.join('-')}`
