/** Whether the index has exactly the rows of what is published. Rows are derived: what is wrong with them is made again. */
import { canonicalJson } from './canonical-json.ts'
import { createTopicIndex, type Row, type TopicIndex } from './index-rows.ts'
import { COLUMNS, SEARCH_COLUMNS, TABLE_NAMES, type Table } from './index-tables.ts'
import { readIndexed } from './open-index.ts'
import type { Ref } from './records.ts'
import type { Storage } from './refs.ts'
import { readReleases } from './release.ts'
import { writeIndex } from './write-index.ts'

/** The tables whose rows are not those of the ref. Nothing without an index. @throws StoreError when the release cannot be read */
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

/** The order of rows is that of no table; absent is null, and JSON may be text. */
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

/** Every row of the topic again. Returns whether they are there now: somebody else may be writing them. */
export async function rewriteRows(storage: Storage, ref: Ref): Promise<boolean> {
  const { store, index } = storage
  if (!index) return true
  const seen = (await readIndexed(storage, [ref.topic])).get(ref.topic)
  const next = createTopicIndex(ref, (await readReleases(store, [ref.manifest]))(ref.manifest))
  return (await writeIndex(index, [{ next, seen }])).length === 0
}
