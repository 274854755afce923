/** The client: bursts of requests, and the cost of each for a server. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { LOAD_CORE, type Pinned, readCpuNs, startPinned } from './processes.ts'

const PROCESS = fileURLToPath(new URL('load-process.ts', import.meta.url))

export interface Wish {
  path: string
  headers?: Record<string, string>
}

export interface Burst {
  origin: string
  /** Sent in turn. */
  requests: Wish[]
  amount: number
}

export interface BurstResult {
  statuses: number[]
  failure?: string
}

export interface Load {
  /** Returns the CPU time that `server` spends per request, in microseconds. Throws on any other status than `status`. */
  measure: (server: Pinned, burst: Burst, status: number) => Promise<number>
  stop: () => Promise<void>
}

export function startLoad(): Load {
  const pinned = startPinned(LOAD_CORE, [process.execPath, PROCESS], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return {
    stop: pinned.stop,
    async measure(server, burst, status) {
      const before = readCpuNs(server)
      const answered = once(pinned.child, 'message')
      pinned.child.send(burst)
      const [{ statuses, failure }] = (await answered) as [BurstResult]
      const spent = readCpuNs(server) - before
      if (failure !== undefined || statuses.some((other) => other !== status)) {
        throw new Error(`${burst.requests[0]?.path}: ${failure ?? `statuses ${statuses}, not ${status} alone`}`)
      }
      return spent / 1000 / burst.amount
    },
  }
}
