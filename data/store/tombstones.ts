/**
 * Tombstones of ids (retired by an editor, or withdrawn from every release), and the reasons to refuse a publish: a state that
 * the publisher has not seen, or withdrawn content. Pure.
 */
import { describePath, type Finding, type Path } from '../checks/finding.ts'
import type { Topic } from '../schema/api.ts'
import type { Authored } from '../schema/authored.ts'
import { COLLECTION_NAMES } from '../schema/collections.ts'
import type { IndexedRef } from './index-tables.ts'
import type { ItemPart, ItemTombstone, Log, Ref, Tombstones } from './records.ts'

export const NO_TOMBSTONES: Tombstones = { items: {}, releases: {} }

export const ITEM_PARTS = [...COLLECTION_NAMES, 'unknowns'] as const satisfies readonly ItemPart[]

export function findPart(items: Record<ItemPart, { id: string }[]>, id: string): ItemPart | undefined {
  return ITEM_PARTS.find((part) => items[part].some((item) => item.id === id))
}

/** Returns why the whole topic is withdrawn: its own id is. Absent while it is served. An item with the same id has a `part`. */
export function findTopicTombstone({
  topic,
  tombstones,
}: Pick<Ref, 'topic' | 'tombstones'>): ItemTombstone | undefined {
  const tombstone = tombstones.items[topic]
  return tombstone?.kind === 'withdrawn' && !tombstone.part ? tombstone : undefined
}

export function listWithdrawn({ items }: Tombstones): Set<string> {
  return new Set(Object.keys(items).filter((id) => items[id]?.kind === 'withdrawn'))
}

/**
 * Returns the tombstones after a publish: all withdrawals, and the ids that the editor lists as retired. `before` is the
 * previous release.
 */
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

/** The fields that name items; every other string is text or a digest. */
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

/** Returns the path of every field in a value that names one of these ids. */
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

/** Where content names an item that was withdrawn, by its id. */
export type Resurrection = Finding & { id: string; place: string }

/** Finds authored content that brings back a withdrawn topic or withdrawn items. A withdrawn id may be listed under `retired`. */
function findResurrections(authored: Authored, ref: Ref): Resurrection[] {
  const { items } = ref.tombstones
  const end = findTopicTombstone(ref)
  if (end) {
    const problem = `the whole topic was withdrawn on ${end.date.slice(0, 10)}: ${end.reason}`
    const remedy = 'begin another topic: a withdrawn id is never used again'
    return [{ id: ref.topic, file: 'topic.yml', path: ['id'], place: 'id', problem, remedy }]
  }
  const withdrawn = listWithdrawn({ items, releases: {} })
  const { topic, ...rest } = authored
  const { id: _, retired, ...own } = topic
  const files = { topic: { ...own, retired: retired.map(({ id: _, ...said }) => said) }, ...rest }
  return Object.entries(files).flatMap(([file, content]) =>
    findReferences(content, withdrawn).map((path): Resurrection => {
      const valueAt = (to: Path) =>
        to.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], content)
      const id = String(valueAt(path))
      return {
        id,
        file: `${file}.yml`,
        path,
        place: describePath(path, (to) => (valueAt(to) as { id?: unknown } | null)?.id),
        problem: `${id} was withdrawn on ${items[id]?.date.slice(0, 10)}: ${items[id]?.reason}`,
        remedy: `remove it, and list ${id} under retired in topic.yml`,
      }
    }),
  )
}

/** The state of a topic that the publisher knows. */
export interface Known {
  /** The latest release, 0 for none; `any` to publish over any state. */
  onto: number | 'any'
  /** The highest sequence. A store with a lower one lost changes, or shows an old state. */
  sequence?: number
}

export type Refusal =
  /** The store lost changes, or shows an old state. */
  | { reason: 'store-behind'; sequence: number; known: number }
  /** The index knows a later change, or somebody else changed the topic at the same time. */
  | { reason: 'moved-on'; sequence: number; indexed: number }
  /** Somebody else has been changing the topic since `since` (RFC 3339, UTC), or was interrupted. */
  | { reason: 'under-way'; since: string }
  /** The release behind the draft still has content that an interrupted withdrawal must remove. */
  | { reason: 'unfinished-withdrawal'; release: number }
  /** The content brings back withdrawn items. */
  | { reason: 'withdrawn'; findings: Resurrection[] }
  /** Somebody else published release `latest`. */
  | { reason: 'newer-release'; onto: number; latest: number; published: string }

export interface Submitted extends Known {
  authored: Authored
  current: Ref | undefined
  /** The ref that the index has rows of. */
  seen: IndexedRef | undefined
}

/** Returns why a topic cannot be published in this state; undefined if it can. */
export function refuse({ authored, current, seen, sequence: known = 0 }: Submitted): Refusal | undefined {
  const sequence = current?.sequence ?? 0
  if (sequence < known) return { reason: 'store-behind', sequence, known }
  const moved = refuseMoved(current, seen)
  if (moved) return moved
  const { draft, basedOn } = current?.manifest ?? {}
  if (draft && basedOn !== undefined && current?.tombstones.releases[basedOn]) {
    return { reason: 'unfinished-withdrawal', release: basedOn }
  }
  const findings = current ? findResurrections(authored, current) : []
  return findings.length > 0 ? { reason: 'withdrawn', findings } : undefined
}

/** Refuses a ref that is older than the index's rows: it must not be updated. */
export function refuseMoved(current: Ref | undefined, seen: IndexedRef | undefined): Refusal | undefined {
  const sequence = current?.sequence ?? 0
  return seen && seen.sequence > sequence ? { reason: 'moved-on', sequence, indexed: seen.sequence } : undefined
}

/** Refuses content that is not published yet if the publisher has not seen the latest release. */
export function refuseNewer({ onto, current }: Submitted, log: Log): Refusal | undefined {
  if (!current || onto === 'any' || current.latest <= onto) return undefined
  const { latest, updated } = current
  const published = log.entries.find(({ kind, release }) => kind === 'publish' && release === latest)?.at ?? updated
  return { reason: 'newer-release', onto, latest, published }
}
