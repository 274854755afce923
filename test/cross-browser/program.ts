/** Finds installed programs, and runs them so that none outlives the tests. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { NotInstalled } from './engine.ts'
import { endInTime } from './until.ts'

const END_TIMEOUT_MS = 5000

/** Returns the first of these that exists, by name on the PATH or by absolute path. Throws `NotInstalled`. */
export function findProgram(names: string[]): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names
    .flatMap((name) => (name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable)
  if (!found) throw new NotInstalled(`${names.join(' or ')} is not installed`)
  return found
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const running = new Set<ChildProcess>()

/** Starts a program in its own process group, which ends with this process at the latest. */
export function run(program: string, given: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(program, given, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Ends a program and all that it started, if necessary by force. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  endGroup(child, 'SIGTERM')
  await endInTime('a program', END_TIMEOUT_MS, ended).catch(() => endGroup(child, 'SIGKILL'))
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid) process.kill(-pid, signal)
}

function endAll(): void {
  for (const child of running) endGroup(child, 'SIGTERM')
}

process.once('exit', endAll)
// An interrupted run ends what it has started. A second signal has its default effect.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endAll()
    process.kill(process.pid, signal)
  })
}
