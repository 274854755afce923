import type { FeedEntry } from '../build/formats/index.ts'
import type { Previous } from '../build/index.ts'
import { COLLECTION_NAMES } from '../collections.ts'
import type { Withdrawals } from './records.ts'

/**
 * What a release takes over from the one before, without what was withdrawn since: neither the next release's changes nor
 * its feeds may tell of it, not even that it is no longer there.
 */
export function forgetWithdrawn({ topic, entries }: Previous, { items }: Withdrawals): Previous {
  const isKept = (item: { id: string; target?: string }) =>
    ![item.id, item.target].some((id) => id !== undefined && Object.hasOwn(items, id))
  const collections = COLLECTION_NAMES.map((name) => [name, topic[name].filter(isKept)])
  const kept = entries.map((entry): FeedEntry => ({ ...entry, changes: entry.changes.filter(isKept) }))
  return { topic: { ...topic, ...Object.fromEntries(collections) }, entries: kept }
}
