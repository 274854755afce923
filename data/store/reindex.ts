/** Makes the index again from the current release of every topic. */
import { createTopicIndex } from './index-rows.ts'
import { readIndexed, resetIndex } from './open-index.ts'
import { listTopics, readRefs, type Storage } from './refs.ts'
import { readReleases } from './release.ts'
import { type IndexDatabase, inBatches } from './store.ts'
import { writeIndex } from './write-index.ts'

export interface Reindexed {
  topics: number
  /** The index knows a later ref of these than the store shows, or the store shows none: nothing of them was changed. */
  behind: string[]
}

/** The topics of so many refs are held at once. */
const TOPICS_AT_ONCE = 50

/**
 * Writes every row of every topic again, whatever the index has. Tables of another version are made from nothing. No topic
 * leaves the index: one that the store does not show was perhaps published a moment ago. Stopped anywhere, the same call
 * completes the work.
 */
export async function reindex(storage: Storage & { index: IndexDatabase }): Promise<Reindexed> {
  const known = await resetIndex(storage.index)
  const ids = new Set([...(await listTopics(storage.store)), ...known])
  const behind: string[] = []
  let topics = 0
  for (const batch of inBatches([...ids], TOPICS_AT_ONCE)) {
    const result = await reindexBatch(storage, batch)
    topics += result.topics
    behind.push(...result.behind)
  }
  return { topics, behind }
}

async function reindexBatch(storage: Storage & { index: IndexDatabase }, ids: string[]): Promise<Reindexed> {
  const { store, index } = storage
  const refs = await readRefs(storage, ids)
  const indexed = await readIndexed(storage, ids)
  const isBehind = (id: string) => (indexed.get(id)?.sequence ?? 0) > (refs.get(id)?.sequence ?? 0)
  const current = [...refs.values()].filter(({ topic }) => !isBehind(topic))
  const readRelease = await readReleases(
    store,
    current.map(({ manifest }) => manifest),
  )
  const changes = current.map((ref) => ({
    next: createTopicIndex(ref, readRelease(ref.manifest)),
    seen: indexed.get(ref.topic),
  }))
  const lost = await writeIndex(index, changes)
  return { topics: current.length - lost.length, behind: [...ids.filter(isBehind), ...lost] }
}
