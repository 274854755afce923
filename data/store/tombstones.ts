/** Ids that are no more: retired by an editor, or withdrawn from every release. Pure. */

import type { Finding } from '../checks/finding.ts'
import type { Topic } from '../schema/api.ts'
import type { Authored } from '../schema/authored.ts'
import { COLLECTION_NAMES } from '../schema/collections.ts'
import type { ItemPart, ItemTombstone, Tombstones } from './records.ts'

export const NO_TOMBSTONES: Tombstones = { items: {}, releases: {} }

export const ITEM_PARTS = [...COLLECTION_NAMES, 'unknowns'] as const satisfies readonly ItemPart[]

export function findPart(items: Record<ItemPart, { id: string }[]>, id: string): ItemPart | undefined {
  return ITEM_PARTS.find((part) => items[part].some((item) => item.id === id))
}

export function listWithdrawn({ items }: Tombstones): Set<string> {
  return new Set(Object.keys(items).filter((id) => items[id]?.kind === 'withdrawn'))
}

/** What stands after a publish: whatever was withdrawn, and what the editor says is retired. `before` is the release before. */
export function retire(authored: Authored, { items, releases }: Tombstones, before?: Topic): Tombstones {
  const { topic, parties, ...collections } = authored
  const current = { ...collections, ...parties, ...topic }
  const withdrawn = Object.entries(items).filter(([, { kind }]) => kind === 'withdrawn')
  const retired = topic.retired.map(({ id, ...said }): [string, ItemTombstone] => {
    const part = items[id]?.part ?? (before && findPart(before, id))
    const movedToPart = said.movedTo === undefined ? undefined : findPart(current, said.movedTo)
    return [id, { kind: 'retired', ...said, ...(part && { part }), ...(movedToPart && { movedToPart }) }]
  })
  return { items: Object.fromEntries([...retired, ...withdrawn]), releases }
}

/** The fields that name items; every other string is words, or a digest. */
export const REFERENCES: ReadonlySet<string> = new Set([
  'id',
  'target',
  'movedTo',
  'event',
  'superEvent',
  'claimant',
  'reportedBy',
  'spokenBy',
  'party',
  'article',
  'about',
])

/** Every place in a value that names one of these ids. */
export function findReferences(
  value: unknown,
  ids: ReadonlySet<string>,
  path: (string | number)[] = [],
): (string | number)[][] {
  if (typeof value === 'string') {
    const field = path.findLast((step) => typeof step === 'string')
    return ids.has(value) && REFERENCES.has(String(field)) ? [path] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    findReferences(member, ids, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** Where authored content brings back what was withdrawn. That an id is retired may be said. */
export function findResurrections(authored: Authored, { items }: Tombstones): Finding[] {
  const withdrawn = listWithdrawn({ items, releases: {} })
  const { topic, ...rest } = authored
  const { id: _, retired, ...own } = topic
  const files = { topic: { ...own, retired: retired.map(({ id: _, ...said }) => said) }, ...rest }
  return Object.entries(files).flatMap(([file, content]) =>
    findReferences(content, withdrawn).map((path): Finding => {
      const id = String(
        path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], content),
      )
      return {
        file: `${file}.yml`,
        path,
        problem: `${id} was withdrawn on ${items[id]?.date.slice(0, 10)}: ${items[id]?.reason}`,
        remedy: `take it out, and list ${id} under retired in topic.yml`,
      }
    }),
  )
}
