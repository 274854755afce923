/** Workers KV and D1 in memory, in one location and without delay; one write can be made to fail, before or after it takes effect. */
import type { DatabaseSync } from 'node:sqlite'
import { type Ref, refKey } from '../../data/store/records.ts'
import { reindex } from '../../data/store/reindex.ts'
import { type IndexDatabase, type Statement, type Store, toBytes } from '../../data/store/store.ts'
import { createFakeD1, type FakeD1 } from '../fault-injection/fake-d1.ts'

/** Stops at the k-th write (from 1), counted over KV and index together. */
export interface Kill {
  at: number
  effect: 'before' | 'after'
}

class Killed extends Error {}

export interface MemoryStorage {
  store: Store
  index: IndexDatabase
  sqlite: DatabaseSync
  values: Map<string, Uint8Array>
  metadata: Map<string, unknown>
  /** Completed writes, in order: keys, and `index` for a batch. */
  writes: string[]
  /** Calls of the API, by method. */
  calls: Record<string, number>
  /** The next write to stop at, counted from now. */
  kill: Kill | undefined
  /** The index's own clock; claims expire by it. */
  clock: Date
}

export function createMemoryStorage(): MemoryStorage {
  const values = new Map<string, Uint8Array>()
  const metadata = new Map<string, unknown>()
  const d1: FakeD1 = createFakeD1(() => memory.clock.getTime())
  const memory: MemoryStorage = {
    values,
    metadata,
    sqlite: d1.sqlite,
    writes: [],
    calls: {},
    kill: undefined,
    clock: new Date(0),
    store: {
      async get(key) {
        count('get')
        return values.get(key)
      },
      async getMany(keys) {
        count('getMany', Math.ceil(keys.length / 100))
        return new Map(keys.flatMap((key) => [[key, values.get(key)] as const]).filter(hasValue))
      },
      put: (key, value, options) => write('put', [{ key, value, ...options }]),
      putMany: (entries) => write('putMany', entries),
      async list(prefix) {
        count('list')
        const keys = [...values.keys()].filter((key) => key.startsWith(prefix)).sort()
        return keys.map((key) => ({ key, metadata: metadata.get(key) }))
      },
      async deleteMany(keys) {
        count('deleteMany')
        await change(
          keys.map((key) => `-${key}`),
          () => {
            for (const key of keys) {
              values.delete(key)
              metadata.delete(key)
            }
          },
        )
      },
    },
    index: {
      query: async <Row>(sql: string, params: Statement['params'] = []) => {
        count('query')
        return d1.batch([{ sql, params }])[0] as Row[]
      },
      async batch(statements) {
        count('batch')
        const isWriting = statements.some(({ sql }) =>
          /\b(?:INSERT INTO (?!search \(search)|UPDATE|DELETE FROM)\b/.test(sql),
        )
        let results: Record<string, unknown>[][] = []
        const run = () => {
          results = d1.batch(statements)
        }
        if (isWriting) await change(['index'], run)
        else run()
        return results
      },
    },
  }

  function count(method: string, calls = 1) {
    memory.calls[method] = (memory.calls[method] ?? 0) + calls
  }
  /** Makes one write, with a possible stop on either side of it. */
  async function change(names: string[], apply: () => void) {
    const isNext = memory.kill !== undefined && --memory.kill.at === 0
    if (isNext && memory.kill?.effect === 'before') throw new Killed(`before ${names[0]}`)
    apply()
    memory.writes.push(...names)
    if (isNext) throw new Killed(`after ${names[0]}`)
  }
  async function write(method: string, entries: Parameters<Store['putMany']>[0]) {
    count(method)
    for (const { key, value, metadata: about } of entries) {
      await change([key], () => {
        values.set(key, toBytes(value))
        metadata.set(key, about)
      })
    }
  }
  return memory
}

/** Runs `work` until it is stopped. Returns where: `before topic/…`. @throws when nothing stopped it */
export async function stopAt(
  memory: MemoryStorage,
  { at, effect }: Kill,
  work: () => Promise<unknown>,
): Promise<string> {
  memory.kill = { at, effect }
  const error = await work().catch((reason: unknown) => reason)
  memory.kill = undefined
  if (error instanceof Killed) return error.message
  throw new Error(`it was not stopped ${effect} write ${at}`, { cause: error })
}

/** Lists the stops: before the first write, and after each write. A stop before a later write equals the stop after the one before it. */
export function listStops(writes: number): Kill[] {
  const after = Array.from({ length: writes }, (_, index): Kill => ({ at: index + 1, effect: 'after' }))
  return [{ at: 1, effect: 'before' }, ...after]
}

/** Copies a store and rebuilds the index of the copy. */
export async function cloneStorage({ values, metadata }: MemoryStorage): Promise<MemoryStorage> {
  const clone = createMemoryStorage()
  for (const [key, value] of values) clone.values.set(key, value)
  for (const [key, about] of metadata) clone.metadata.set(key, about)
  await reindex(clone)
  clone.writes.length = 0
  clone.calls = {}
  return clone
}

/** Fills a store once; returns a function that gives each test its own copy. */
export function prepareOnce(fill: (memory: MemoryStorage) => Promise<unknown>): () => Promise<MemoryStorage> {
  let filled: Promise<MemoryStorage> | undefined
  const prepare = async () => {
    const memory = createMemoryStorage()
    await fill(memory)
    return memory
  }
  return async () => {
    filled ??= prepare()
    return cloneStorage(await filled)
  }
}

const hasValue = (pair: readonly [string, Uint8Array | undefined]): pair is [string, Uint8Array] =>
  pair[1] !== undefined

export function readJson<Value>({ values }: MemoryStorage, key: string): Value {
  const value = values.get(key)
  if (!value) throw new Error(`there is no ${key}`)
  return JSON.parse(new TextDecoder().decode(value)) as Value
}

export const readRef = (memory: MemoryStorage, topic: string): Ref => readJson<Ref>(memory, refKey(topic))

/** Reads a file of the current release. */
export function readCurrent<Content>(memory: MemoryStorage, topic: string, path: string): Content {
  return readJson<Content>(memory, `blob/${readRef(memory, topic).manifest.files[path]?.sha256}`)
}

/** Lists the KV keys and index tables that contain a text, in any file. */
export function findText({ values, sqlite }: MemoryStorage, text: string): string[] {
  const escaped = JSON.stringify(text).slice(1, -1)
  const has = (value: string) => value.includes(text) || value.includes(escaped)
  const toText = (_: string, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value)
  const keys = [...values].flatMap(([key, value]) => (has(new TextDecoder().decode(value)) ? [key] : []))
  const tables = sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => String(name))
  // All tables, including those in which FTS5 keeps the words.
  const rows = tables.filter((table) => has(JSON.stringify(sqlite.prepare(`SELECT * FROM "${table}"`).all(), toText)))
  return [...keys, ...rows]
}
