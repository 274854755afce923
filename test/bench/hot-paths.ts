/** The cost of a cached response for a Worker, compared with an empty one that sends the same bytes and headers. */
import { readAnswer, writeEmptyWorker } from './answers.ts'
import { publish, readTopic, TOPIC } from './content.ts'
import type { Setting } from './fact-box-worker.ts'
import type { Load, Wish } from './load.ts'
import { PEERS, startPeers } from './peers.ts'
import type { Pinned } from './processes.ts'
import { atLeast, type Bars, type Result, type Section } from './report.ts'
import { compare, measureRounds, median } from './rounds.ts'
import { startWorkerd } from './workerd.ts'

interface Route {
  what: string
  path: string
  goal?: number
  status?: number
  headers?: Record<string, string>
  /** Requests to send in turn, instead of the one. */
  requests?: (amount: number) => Wish[]
}

const TOPIC_PATH = `/v1/topics/${TOPIC}`
const EVENTS = `${TOPIC_PATH}/events?from=`
/** Days before the first event. When one repeats, it is no longer in the Worker's cache. */
const DAYS = 38_000
let day = 0

/** Returns requests that each make the Worker filter the whole list again. */
export function askAnew(amount: number): Wish[] {
  return Array.from({ length: amount }, () => {
    const date = new Date(Date.UTC(1900, 0, 1 + (day++ % DAYS)))
    return { path: EVENTS + date.toISOString().slice(0, 10) }
  })
}

const WHOLE = 'topic'
const ROUTES: Route[] = [
  { what: WHOLE, path: TOPIC_PATH, goal: 0.92 },
  { what: 'data of the box', path: `${TOPIC_PATH}/box`, goal: 0.92 },
  { what: 'one-tag script', path: `/embed/${TOPIC}.js`, goal: 0.92 },
  { what: 'page of a topic', path: `/topics/${TOPIC}`, goal: 0.92 },
  { what: 'not found (404)', path: '/v1/topics/made-up', status: 404 },
  { what: 'filtered list, cached', path: `${EVENTS}1900-01-01`, goal: 0.6 },
  { what: 'filtered list, not cached', path: `${EVENTS}1900-01-01`, goal: 0.45, requests: askAnew },
]

export interface Effort {
  rounds: number
  /** Requests per round. */
  amount: number
}

interface Target {
  server: Pinned
  origin: string
}

type Values = Record<string, number[]>

export async function measureHotPaths(
  setting: Setting,
  load: Load,
  { rounds, processes, amount }: Effort & { processes: number },
): Promise<Section> {
  await publish(setting.storage, await readTopic(), 1)
  const values: Values = {}
  for (let process = 0; process < processes; process++) {
    const more = await measureProcesses(setting, load, rounds / processes, amount)
    for (const [name, costs] of Object.entries(more)) values[name] = [...(values[name] ?? []), ...costs]
  }
  return report(values)
}

/** Turns per round: the machine's speed changes within a second, so the compared servers must alternate faster than that. */
const TURNS = 8

/** Starts a new process per server, because compilation and memory layout vary by chance. */
async function measureProcesses(setting: Setting, load: Load, rounds: number, amount: number): Promise<Values> {
  const ours = await setting.start()
  const twin = await setting.start()
  // Uncached responses leave garbage, which an isolate that serves cached ones does not have.
  const maker = await setting.start()
  const routes = await Promise.all(
    ROUTES.map(async (route) => ({ ...route, answer: await readAnswer(ours.origin + route.path) })),
  )
  const [topic] = routes
  if (!topic) throw new Error('no routes')
  const empty = await startWorkerd(
    Object.fromEntries(routes.map(({ what, answer }) => [nameService(what), writeEmptyWorker(answer)])),
  )
  const peers = await startPeers(topic.path, topic.answer)
  const turn = Math.ceil(amount / TURNS)
  const burst = (
    { path, headers, status, requests = () => [{ path, ...(headers && { headers }) }] }: Route,
    { server, origin }: Target,
  ) => load.measure(server, { origin, requests: requests(turn), amount: turn }, status ?? 200)
  const emptyFor = (what: string) => ({ server: empty, origin: empty.origins[nameService(what)] ?? '' })
  const constant = (route: Route) => burst({ ...route, requests: () => [{ path: route.path }] }, emptyFor(route.what))

  const variants: Record<string, () => Promise<number>> = {}
  for (const route of routes) {
    const server = route.requests ? maker : ours
    variants[route.what] = () => burst(route, { server, origin: server.origin })
    variants[nameEmpty(route.what)] = () => constant(route)
  }
  const unchanged = { ...topic, status: 304, headers: { 'If-None-Match': topic.answer.headers.etag ?? '' } }
  variants[NOT_MODIFIED] = () => burst(unchanged, { server: ours, origin: ours.origin })
  variants[TWIN] = () => burst(topic, { server: twin, origin: twin.origin })
  for (const [name, peer] of Object.entries(peers)) {
    if (peer) variants[name] = () => burst(topic, { server: peer, origin: peer.origin })
  }
  const values = await measureRounds(variants, rounds, TURNS)
  await Promise.all([ours, twin, maker, empty, ...Object.values(peers)].map((server) => server?.stop()))
  return values
}

const NOT_MODIFIED = 'not modified (304)'
const TWIN = 'the same Worker in another process'
const nameEmpty = (what: string) => `empty: ${what}`

function report(values: Values): Section {
  const of = (name: string) => values[name] ?? []
  const cost = (name: string) => `${median(of(name)).toFixed(0)} µs`
  const against = (name: string, reference: string, goal?: number): Result => {
    const ratio = compare(of(reference), of(name))
    return { what: name, measured: cost(name), ratio, ...(goal !== undefined && { goal: atLeast(goal, ratio.ratio) }) }
  }
  return {
    title: 'Server: CPU time of a request',
    about:
      'Ratio: the time of an empty Worker that sends the same bytes and headers (for a 304: the whole topic) to the Worker’s. 1 means no additional cost.',
    results: [
      { what: `empty Worker, ${WHOLE}`, measured: cost(nameEmpty(WHOLE)) },
      ...ROUTES.slice(0, 1).map(({ what, goal }) => against(what, nameEmpty(what), goal)),
      against(NOT_MODIFIED, nameEmpty(WHOLE), 1.1),
      ...ROUTES.slice(1).map(({ what, goal }) => against(what, nameEmpty(what), goal)),
      { ...against(TWIN, WHOLE), what: 'noise: the same Worker, another process, to itself' },
      ...PEERS.map(
        (name): Result =>
          values[name]
            ? { ...against(name, WHOLE), what: `${name}, ${WHOLE}: the Worker’s time to its` }
            : { what: name, measured: 'skipped: not installed' },
      ),
    ],
    bars: [
      drawTopic(
        (name) => median(of(name)),
        PEERS.filter((name) => values[name]),
      ),
    ],
  }
}

function drawTopic(value: (name: string) => number, peers: string[]): Bars {
  const bars = [
    { name: 'fact box', value: value(WHOLE), isOurs: true },
    { name: 'its 304', value: value(NOT_MODIFIED), isOurs: true },
    { name: 'empty Worker', value: value(nameEmpty(WHOLE)), isOurs: false },
    ...peers.map((name) => ({ name, value: value(name), isOurs: false })),
  ]
  return { title: 'CPU time to send a topic', unit: 'µs', bars }
}

/** workerd's names consist of letters. */
function nameService(what: string): string {
  return what.replaceAll(/[^a-z]+/g, '-')
}
