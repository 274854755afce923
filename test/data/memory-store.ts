import type { Store } from '../../data/releases/store.ts'

export interface MemoryStore extends Store {
  values: Map<string, string>
  metadata: Map<string, unknown>
  /** The keys of every `put`, in order. */
  writes: string[]
}

interface MemoryStoreOptions {
  /** Makes that write (from 1) fail. */
  failAt?: number
  /** Begins with a copy of what this store holds. */
  from?: MemoryStore
}

/** The part of KV that publishing uses, in one place and at once. */
export function createMemoryStore({ failAt, from }: MemoryStoreOptions = {}): MemoryStore {
  const values = new Map(from?.values)
  const metadata = new Map(from?.metadata)
  const writes: string[] = []
  return {
    values,
    metadata,
    writes,
    get: async (key) => values.get(key) ?? null,
    put: async (key, value, options) => {
      if (writes.length + 1 === failAt) throw new Error('the store is out of reach')
      writes.push(key)
      values.set(key, value)
      metadata.set(key, options?.metadata)
    },
    delete: async (key) => {
      values.delete(key)
      metadata.delete(key)
    },
    list: async ({ prefix, limit = 1000 }) => {
      const names = [...values.keys()].filter((name) => name.startsWith(prefix)).sort()
      return {
        keys: names.slice(0, limit).map((name) => ({ name, metadata: metadata.get(name) })),
        list_complete: true,
      }
    },
  }
}
