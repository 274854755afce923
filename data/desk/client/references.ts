/** What a field may point to, for pickers. */
import { REFERENCES as NAMING_FIELDS } from '../../store/tombstones.ts'
import type { Content } from '../api.ts'
import { isFields, listIn } from './paths.ts'

export type ReferenceKind = 'party' | 'article' | 'event' | 'any'

export const REFERENCES: Record<string, ReferenceKind> = {
  claimant: 'party',
  spokenBy: 'party',
  party: 'party',
  reportedBy: 'article',
  event: 'event',
  superEvent: 'event',
  about: 'any',
  target: 'any',
  movedTo: 'any',
}

const LISTS: Record<ReferenceKind, readonly (readonly string[])[]> = {
  party: [
    ['parties', 'people'],
    ['parties', 'organizations'],
  ],
  article: [['articles']],
  event: [['events']],
  any: [['events'], ['parties', 'people'], ['parties', 'organizations'], ['statements'], ['articles']],
}

export function listReferences(content: Content, kind: ReferenceKind): { id: string; name: string }[] {
  return LISTS[kind].flatMap((path) =>
    listIn(content, path).flatMap((item) => {
      if (!isFields(item) || typeof item.id !== 'string' || item.id === '') return []
      return [{ id: item.id, name: nameItem(item) }]
    }),
  )
}

/** With another id wherever a field names the old one. */
export function renameId(content: Content, before: string, after: string): Content {
  const rename = (value: unknown, field: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => rename(item, field))
    if (isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item, key)]))
    return value === before && NAMING_FIELDS.has(field) ? after : value
  }
  return rename(content, '') as Content
}

/** The first words by which an editor knows an item; its id where it has none. */
export function nameItem(item: unknown): string {
  if (!isFields(item)) return ''
  const words = [item.name, item.headline, item.text, item.reason].find(
    (text) => typeof text === 'string' && text !== '',
  )
  return String(words ?? item.id ?? '')
}
