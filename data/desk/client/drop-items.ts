/** A topic without some items: their ids retired, and every link to them cut. Pure. */
import type { Content } from '../api.ts'
import { isFields, listIn, setIn } from './paths.ts'

/** Fields that may be left out when what they name is gone. */
const LINKS = new Set(['event', 'superEvent', 'claimant', 'movedTo'])

export function dropItems(content: Content, ids: ReadonlySet<string>, reason: string): Content {
  const isDropped = (value: unknown) =>
    typeof value === 'string'
      ? ids.has(value)
      : isFields(value) && [value.id, value.article, value.party, value.target].some((id) => ids.has(String(id)))
  const drop = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((item) => !isDropped(item)).map(drop)
    if (!isFields(value)) return value
    const kept = Object.entries(value).filter(([key, item]) => !(LINKS.has(key) && ids.has(String(item))))
    return Object.fromEntries(kept.map(([key, item]) => [key, drop(item)]))
  }
  const dropped = drop(content) as Content
  const date = new Date().toISOString().slice(0, 10)
  const retired = listIn(content, ['topic', 'retired'])
  const known = new Set(retired.map((item) => (isFields(item) ? item.id : undefined)))
  const added = [...ids].filter((id) => !known.has(id)).map((id) => ({ id, date, reason }))
  return setIn(dropped, ['topic', 'retired'], [...retired, ...added]) as Content
}
