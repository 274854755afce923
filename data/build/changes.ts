/** Compares two states of a topic, item by item. Pure; shared by `diff`, `/changes` and the page. */

import type { Change, ChangedField, ChangedPart, Changes, Topic } from '../schema/api.ts'
import { COLLECTION_NAMES } from '../schema/collections.ts'

const LISTS = [...COLLECTION_NAMES, 'unknowns'] as const

/** Fields that differ in every release. */
const STAMP_FIELDS = new Set(['release', 'datePublished', 'dateModified', 'draft'])

/** Returns the changes from `before` to `after`, the topic's own fields first. Without `before`, a first release, none. */
export function compareTopics(before: Topic | undefined, after: Topic): Changes {
  if (!before) return { items: [], release: after.release }
  if (before === after) return { items: [], release: after.release, previous: before.release }
  const lists = LISTS.flatMap((part) => compareLists(part, before[part], after[part]))
  return { items: [...compareOwnFields(before, after), ...lists], release: after.release, previous: before.release }
}

function compareOwnFields(before: Topic, after: Topic): Change[] {
  const isOwn = (field: string) => !STAMP_FIELDS.has(field) && !(LISTS as readonly string[]).includes(field)
  const fields = compareFields(before, after).filter(({ field }) => isOwn(field))
  return fields.length === 0 ? [] : [{ part: 'topic', id: after.id, label: after.name, kind: 'changed', fields }]
}

type Item = { id: string; name?: string; headline?: string; text?: string; reason?: string; standalone?: false }

function compareLists(part: ChangedPart, before: readonly Item[], after: readonly Item[]): Change[] {
  const known = new Map(before.map((item) => [item.id, item]))
  const kept = new Set(after.map((item) => item.id))
  const changes = after.flatMap((item): Change[] => {
    const old = known.get(item.id)
    if (old && isSame(old, item)) return []
    const about = { part, id: item.id, ...createLabel(item, old) }
    if (!old) return [{ ...about, kind: 'added', after: item }]
    return [{ ...about, kind: 'changed', fields: compareFields(old, item) }]
  })
  const removed = before.filter((item) => !kept.has(item.id))
  return [
    ...changes,
    ...removed.map((item): Change => ({ part, id: item.id, ...createLabel(item), kind: 'removed', before: item })),
  ]
}

function compareFields(before: object, after: object): ChangedField[] {
  const old = new Map<string, unknown>(Object.entries(before))
  const now = new Map<string, unknown>(Object.entries(after))
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field): ChangedField[] => {
    if (isSame(old.get(field), now.get(field))) return []
    const sides = {
      ...(old.has(field) && { before: old.get(field) }),
      ...(now.has(field) && { after: now.get(field) }),
    }
    return [{ field, ...sides }]
  })
}

/** Returns whether two JSON values are equal, regardless of the order of their fields. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const fields = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    fields.length === Object.keys(b).length &&
    fields.every((field) => Object.hasOwn(b, field) && isSame(a[field as keyof typeof a], b[field as keyof typeof b]))
  )
}

/** Labels are not truncated, so that no text loses its speaker. An item that must not be shown alone, now or before, has its id. */
function createLabel(item: Item, old?: Item): Pick<Change, 'label' | 'standalone'> {
  const { id, name, headline, text, reason } = item
  if (item.standalone === false || old?.standalone === false) return { label: id, standalone: false }
  return { label: name ?? headline ?? text ?? reason ?? id }
}
