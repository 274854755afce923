/** Where CPU time is spent, from V8's sampling profiler: in this process, or in a workerd over its inspector. */
import { once } from 'node:events'
import { Session } from 'node:inspector/promises'
import { WebSocket } from 'undici'

const INTERVAL_US = 200

interface CallFrame {
  functionName: string
  url: string
  /** From 0. */
  lineNumber: number
}

/** As V8 returns it (Chrome DevTools Protocol, Profiler.Profile). */
export interface CpuProfile {
  nodes: { id: number; callFrame: CallFrame }[]
  samples?: number[] | undefined
  timeDeltas?: number[] | undefined
}

/** A share of all time that was not idle, in percent. */
export interface Share {
  name: string
  percent: number
}

/** Names in brackets are V8's own; other frames without a source belong to a platform API. */
const NAMELESS: Record<string, string | undefined> = {
  '(program)': 'platform',
  '(garbage collector)': 'garbage',
  '(idle)': undefined,
}

/** Lists shares, largest first. `nameOf` names the group of a function by its location; functions without a group are not counted. */
export function listShares(
  { nodes, samples = [], timeDeltas = [] }: CpuProfile,
  nameOf: (frame: CallFrame) => string | undefined,
): Share[] {
  const groups = new Map(
    nodes.map(({ id, callFrame }) => [id, callFrame.url === '' ? nameSourceless(callFrame) : nameOf(callFrame)]),
  )
  const times = new Map<string, number>()
  for (const [index, id] of samples.entries()) {
    const group = groups.get(id)
    if (group !== undefined) times.set(group, (times.get(group) ?? 0) + (timeDeltas[index] ?? 0))
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return [...times]
    .map(([name, time]): Share => ({ name, percent: (time / total) * 100 }))
    .sort((a, b) => b.percent - a.percent)
}

function nameSourceless({ functionName }: CallFrame): string | undefined {
  return Object.hasOwn(NAMELESS, functionName) ? NAMELESS[functionName] : 'platform’s functions'
}

export function showShares(shares: readonly Share[], most = 8): string {
  return shares
    .filter(({ percent }) => percent >= 1)
    .slice(0, most)
    .map(({ name, percent }) => `${name} ${percent.toFixed(0)}%`)
    .join(', ')
}

export async function profileHere(work: () => Promise<void>): Promise<CpuProfile> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US })
  await session.post('Profiler.start')
  await work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  return profile
}

/** Profiles the only Worker of a process. `inspector` is the URL of workerd's inspector: `http://127.0.0.1:1234`. */
export async function profileWorker(inspector: string, work: () => Promise<unknown>): Promise<CpuProfile> {
  const [target] = (await (await fetch(`${inspector}/json`)).json()) as { webSocketDebuggerUrl: string }[]
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await once(socket, 'open')
  const ask = createAsk(socket)
  await ask('Profiler.enable')
  await ask('Profiler.setSamplingInterval', { interval: INTERVAL_US })
  await ask('Profiler.start')
  await work()
  const { profile } = await ask('Profiler.stop')
  socket.close()
  return profile as CpuProfile
}

type Ask = (method: string, params?: object) => Promise<Record<string, unknown>>

function createAsk(socket: WebSocket): Ask {
  const waiting = new Map<number, (result: Record<string, unknown>) => void>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  return (method, params = {}) =>
    new Promise((resolve) => {
      waiting.set(++last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
}

/** Maps lines of a bundle to source files: esbuild writes each file's name above its code. */
export function createSourceMap(bundle: string): (line: number) => string {
  const names: string[] = []
  let name = ''
  for (const line of bundle.split('\n')) {
    name = /^\/\/ (\S+\.[cm]?[jt]sx?)$/.exec(line)?.[1] ?? name
    names.push(name)
  }
  return (line) => names[line] ?? ''
}
