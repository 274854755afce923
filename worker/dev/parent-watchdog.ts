import { execFileSync } from 'node:child_process'

const CHECK_MS = 500

/**
 * Calls back once the npm process that runs this process has ended. A killed npm leaves its children running, sometimes below a
 * shell. Does nothing without npm: then a process may outlive its parent.
 */
export function watchParent(callback: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const { ppid } = process
  const npm = findParentOfShell(ppid)
  const timer = setInterval(() => {
    if (process.ppid === ppid && (npm === undefined || isRunning(npm))) return
    clearInterval(timer)
    callback()
  }, CHECK_MS)
  timer.unref()
}

/** Returns the parent of a shell; absent if the process is not a shell, or there is no `ps`. */
function findParentOfShell(id: number): number | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(id)], { encoding: 'utf8' })
    const [, parent] = line.match(/(\d+) .*sh$/m) ?? []
    return parent === undefined ? undefined : Number(parent)
  } catch {
    return undefined
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it is running, but belongs to another user
  }
}
