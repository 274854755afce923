/** The published state of a topic, which the desk compares with the draft. */

import type { PublishedTopic } from '../cli/diff.ts'
import { readPublished } from '../cli/diff.ts'
import { COLLECTION_NAMES } from '../schema/collections.ts'
import type { PublishedContent, PublishedItem } from './api.ts'
import type { DeskStore } from './stores.ts'

/** Fields that need a correction when changed. */
const CORRECTED_FIELDS = [
  'name',
  'headline',
  'text',
  'description',
  'outcome',
  'startDate',
  'endDate',
  'datePublished',
  'status',
] as const

/** How long the remote store's state is cached. The draft is checked against it on each edit. */
const FRESH_MS = 30_000

export interface PublishedReader {
  /** Absent before the first release, and if the store cannot be used. */
  read(store: DeskStore, id: string): Promise<PublishedTopic | undefined>
  /** Clears the cache: after publish, roll back or withdraw. */
  forget(): void
}

export function createPublishedReader(now = Date.now): PublishedReader {
  const known = new Map<string, { until: number; topic: Promise<PublishedTopic | undefined> }>()
  return {
    read(store, id) {
      const read = async () =>
        (await store.findProblem()) === undefined ? store.read((storage) => readPublished(storage, id)) : undefined
      // Not cached: the command line may publish here at any time, and a read is cheap.
      if (store.target === 'local') return read()
      const cached = known.get(id)
      if (cached && now() < cached.until) return cached.topic
      const topic = read()
      known.set(id, { until: now() + FRESH_MS, topic })
      topic.catch(() => known.delete(id))
      return topic
    },
    forget: () => known.clear(),
  }
}

export function describePublishedContent({ topic }: PublishedTopic): PublishedContent {
  const items = COLLECTION_NAMES.flatMap((name) =>
    topic[name].map((item): [string, PublishedItem] => {
      const fields = item as Partial<Record<(typeof CORRECTED_FIELDS)[number], unknown>>
      const texts = CORRECTED_FIELDS.flatMap((field) => {
        const text = fields[field]
        return typeof text === 'string' ? [[field, text] as const] : []
      })
      const isSensitive = name === 'people' || ('standalone' in item && item.standalone === false)
      return [item.id, { texts: Object.fromEntries(texts), isSensitive }]
    }),
  )
  return { release: topic.release, items: Object.fromEntries(items) }
}
