import { execFileSync } from 'node:child_process'

const CHECK_MS = 500

/**
 * Calls back once npm, by which this was run, is gone: killed, it may leave us to a shell in between that goes on, or to
 * nobody. Run without npm, a process may well outlive who started it.
 */
export function onceOrphaned(callback: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const { ppid } = process
  const npm = findBehindShell(ppid)
  const timer = setInterval(() => {
    if (process.ppid === ppid && (npm === undefined || isThere(npm))) return
    clearInterval(timer)
    callback()
  }, CHECK_MS)
  timer.unref()
}

/** Who started the shell; absent where it is none, or there is no `ps` to tell. */
function findBehindShell(id: number): number | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(id)], { encoding: 'utf8' })
    const [, parent] = line.match(/(\d+) .*sh$/m) ?? []
    return parent === undefined ? undefined : Number(parent)
  } catch {
    return undefined
  }
}

function isThere(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // another user's
  }
}
