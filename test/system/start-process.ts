/** `npm start` as a person runs it, with folders of its own. */
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

/** A copy of the content, for a test to edit, and an empty KV. */
export async function createWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const topicsFolder = join(folder, 'topics')
  await cp(TOPICS_FOLDER, topicsFolder, { recursive: true })
  return { topicsFolder, stateFolder: join(folder, 'state') }
}

export interface StartProcess {
  /** Resolves with the text matched, in what is printed from now on or was printed since the last match. */
  waitFor: (pattern: RegExp) => Promise<RegExpMatchArray>
  /** Ends it as Ctrl-C does; resolves once it has ended. */
  interrupt: () => Promise<void>
  /** Of what was run; what that has started is below it. */
  id: number
}

export interface RunningProcess {
  id: number
  parent: number
  command: string
}

/** By npm, or without it; of the project in `root`. */
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

/** What a process has started, and what that has. */
export function listBelow(id: number, all = listProcesses()): RunningProcess[] {
  return all.filter(({ parent }) => parent === id).flatMap((one) => [one, ...listBelow(one.id, all)])
}
