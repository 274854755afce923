/** Opens the index: creates missing tables, checks their version, and reads which ref the rows of a topic belong to. */
import type { Row } from './index-rows.ts'
import type { IndexedRef } from './index-tables.ts'
import { CREATE_TABLES, INDEX_VERSION, TABLE_NAMES } from './index-tables.ts'
import type { Storage } from './refs.ts'
import { type IndexDatabase, type Statement, StoreError } from './store.ts'

const CREATE: Statement[] = CREATE_TABLES.trim()
  .split(';\n')
  .map((sql) => ({ sql }))
const SELECT_VERSION: Statement = { sql: 'SELECT version FROM schema' }

/**
 * Creates missing tables, and reads which ref the rows of these topics belong to, in one call. Empty without an index.
 *
 * @throws StoreError if the tables have another version
 */
export async function readIndexed({ index }: Storage, topics: readonly string[]): Promise<Map<string, IndexedRef>> {
  if (!index || topics.length === 0) return new Map()
  const results = await index.batch([...CREATE, SELECT_VERSION, selectIndexed(topics)])
  const [versions, rows = []] = results.slice(-2)
  checkVersion(versions?.[0]?.version)
  return toIndexed(rows)
}

export function selectIndexed(topics: readonly string[]): Statement {
  return {
    sql: 'SELECT id, sequence, log FROM topics WHERE id IN (SELECT value FROM json_each(?))',
    params: [JSON.stringify(topics)],
  }
}

export const toIndexed = (rows: Row[]): Map<string, IndexedRef> =>
  new Map(rows.map(({ id, sequence, log }) => [String(id), { sequence: Number(sequence), log: String(log) }]))

/** Returns every topic that has rows. Creates missing tables. @throws StoreError if they have another version */
export async function listIndexed({ index }: Storage): Promise<string[]> {
  if (!index) return []
  const { version, topics } = await openTables(index)
  checkVersion(version)
  return topics
}

/** Returns every topic that has rows. Recreates tables of another version. */
export async function resetIndex(index: IndexDatabase): Promise<string[]> {
  const { version, topics } = await openTables(index)
  if (version === INDEX_VERSION) return topics
  const names = ['schema', 'topics', 'search', 'claims', 'recent_blobs', 'deletions', ...TABLE_NAMES]
  await index.batch(names.map((name) => ({ sql: `DROP TABLE IF EXISTS ${name}` })))
  return (await openTables(index)).topics
}

async function openTables(index: IndexDatabase): Promise<{ version: unknown; topics: string[] }> {
  const results = await index.batch([...CREATE, SELECT_VERSION, { sql: 'SELECT id FROM topics' }])
  const [versions, rows = []] = results.slice(-2)
  return { version: versions?.[0]?.version, topics: rows.map(({ id }) => String(id)) }
}

function checkVersion(version: unknown): void {
  if (version === INDEX_VERSION) return
  throw new StoreError(`the index has tables of version ${version}, and this code has ${INDEX_VERSION}: run reindex`)
}
