/** The index in D1: the remote one through Cloudflare's API, the local one in the simulator. */
import { type CloudflareAccount, callCloudflare } from './cloudflare.ts'
import type { IndexDatabase, SqlValue, Statement } from './store.ts'

export function createRemoteIndex({ client, account: account_id }: CloudflareAccount, database: string): IndexDatabase {
  const batch = (statements: readonly Statement[]) =>
    callCloudflare(async () => {
      if (statements.length === 0) return []
      // The client's types allow only strings; the API also accepts numbers and null.
      const body = statements.map(({ sql, params = [] }) => ({ sql, params: [...params] as string[] }))
      const { result } = await client.d1.database.query(database, { account_id, batch: body })
      return result.map(({ results = [] }) => results as Record<string, unknown>[])
    })
  return createIndex(batch)
}

/** The part of `D1Database` that is used here. */
export interface LocalDatabase {
  prepare(sql: string): LocalStatement
  batch(statements: LocalStatement[]): Promise<{ results: Record<string, unknown>[] }[]>
}

interface LocalStatement {
  bind(...values: unknown[]): LocalStatement
}

export function createLocalIndex(openDatabase: () => Promise<LocalDatabase>): IndexDatabase {
  return createIndex(async (statements) => {
    if (statements.length === 0) return []
    const database = await openDatabase()
    const prepared = statements.map(({ sql, params = [] }) => database.prepare(sql).bind(...params))
    return (await database.batch(prepared)).map(({ results }) => results)
  })
}

function createIndex(batch: IndexDatabase['batch']): IndexDatabase {
  return {
    batch,
    query: async <Row>(sql: string, params: readonly SqlValue[] = []) =>
      ((await batch([{ sql, params }]))[0] ?? []) as Row[],
  }
}
