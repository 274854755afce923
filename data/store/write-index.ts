/**
 * Writes the index (D1). The row of a topic is the compare-and-set that KV lacks: all rows of a topic are replaced in one
 * transaction, and only if the topic's row is still the one that was read. All statements are idempotent.
 */
import type { Previous } from '../build/index.ts'
import { createTopicIndex, type Row, type TopicIndex } from './index-rows.ts'
import type { IndexedRef } from './index-tables.ts'
import { COLUMNS, SEARCH_COLUMNS, TABLE_NAMES, type Table } from './index-tables.ts'
import { selectIndexed, toIndexed } from './open-index.ts'
import type { Ref } from './records.ts'
import type { Storage } from './refs.ts'
import { readReleases } from './release.ts'
import type { IndexDatabase, Statement } from './store.ts'

const isSame = (a: IndexedRef | undefined, b: IndexedRef | undefined): boolean =>
  a?.sequence === b?.sequence && a?.log === b?.log

/** The state of a topic that the index should have, and the one that it had. */
export interface Indexable {
  next: Ref
  seen: IndexedRef | undefined
  /** Read from the store if absent. */
  content?: Previous
}

/**
 * Updates the rows of each topic that are not of its ref. Returns the refs of topics whose rows somebody else has replaced
 * since they were read.
 */
export async function updateIndex({ store, index }: Storage, topics: readonly Indexable[]): Promise<Ref[]> {
  const behind = index ? topics.filter(({ next, seen }) => !isSame(next, seen)) : []
  if (!index || behind.length === 0) return []
  const unread = behind.filter(({ content }) => content === undefined).map(({ next }) => next.manifest)
  const readRelease = await readReleases(store, unread)
  const changes = behind.map(({ next, seen, content }): IndexChange => {
    return { next: createTopicIndex(next, content ?? readRelease(next.manifest)), seen }
  })
  const lost = await writeIndex(index, changes)
  return behind.flatMap(({ next }) => (lost.includes(next.topic) ? [next] : []))
}

/** A JSON parameter has at most 1 MB, and a batch a few of them. In UTF-16 code units, few of which take three bytes. */
const MAX_PARAMETER_LENGTH = 500_000
const MAX_BATCH_LENGTH = 2_000_000

/** `seen` is the ref of the topic's current rows; undefined for a topic without rows. */
export interface IndexChange {
  next: TopicIndex
  seen: IndexedRef | undefined
}

/**
 * Replaces all rows of each topic if the index still has the state `seen`; all rows of a topic are in one transaction. Returns
 * the topics whose rows somebody else replaced first. `isSecure`: nothing of the replaced rows remains in the database.
 */
export async function writeIndex(
  index: IndexDatabase,
  changes: readonly IndexChange[],
  { isSecure = false } = {},
): Promise<string[]> {
  const lost: string[] = []
  for (const batch of inBatchesOf(changes, MAX_BATCH_LENGTH, ({ next }) => JSON.stringify(next).length)) {
    const topics = batch.map(({ next }) => next.topic)
    const rows = replaceRows(batch)
    const results = await index.batch([...(isSecure ? securely(rows) : rows), selectIndexed(topics)])
    const indexed = toIndexed(results.at(-1) ?? [])
    const isLost = ({ next }: IndexChange) => !isSame(indexed.get(next.topic), next.indexed)
    lost.push(...batch.filter(isLost).map(({ next }) => next.topic))
  }
  return lost
}

/**
 * Makes deleted words leave the full-text index immediately. Finding each word takes time that grows with the number of
 * topics, so this is only for withdrawals.
 */
function securely(statements: Statement[]): Statement[] {
  const set = (value: 0 | 1) => ({ sql: `INSERT INTO search (search, rank) VALUES ('secure-delete', ${value})` })
  return [set(1), ...statements, set(0)]
}

/** The topics whose row is now that of the batch. All statements after the first two apply only to them. */
const WON = `WITH won AS (SELECT topics.id, topics.number FROM json_each(?1) AS batch
JOIN topics ON topics.id = batch.value->>'topic'
WHERE topics.sequence = batch.value->>'sequence' AND topics.log = batch.value->>'log')`

const UPDATE_TOPICS = `UPDATE topics SET sequence = rows.value->>'sequence', log = rows.value->>'log',
release = rows.value->>'release', date_published = rows.value->>'date_published',
date_modified = rows.value->>'date_modified', name = rows.value->>'name', json = rows.value->'json'
FROM json_each(?1) AS rows
WHERE topics.id = rows.value->>'id' AND topics.sequence = rows.value->>'seen_sequence' AND topics.log = rows.value->>'seen_log'`

const INSERT_TOPICS = `INSERT OR IGNORE INTO topics (id, sequence, log, release, date_published, date_modified, name, json)
SELECT value->>'id', value->>'sequence', value->>'log', value->>'release', value->>'date_published',
value->>'date_modified', value->>'name', value->'json' FROM json_each(?1) WHERE value->>'seen_log' IS NULL`

/** The search rows of one topic. */
const TEXTS_OF_WON = 'rowid >= (SELECT number << 20 FROM won) AND rowid < (SELECT (number + 1) << 20 FROM won)'
const DELETE_TEXTS = `${WON} DELETE FROM search WHERE ${TEXTS_OF_WON}`

const INSERT_TEXTS = `${WON} INSERT INTO search (rowid, ${SEARCH_COLUMNS.join(', ')})
SELECT (won.number << 20) + (rows.value->>'place'),
${SEARCH_COLUMNS.map((column) => `rows.value->${column === 'json' ? '' : '>'}'${column}'`).join(', ')}
FROM json_each(?2) AS rows JOIN won ON won.id = rows.value->>'topic'`

/** Voids claims on the state that the index has now. */
const CLEAR_CLAIMS = `${WON} UPDATE claims SET token = NULL WHERE topic IN (SELECT id FROM won)
AND sequence <= (SELECT sequence FROM topics WHERE id = claims.topic)`

/** Records since when the index has known a ref. */
const RECORD_FLOORS = `${WON} INSERT OR IGNORE INTO floors (topic, sequence, written)
SELECT id, sequence, unixepoch() FROM topics WHERE id IN (SELECT id FROM won)`

/** Longer than the time after which the Worker counts an older ref as a replay. */
const FLOOR_KEPT_SECONDS = 600

const PRUNE_FLOORS = `${WON} DELETE FROM floors WHERE topic IN (SELECT id FROM won) AND sequence < (
SELECT max(sequence) FROM floors AS later WHERE later.topic = floors.topic AND written <= unixepoch() - ${FLOOR_KEPT_SECONDS})`

function replaceRows(batch: IndexChange[]): Statement[] {
  const topics = batch.map(({ next: { row }, seen }) => ({
    ...row,
    seen_sequence: seen?.sequence,
    seen_log: seen?.log,
  }))
  const keys = batch.map(({ next: { topic, indexed } }) => ({ topic, ...indexed }))
  const won = JSON.stringify(keys)
  return [
    ...[UPDATE_TOPICS, INSERT_TOPICS].map((sql) => ({ sql, params: [JSON.stringify(topics)] })),
    ...keys.map((key) => ({ sql: DELETE_TEXTS, params: [JSON.stringify([key])] })),
    ...TABLE_NAMES.map((table) => ({
      sql: `${WON} DELETE FROM ${table} WHERE topic IN (SELECT id FROM won)`,
      params: [won],
    })),
    ...TABLE_NAMES.flatMap((table) =>
      insert(
        insertItems(table),
        won,
        batch.flatMap(({ next }) => next.items[table]),
      ),
    ),
    ...insert(
      INSERT_TEXTS,
      won,
      batch.flatMap(({ next }) => next.texts.map((text, place) => ({ ...text, place }))),
    ),
    ...[CLEAR_CLAIMS, RECORD_FLOORS, PRUNE_FLOORS].map((sql) => ({ sql, params: [won] })),
  ]
}

function insertItems(table: Table): string {
  const columns: readonly string[] = COLUMNS[table]
  const values = columns.map((column) => `rows.value->${column === 'json' ? '' : '>'}'${column}'`)
  return `${WON} INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')}
FROM json_each(?2) AS rows WHERE rows.value->>'topic' IN (SELECT id FROM won)`
}

/** Returns the statement for all rows, once per parameter that they fill. */
function insert(sql: string, won: string, rows: Row[]): Statement[] {
  const batches = [...inBatchesOf(rows, MAX_PARAMETER_LENGTH, (row) => JSON.stringify(row).length)]
  return batches.map((batch) => ({ sql, params: [won, JSON.stringify(batch)] }))
}

/** Yields groups of items that together measure at most `most`; a larger item is a group by itself. */
function* inBatchesOf<Item>(items: readonly Item[], most: number, measure: (item: Item) => number): Generator<Item[]> {
  let batch: Item[] = []
  let size = 0
  for (const item of items) {
    const length = measure(item)
    if (batch.length > 0 && size + length > most) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(item)
    size += length
  }
  if (batch.length > 0) yield batch
}

/** Returns the number of rows of these items: a withdrawal checks that it is 0. */
export async function countRows({ index }: Storage, topic: string, ids: ReadonlySet<string>): Promise<number> {
  if (!index) return 0
  const among = 'id IN (SELECT value FROM json_each(?2))'
  const counts = TABLE_NAMES.map((table) => `(SELECT count(*) FROM ${table} WHERE topic = ?1 AND ${among})`)
  const [row] = await index.query<{ count: number }>(
    `WITH won AS (SELECT number FROM topics WHERE id = ?1)
SELECT (SELECT count(*) FROM search WHERE ${TEXTS_OF_WON} AND ${among}) + ${counts.join(' + ')} AS count`,
    [topic, JSON.stringify([...ids])],
  )
  return row?.count ?? 0
}
