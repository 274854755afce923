/** The index in D1: the real one through Cloudflare's API, the local one in the simulator. */
import { type CloudflareAccount, callCloudflare } from './cloudflare.ts'
import type { IndexDatabase, SqlValue, Statement } from './store.ts'

export function createRemoteIndex({ client, account: account_id }: CloudflareAccount, database: string): IndexDatabase {
  const batch = (statements: readonly Statement[]) =>
    callCloudflare(async () => {
      if (statements.length === 0) return []
      // Typed as texts by the client; the API takes JSON's numbers and null too.
      const body = statements.map(({ sql, params = [] }) => ({ sql, params: [...params] as string[] }))
      const { result } = await client.d1.database.query(database, { account_id, batch: body })
      return result.map(({ results = [] }) => results as Record<string, unknown>[])
    })
  return createIndex(batch)
}

/** As much of `D1Database` as is used here. */
export interface LocalDatabase {
  prepare(sql: string): LocalStatement
  batch(statements: LocalStatement[]): Promise<{ results: Record<string, unknown>[] }[]>
}

interface LocalStatement {
  bind(...values: unknown[]): LocalStatement
}

export function createLocalIndex(database: LocalDatabase): IndexDatabase {
  return createIndex(async (statements) => {
    if (statements.length === 0) return []
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
