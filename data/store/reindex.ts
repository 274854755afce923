/** Rebuilds the index from the current release of every topic, and finds rows that differ. */
import { createTopicIndex, type Row, type TopicIndex } from './index-rows.ts'
import { COLUMNS, SEARCH_COLUMNS, TABLE_NAMES, type Table } from './index-tables.ts'
import { readIndexed, resetIndex } from './open-index.ts'
import { canonicalJson, type Ref } from './records.ts'
import { listTopics, readRefs, type Storage } from './refs.ts'
import { readReleases } from './release.ts'
import { type IndexDatabase, inBatches } from './store.ts'
import { writeIndex } from './write-index.ts'

export interface Reindexed {
  topics: number
  /** Topics of which the index knows a later ref than the store shows, or the store shows none. They were not changed. */
  behind: string[]
}

/** Number of topics in memory together. */
const TOPICS_AT_ONCE = 50

/**
 * Rewrites every row of every topic. Recreates tables of another version. No topic is removed from the index: one that the
 * store does not show may have been published a moment ago. If interrupted, the same call completes the work.
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

/** Returns the tables whose rows differ from the ref. Empty without an index. @throws StoreError if the release cannot be read */
export async function findWrongTables(storage: Storage, ref: Ref): Promise<string[]> {
  const { store, index } = storage
  if (!index) return []
  const wanted = createTopicIndex(ref, (await readReleases(store, [ref.manifest]))(ref.manifest))
  await readIndexed(storage, [ref.topic])
  const stored = await index.batch([
    { sql: `SELECT ${Object.keys(wanted.row).join(', ')} FROM topics WHERE id = ?`, params: [ref.topic] },
    {
      sql: `SELECT ${SEARCH_COLUMNS.join(', ')} FROM search WHERE rowid >= (SELECT number << 20 FROM topics WHERE id = ?1)
AND rowid < (SELECT (number + 1) << 20 FROM topics WHERE id = ?1) ORDER BY rowid`,
      params: [ref.topic],
    },
    ...TABLE_NAMES.map((table) => ({
      sql: `SELECT ${COLUMNS[table].join(', ')} FROM ${table} WHERE topic = ?`,
      params: [ref.topic],
    })),
  ])
  return ['topics', 'search', ...TABLE_NAMES].filter(
    (table, place) => normalize(stored[place] ?? []) !== normalize(listRows(wanted, table)),
  )
}

function listRows({ row, texts, items }: TopicIndex, table: string): Row[] {
  if (table === 'topics') return [row]
  return table === 'search' ? texts : items[table as Table]
}

/** Makes rows comparable: ignores their order, null and undefined values, and whether JSON is text. */
function normalize(rows: readonly Row[]): string {
  const parse = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value)
  const texts = rows.map((row) =>
    canonicalJson(
      Object.fromEntries(
        Object.entries(row)
          .filter(([, value]) => value !== undefined && value !== null)
          .map(([name, value]) => [name, name === 'json' ? parse(value) : value]),
      ),
    ),
  )
  return canonicalJson(texts.sort())
}

/** Rewrites every row of the topic. Returns false if somebody else has written them meanwhile. */
export async function rewriteRows(storage: Storage, ref: Ref): Promise<boolean> {
  const { store, index } = storage
  if (!index) return true
  const seen = (await readIndexed(storage, [ref.topic])).get(ref.topic)
  const next = createTopicIndex(ref, (await readReleases(store, [ref.manifest]))(ref.manifest))
  return (await writeIndex(index, [{ next, seen }])).length === 0
}
