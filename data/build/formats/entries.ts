/**
 * The changes of each release, carried from release to release in `entries.json`: the feeds and the calendar need the whole
 * history, but publishing reads only one release. Pure.
 */

import type { Change, ChangedField, Changes, CollectionName, Topic } from '../../schema/api.ts'
import { COLLECTION_NAMES } from '../../schema/collections.ts'

/** A `Change` without whole items and nested values: one line of a feed. */
export interface EntryChange extends Omit<Change, 'before' | 'after' | 'fields'> {
  fields?: EntryField[]
}

/** `before` and `after` are present if the field is one text. */
export interface EntryField {
  field: string
  before?: string
  after?: string
}

/** One release. */
export interface FeedEntry {
  /** Counted from 1. */
  release: number
  /** The release that was current before; absent for the first. */
  previous?: number
  /** RFC 3339, UTC. */
  published: string
  /** Number of items in each collection. */
  totals: Record<CollectionName, number>
  changes: EntryChange[]
}

/**
 * Returns the history with this release, newest first. A release that it already contains is not added again, so that
 * rebuilding a published release, to see whether anything would change, gives the same bytes.
 */
export function addEntry(history: FeedEntry[], topic: Topic, changes: Changes): FeedEntry[] {
  if (history.some(({ release }) => release === topic.release)) return history
  const entry: FeedEntry = {
    release: topic.release,
    ...(changes.previous !== undefined && { previous: changes.previous }),
    published: topic.dateModified,
    totals: Object.fromEntries(COLLECTION_NAMES.map((name) => [name, topic[name].length])) as FeedEntry['totals'],
    changes: changes.items.map(shortenChange),
  }
  return [entry, ...history]
}

/** For an item that must not be shown alone, keeps the names of the changed fields but not their texts. */
function shortenChange({ part, id, label, kind, standalone, fields }: Change): EntryChange {
  const shorten = standalone === false ? ({ field }: ChangedField) => ({ field }) : shortenField
  return {
    part,
    id,
    label,
    kind,
    ...(standalone === false && { standalone }),
    ...(fields && { fields: fields.map(shorten) }),
  }
}

function shortenField({ field, before, after }: ChangedField): EntryField {
  return {
    field,
    ...(typeof before === 'string' && { before }),
    ...(typeof after === 'string' && { after }),
  }
}

/**
 * Returns the newest release that changed any of these items, otherwise the oldest one. The first release after a rollback
 * counts as changing everything, because clients may have seen the releases it skips: the number never decreases from one
 * publish to the next.
 */
export function findLastChange(entries: FeedEntry[], ids: ReadonlySet<string>): FeedEntry | undefined {
  return entries.find((entry) => isAfterGap(entry) || entry.changes.some(({ id }) => ids.has(id))) ?? entries.at(-1)
}

function isAfterGap({ release, previous }: FeedEntry): boolean {
  return previous !== undefined && previous !== release - 1
}
