/** What a field may point to, for pickers. */
import type { Content } from '../api.ts'
import { isFields, listIn } from './paths.ts'

export type ReferenceKind = 'party' | 'article' | 'event' | 'any' | 'published'

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
  published: [['events'], ['statements']],
}

export function listReferences(content: Content, kind: ReferenceKind): { id: string; name: string }[] {
  return LISTS[kind].flatMap((path) =>
    listIn(content, path).flatMap((item) => {
      if (!isFields(item) || typeof item.id !== 'string' || item.id === '') return []
      const name = [item.name, item.headline, item.text].find((text) => typeof text === 'string' && text !== '')
      return [{ id: item.id, name: String(name ?? item.id) }]
    }),
  )
}
