/**
 * Workers KV as workerd asks for it, in a process other than the one that is measured: every read is a request here, so
 * that reads can be counted and cost the Worker what they cost it in truth. Publishing writes to it directly.
 */
import { createServer, type Server } from 'node:http'
import type { Store } from '../../data/releases/store.ts'
import { addressOf, close } from '../loopback.ts'

export interface KvServer {
  store: Store
  /** `127.0.0.1:1234` */
  address: string
  /** The keys that were read since the last call. */
  takeReads: () => string[]
  /** What has been written since the last call. */
  takeWrites: () => { keys: string[]; bytes: number }
  close: () => Promise<void>
}

export async function startKvServer(): Promise<KvServer> {
  const values = new Map<string, string>()
  const metadata = new Map<string, unknown>()
  let reads: string[] = []
  let writes = { keys: [] as string[], bytes: 0 }
  const server = await listenBare(
    createServer((request, response) => {
      const key = decodeURIComponent(new URL(request.url ?? '/', 'http://kv').pathname.slice(1))
      reads.push(key)
      const value = values.get(key)
      if (value === undefined) response.writeHead(404).end()
      else response.writeHead(200).end(value)
    }),
  )
  return {
    address: addressOf(server).replace('http://', ''),
    store: {
      get: async (key) => values.get(key) ?? null,
      async put(key, value, options) {
        writes.keys.push(key)
        writes.bytes += value.length
        values.set(key, value)
        metadata.set(key, options?.metadata)
      },
      delete: async (key) => void values.delete(key),
      async list({ prefix }) {
        const names = [...values.keys()].filter((name) => name.startsWith(prefix)).sort()
        return { keys: names.map((name) => ({ name, metadata: metadata.get(name) })), list_complete: true }
      },
    },
    takeReads() {
      const taken = reads
      reads = []
      return taken
    },
    takeWrites() {
      const taken = writes
      writes = { keys: [], bytes: 0 }
      return taken
    },
    close: () => close(server),
  }
}

async function listenBare(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
