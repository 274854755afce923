/** Ids for new items, and the items that a field can refer to, for pickers. */

import { listIdWords } from '../../checks/ids.ts'
import { REFERENCES as NAMING_FIELDS } from '../../store/tombstones.ts'
import type { Content } from '../api.ts'
import { isFields } from '../merge.ts'
import { getIn, listIn, setIn } from './paths.ts'

const MAX_WORDS = 6
const WITH_IDS = [
  ['topic', 'unknowns'],
  ['topic', 'corrections'],
  ['parties', 'people'],
  ['parties', 'organizations'],
  ['articles'],
  ['events'],
  ['statements'],
] as const

export function createId(words: string, taken: ReadonlySet<string>): string {
  const base = listIdWords(words).slice(0, MAX_WORDS).join('-').slice(0, 70).replace(/-$/, '') || 'item'
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.has(id)) return id
  }
}

export function listIds(content: Content): Set<string> {
  const ids = WITH_IDS.flatMap((path) => listIn(content, path).map((item) => getIn(item, ['id'])))
  return new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))
}

/** Adds an id, made from its text, to each item that has text and no id. */
export function fillIds(content: Content): Content {
  let filled: unknown = content
  const taken = listIds(content)
  for (const path of WITH_IDS) {
    for (const [index, item] of listIn(content, path).entries()) {
      if (!isFields(item) || (typeof item.id === 'string' && item.id !== '')) continue
      const words = [item.name, item.headline, item.target && `${item.target} correction`, item.text].find(
        (text) => typeof text === 'string' && text.trim() !== '',
      )
      if (words === undefined) continue
      const id = createId(String(words), taken)
      taken.add(id)
      filled = setIn(filled, [...path, index, 'id'], id)
    }
  }
  return filled as Content
}

export type ReferenceKind = 'party' | 'article' | 'event' | 'subject' | 'any'

export const REFERENCES: Record<string, ReferenceKind> = {
  claimant: 'party',
  spokenBy: 'party',
  party: 'party',
  reportedBy: 'article',
  event: 'event',
  superEvent: 'event',
  about: 'subject',
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
  subject: [['events'], ['parties', 'people'], ['parties', 'organizations']],
  any: [
    ['events'],
    ['parties', 'people'],
    ['parties', 'organizations'],
    ['statements'],
    ['articles'],
    ['topic', 'unknowns'],
  ],
}

export function listReferences(content: Content, kind: ReferenceKind): { id: string; name: string }[] {
  return LISTS[kind].flatMap((path) =>
    listIn(content, path).flatMap((item) => {
      if (!isFields(item) || typeof item.id !== 'string' || item.id === '') return []
      return [{ id: item.id, name: nameItem(item) }]
    }),
  )
}

/** Replaces an id in every field that refers to it. */
export function renameId(content: Content, before: string, after: string): Content {
  const rename = (value: unknown, field: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => rename(item, field))
    if (isFields(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item, key)]))
    return value === before && NAMING_FIELDS.has(field) ? after : value
  }
  return rename(content, '') as Content
}

/** The text by which an editor recognises an item; its id if it has none. */
export function nameItem(item: unknown): string {
  if (!isFields(item)) return ''
  const words = [item.name, item.headline, item.text, item.reason].find(
    (text) => typeof text === 'string' && text !== '',
  )
  return String(words ?? item.id ?? '')
}
