/** Measured processes: each on one core, with CPU time and memory from the kernel (Linux). */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** With only one core, both share it. */
export const SERVER_CORE = availableParallelism() - 1
export const LOAD_CORE = 0

export interface Pinned {
  child: ChildProcess
  stop: () => Promise<void>
}

const running = new Set<ChildProcess>()
// Leaves no process behind, however a run ends.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

export function startPinned(core: number, command: string[], options: SpawnOptions = {}): Pinned {
  const child = spawn('taskset', ['-c', String(core), ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  })
  running.add(child)
  const ended = once(child, 'exit').finally(() => running.delete(child))
  return {
    child,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Returns nanoseconds of CPU time of all threads; utime + stime of /proc/<pid>/stat have ticks of only 10 ms. */
export function readCpuNs({ child: { pid } }: Pinned): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const times = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return times.reduce((sum, time) => sum + time, 0)
}

export function readResidentMb({ child: { pid } }: Pinned): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
