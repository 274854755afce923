/** D1 on SQLite in memory: batches are atomic, the documented limits hold, and it can be unreachable. */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { SqlValue, Statement } from '../../data/store/store.ts'

const MAX_PARAMETERS = 100
const MAX_VALUE_BYTES = 2_000_000

export class D1Outage extends Error {}

type Row = Record<string, unknown>

export interface FakeD1 {
  sqlite: DatabaseSync
  /** Returns the rows of each statement; all of them take effect, or none. */
  batch(statements: readonly Statement[]): Row[][]
  /** The binding of a Worker. Throws during an outage. */
  binding: D1Database
  /** Every row of every table, as text. */
  dump(): { table: string; text: string }[]
  /** Makes it unreachable until then. */
  setOutage(until: number): void
  /** Calls `watch` after each batch that changed something. */
  onWrite(watch: () => void): void
  /** Frees its memory. */
  close(): void
}

export function createFakeD1(now: () => number): FakeD1 {
  const database = new DatabaseSync(':memory:')
  // The database's own clock is the manual one.
  database.function('unixepoch', () => Math.floor(now() / 1000))
  const prepared = new Map<string, StatementSync>()
  const watchers: (() => void)[] = []
  let downUntil = 0

  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }

  function run({ sql, params = [] }: Statement): Row[] {
    if (params.length > MAX_PARAMETERS) throw new Error(`D1_ERROR: ${params.length} parameters: SQLITE_RANGE`)
    for (const param of params) {
      if (typeof param === 'string' && Buffer.byteLength(param) > MAX_VALUE_BYTES)
        throw new Error('D1_ERROR: string or blob too big: SQLITE_TOOBIG')
    }
    // Rows of node:sqlite have no prototype.
    return prepare(sql)
      .all(...params)
      .map((row) => ({ ...row }))
  }

  function batch(statements: readonly Statement[]): Row[][] {
    if (now() < downUntil) throw new D1Outage('D1_ERROR: Network connection lost.')
    const before = changes()
    database.exec('BEGIN')
    try {
      const rows = statements.map(run)
      database.exec('COMMIT')
      if (changes() !== before) for (const watch of watchers) watch()
      return rows
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  const changes = () => (prepare('SELECT total_changes() AS count').get() as { count: number }).count

  return {
    sqlite: database,
    batch,
    binding: createBinding(batch),
    dump() {
      const tables = prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all() as { name: string }[]
      const virtual = prepare(`SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'`).all()
      const isShadow = (name: string) => virtual.some((table) => name.startsWith(`${table.name}_`))
      return tables
        .filter(({ name }) => !isShadow(name))
        .map(({ name }) => ({ table: name, text: JSON.stringify(prepare(`SELECT * FROM "${name}"`).all()) }))
    },
    setOutage: (until) => {
      downUntil = until
    },
    onWrite: (watch) => void watchers.push(watch),
    close: () => database.close(),
  }
}

/** Creates the part of the binding that a Worker uses. */
function createBinding(batch: FakeD1['batch']): D1Database {
  const prepare = (sql: string, params: SqlValue[] = []) => ({
    sql,
    params,
    bind: (...values: SqlValue[]) => prepare(sql, values),
    all: async () => ({ results: batch([{ sql, params }])[0] ?? [], success: true, meta: {} }),
    first: async (column?: string) => {
      const row = batch([{ sql, params }])[0]?.[0] ?? null
      return row && column !== undefined ? row[column] : row
    },
    run: async () => ({ results: batch([{ sql, params }])[0] ?? [], success: true, meta: {} }),
  })
  const binding = {
    prepare: (sql: string) => prepare(sql),
    batch: async (statements: Statement[]) =>
      batch(statements).map((results) => ({ results, success: true, meta: {} })),
    withSession: () => binding,
  }
  return binding as unknown as D1Database
}
