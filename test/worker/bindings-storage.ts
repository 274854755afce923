/** The bindings of a test as the storage that publishing writes to. */
import type { Storage } from '../../data/store/refs.ts'
import { type Statement, type Store, toBytes } from '../../data/store/store.ts'

export function createStorage(namespace: KVNamespace, database: D1Database): Storage {
  return { store: createStore(namespace), index: createIndex(database) }
}

function createStore(namespace: KVNamespace): Store {
  const get = async (key: string) => {
    const bytes = await namespace.get(key, 'arrayBuffer')
    return bytes === null ? undefined : new Uint8Array(bytes)
  }
  const put: Store['put'] = (key, value, { metadata } = {}) =>
    namespace.put(key, toBytes(value), { metadata: dropName(metadata) })
  return {
    get,
    put,
    async getMany(keys) {
      const values = await Promise.all(keys.map(async (key) => [key, await get(key)] as const))
      return new Map(values.filter((pair): pair is [string, Uint8Array<ArrayBuffer>] => pair[1] !== undefined))
    },
    async putMany(entries) {
      await Promise.all(entries.map(({ key, value, metadata }) => put(key, value, { metadata })))
    },
    async list(prefix) {
      const { keys } = await namespace.list({ prefix })
      return keys.map(({ name, metadata }) => ({ key: name, metadata }))
    },
    async deleteMany(keys) {
      await Promise.all(keys.map((key) => namespace.delete(key)))
    },
  }
}

/** Drops the name, because the simulator warns about metadata that is not ASCII. */
function dropName(metadata: unknown): object {
  const { name: _, ...rest } = (metadata ?? {}) as { name?: string }
  return rest
}

function createIndex(database: D1Database): Required<Storage>['index'] {
  const batch = async (statements: readonly Statement[]) => {
    const prepared = statements.map(({ sql, params = [] }) => database.prepare(sql).bind(...params))
    return (await database.batch<Record<string, unknown>>(prepared)).map(({ results }) => results)
  }
  return {
    batch,
    query: async <Row>(sql: string, params?: Statement['params']) =>
      ((await batch([{ sql, ...(params && { params }) }]))[0] ?? []) as Row[],
  }
}
