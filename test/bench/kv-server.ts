/**
 * Workers KV as workerd requests it, outside of the measured process: every read is a request here, so reads can be counted and cost
 * the Worker as much as in production. Publishing writes to it directly.
 */
import { type Store, type StoreEntry, toBytes } from '../../data/store/store.ts'
import { addressOf, close, startServer } from '../fixtures/loopback.ts'

/** The KV use of publishing: calls of the client, keys, and the bytes of values that were read or written. */
export interface StoreCalls {
  calls: number
  reads: number
  writes: number
  bytes: number
}

export interface KvServer {
  store: Store
  /** `127.0.0.1:1234` */
  address: string
  /** Returns the keys that the Worker has read since the last call. */
  takeReads: () => string[]
  /** Returns the use of `store` since the last call. */
  takeCalls: () => StoreCalls
  close: () => Promise<void>
}

const NO_CALLS: StoreCalls = { calls: 0, reads: 0, writes: 0, bytes: 0 }

export async function startKvServer(): Promise<KvServer> {
  const values = new Map<string, Uint8Array>()
  const metadata = new Map<string, unknown>()
  let reads: string[] = []
  let calls = { ...NO_CALLS }
  const server = await startServer((request, response) => {
    const key = decodeURIComponent(new URL(request.url ?? '/', 'http://kv').pathname.slice(1))
    reads.push(key)
    const value = values.get(key)
    if (value === undefined) response.writeHead(404).end()
    else response.writeHead(200).end(value)
  })
  const read = (key: string) => {
    const value = values.get(key)
    calls.reads++
    calls.bytes += value?.length ?? 0
    return value
  }
  const write = (entry: StoreEntry) => {
    const value = toBytes(entry.value)
    calls.writes++
    calls.bytes += value.length
    values.set(entry.key, value)
    metadata.set(entry.key, entry.metadata)
  }
  return {
    address: addressOf(server).replace('http://', ''),
    store: {
      async get(key) {
        calls.calls++
        return read(key)
      },
      async getMany(keys) {
        calls.calls++
        const found = keys.map((key) => [key, read(key)] as const)
        return new Map(found.flatMap(([key, value]) => (value ? [[key, value] as const] : [])))
      },
      async put(key, value, options) {
        calls.calls++
        write({ key, value, ...options })
      },
      async putMany(entries) {
        calls.calls++
        for (const entry of entries) write(entry)
      },
      async deleteMany(keys) {
        calls.calls++
        for (const key of keys) values.delete(key)
      },
      async list(prefix) {
        const keys = [...values.keys()].filter((key) => key.startsWith(prefix)).sort()
        // A page of the real KV has 1,000 keys.
        calls.calls += Math.max(1, Math.ceil(keys.length / 1000))
        return keys.map((key) => ({ key, metadata: metadata.get(key) }))
      },
    },
    takeReads() {
      const taken = reads
      reads = []
      return taken
    },
    takeCalls() {
      const taken = calls
      calls = { ...NO_CALLS }
      return taken
    },
    close: () => close(server),
  }
}
