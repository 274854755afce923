/** Runs `npm start` as a person does, with its own folders. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TOPICS_FOLDER } from '../../data/cli/topics.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Workplace {
  topicsFolder: string
  stateFolder: string
}

/** Creates a copy of the content for a test to edit, and an empty KV. */
export async function createWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const topicsFolder = join(folder, 'topics')
  await cp(TOPICS_FOLDER, topicsFolder, { recursive: true })
  return { topicsFolder, stateFolder: join(folder, 'state') }
}

export interface StartProcess {
  /** Waits for a text in the output since the last match; resolves with it. */
  waitFor: (pattern: RegExp) => Promise<RegExpMatchArray>
  /** Ends it like Ctrl-C; resolves when it has ended. */
  interrupt: () => Promise<void>
  /** Of the process that was run; its child processes are below it. */
  id: number
}

export interface RunningProcess {
  id: number
  parent: number
  command: string
}

/** Runs the project in `root`, with npm or without. */
export function runStart({ topicsFolder, stateFolder }: Workplace, { byNpm = false, root = ROOT } = {}): StartProcess {
  const [program, ...words] = byNpm ? ['npm', 'start'] : [process.execPath, 'worker/dev/start.ts']
  const child = spawn(program ?? '', words, {
    cwd: root,
    env: {
      ...process.env,
      TOPICS_FOLDER: topicsFolder,
      STATE_FOLDER: stateFolder,
      SOURCES_FOLDER: join(stateFolder, '../sources'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { waitFor: createWaiter(child), interrupt: () => interrupt(child), id: child.pid ?? 0 }
}

function createWaiter(child: ChildProcess): StartProcess['waitFor'] {
  let unread = ''
  let wake = () => {}
  const read = (chunk: Buffer) => {
    unread += chunk.toString()
    wake()
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  return async (pattern) => {
    for (;;) {
      const match = unread.match(pattern)
      if (match) {
        unread = unread.slice((match.index ?? 0) + match[0].length)
        return match
      }
      if (child.exitCode !== null) throw new Error(`it ended without ${pattern}; it printed:\n${unread}`)
      await new Promise<void>((resolve) => {
        wake = resolve
        child.once('exit', () => resolve())
      })
    }
  }
}

async function interrupt(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  await ended
}

export function listProcesses(): RunningProcess[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [, id, parent, command = ''] = line.match(/(\d+) +(\d+) (.*)/) ?? []
    return { id: Number(id), parent: Number(parent), command }
  })
}

/** Lists the descendants of a process. */
export function listBelow(id: number, all = listProcesses()): RunningProcess[] {
  return all.filter(({ parent }) => parent === id).flatMap((one) => [one, ...listBelow(one.id, all)])
}
