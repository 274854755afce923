/**
 * `npm start`: runs `serve.ts`, and leaves no process behind. However this process ends, the IPC channel closes, which ends
 * `serve.ts`; if `serve.ts` is killed, this process kills what it has started.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { watchParent } from './parent-watchdog.ts'

// `detached` creates a process group: only this process receives Ctrl-C, and the whole group can be killed.
const server = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
watchParent(end)

const [code] = await once(server, 'exit')
killGroup(server.pid)
process.exit(code ?? 1)

function end(): void {
  if (server.connected) server.disconnect()
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL')
  } catch {
    // Usually the group is already empty.
  }
}
