/**
 * Workers KV as workerd asks for it, in a process other than the one that is measured: every read is a request here, so
 * that reads can be counted and cost the Worker what they cost it in truth. Publishing writes to it directly.
 */
import { createServer, type Server } from 'node:http'
import { createMemoryStorage, type MemoryStorage } from '../data/memory-store.ts'
import { addressOf, close } from '../loopback.ts'

export interface KvServer {
  /** What publishing writes to: the values that are served, and an index. */
  storage: MemoryStorage
  /** `127.0.0.1:1234` */
  address: string
  /** The keys that were read since the last call. */
  takeReads: () => string[]
  /** What publishing has written and how often it has called since the last call. */
  takeWrites: () => { keys: string[]; bytes: number; calls: number; indexMs: number }
  close: () => Promise<void>
}

export async function startKvServer(): Promise<KvServer> {
  const memory = createMemoryStorage()
  let indexMs = 0
  /** D1 works elsewhere: what the index takes here is told apart from what publishing takes. */
  const timed = async <Result>(work: Promise<Result>, before: NodeJS.CpuUsage): Promise<Result> => {
    const result = await work
    const { user, system } = process.cpuUsage(before)
    indexMs += (user + system) / 1000
    return result
  }
  const storage: MemoryStorage = {
    ...memory,
    index: {
      query: (sql, params) => {
        const before = process.cpuUsage()
        return timed(memory.index.query(sql, params), before)
      },
      batch: (statements) => {
        const before = process.cpuUsage()
        return timed(memory.index.batch(statements), before)
      },
    },
  }
  let reads: string[] = []
  const server = await listenBare(
    createServer((request, response) => {
      const key = decodeURIComponent(new URL(request.url ?? '/', 'http://kv').pathname.slice(1))
      reads.push(key)
      const value = storage.values.get(key)
      if (value === undefined) response.writeHead(404).end()
      else response.writeHead(200).end(value)
    }),
  )
  return {
    address: addressOf(server).replace('http://', ''),
    storage,
    takeReads() {
      const taken = reads
      reads = []
      return taken
    },
    takeWrites() {
      const keys = storage.writes.splice(0).filter((key) => storage.values.has(key))
      const bytes = keys.reduce((sum, key) => sum + (storage.values.get(key)?.length ?? 0), 0)
      const calls = Object.values(storage.calls).reduce((sum, count) => sum + count, 0)
      for (const method of Object.keys(storage.calls)) storage.calls[method] = 0
      const taken = { keys, bytes, calls, indexMs }
      indexMs = 0
      return taken
    },
    close: () => close(server),
  }
}

async function listenBare(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
