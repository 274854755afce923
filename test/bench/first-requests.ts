/**
 * The cost of the first request to a new isolate, and of the most expensive one for a very long topic: CPU time of the whole process
 * from the request on; loading the code belongs to the start. On the edge, a process has run other isolates before; here it has run
 * one, of the same code, with the same request.
 */
import { growShortEvents, publish, readTopic, TOPIC } from './content.ts'
import { createSetting, type Setting } from './fact-box-worker.ts'
import { type Pinned, readCpuNs } from './processes.ts'
import { atMost, type Result, type Section } from './report.ts'
import { median } from './rounds.ts'

const TOPIC_PATH = `/v1/topics/${TOPIC}`
const LONG_EVENTS = 5_000
const LONG_MS = 50

interface FirstRequest {
  what: string
  path: string
  mostMs?: number
  /** The figure of November 2026, when the bundle still contained the widget’s script. */
  was?: string
}

const FIRST: FirstRequest[] = [
  { what: 'JSON', path: `${TOPIC_PATH}/box`, mostMs: 8, was: '7 to 11' },
  { what: 'list', path: `${TOPIC_PATH}/statements?limit=20`, mostMs: 8 },
  { what: 'one-tag script', path: `/embed/${TOPIC}.js`, mostMs: 8, was: '8 to 9' },
  { what: 'frame', path: `/embed/${TOPIC}`, was: '18 to 28' },
  { what: 'topic page', path: `/topics/${TOPIC}`, mostMs: 20, was: '32 to 53' },
]

/** Each on an isolate that has answered one request, and read only the box of the topic. */
const LONG: Record<string, string> = {
  'whole topic': TOPIC_PATH,
  'topic page': `/topics/${TOPIC}`,
  changes: `${TOPIC_PATH}/changes`,
  'page of changes': `/topics/${TOPIC}/changes`,
  list: `${TOPIC_PATH}/events`,
  'filtered list': `${TOPIC_PATH}/events?q=round&from=2008&limit=100&include=participants`,
  'statements by words': `${TOPIC_PATH}/statements?q=iraq`,
  'one item': `${TOPIC_PATH}/events/event-4000`,
  'unknown item': `${TOPIC_PATH}/events/event-4000x`,
  'one-tag script': `/embed/${TOPIC}.js`,
  frame: `/embed/${TOPIC}`,
  snippet: `/snippet?as=html&topic=${TOPIC}`,
}

export async function measureFirstRequests(
  setting: Setting,
  script: string,
  assets: string,
  rounds: number,
): Promise<Section> {
  await publish(setting.storage, await readTopic(), 1)
  const results: Result[] = []
  for (const { what, path, mostMs, was } of FIRST) {
    const costs: Cost[] = []
    for (let round = 0; round < rounds; round++) costs.push(await measureIsolates(setting, [path]))
    const cpuMs = median(costs.map(({ isolate }) => isolate))
    const process = `${median(costs.map(({ process }) => process)).toFixed(1)} as the first of its process`
    results.push({
      what: `first request: ${what}`,
      measured: `CPU ${cpuMs.toFixed(1)} ms; ${process}${was === undefined ? '' : `, where it was ${was}`}`,
      ...(mostMs !== undefined && { goal: atMost(mostMs, cpuMs, 'ms') }),
    })
  }
  results.push(...(await measureLongTopic(script, assets, rounds)))
  return {
    title: 'Server: first requests',
    about: `CPU time of a new isolate until the end of its first response, in a process where another isolate of the same code has answered the same request. The long topic has ${LONG_EVENTS} events, short enough for the checks to accept its size (2 MiB); each request is the first for its files.`,
    results,
  }
}

/** Of the last of several requests, in milliseconds. */
interface Cost {
  /** To the first isolate of its process. */
  process: number
  /** To the second. */
  isolate: number
}

async function measureIsolates(setting: Setting, paths: string[]): Promise<Cost> {
  const pair = await setting.startPair()
  const measure = async (origin: string) => {
    let cost = 0
    for (const path of paths) cost = await measureRequest(pair, origin + path)
    return cost
  }
  const process = await measure(pair.neighbour)
  const isolate = await measure(pair.origin)
  await pair.stop()
  return { process, isolate }
}

async function measureRequest(server: Pinned, url: string): Promise<number> {
  const before = readCpuNs(server)
  const response = await fetch(url, { redirect: 'manual' })
  await response.arrayBuffer()
  if (response.status !== 200 && response.status !== 404) throw new Error(`${url}: ${response.status}`)
  return (readCpuNs(server) - before) / 1e6
}

async function measureLongTopic(script: string, assets: string, rounds: number): Promise<Result[]> {
  const setting = await createSetting(script, assets)
  await publish(setting.storage, growShortEvents(await readTopic(), LONG_EVENTS), 1)
  const costs = new Map<string, number[]>()
  for (let round = 0; round < Math.min(rounds, 5); round++) {
    for (const [what, path] of Object.entries(LONG)) {
      const { isolate } = await measureIsolates(setting, [`${TOPIC_PATH}/box`, path])
      costs.set(what, [...(costs.get(what) ?? []), isolate])
    }
  }
  await setting.kv.close()
  const sorted = [...costs].map(([what, values]) => [what, median(values)] as const).sort((a, b) => b[1] - a[1])
  const [dearest] = sorted
  return [
    {
      what: `dearest request of a topic with ${LONG_EVENTS} events`,
      measured: `CPU ${sorted.map(([what, ms]) => `${ms.toFixed(1)} ms ${what}`).join(', ')}`,
      ...(dearest && { goal: atMost(LONG_MS, dearest[1], 'ms') }),
    },
  ]
}
