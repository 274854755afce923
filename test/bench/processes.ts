/** Processes that are measured: each on one core, its CPU time and memory as the kernel counts them (Linux). */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** With one core alone, both share it. */
export const SERVER_CORE = availableParallelism() - 1
export const LOAD_CORE = 0

export interface Pinned {
  child: ChildProcess
  stop: () => Promise<void>
}

const running = new Set<ChildProcess>()
// Whatever ends a run leaves nothing behind.
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

/** Nanoseconds on a core, of all its threads: what utime + stime of /proc/<pid>/stat are in ticks of 10 ms. */
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
