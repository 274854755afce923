import type { Store } from '../../data/publish.ts'

export interface MemoryStore extends Store {
  values: Map<string, string>
  /** The keys of every `put`, in order. */
  writes: string[]
}

/** The part of KV that publishing uses, in one place and at once. `failAt` makes that write (from 1) fail. */
export function createMemoryStore({ failAt }: { failAt?: number } = {}): MemoryStore {
  const values = new Map<string, string>()
  const metadata = new Map<string, unknown>()
  const writes: string[] = []
  return {
    values,
    writes,
    get: async (key) => values.get(key) ?? null,
    put: async (key, value, options) => {
      if (writes.length + 1 === failAt) throw new Error('the store is out of reach')
      writes.push(key)
      values.set(key, value)
      metadata.set(key, options?.metadata)
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
