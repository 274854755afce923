/**
 * What the first request costs an isolate that has just begun, and what the dearest one costs where a topic is very long. CPU of
 * the whole process from the request on; reading the code is part of starting, and counted there.
 */
import { growShortEvents, publish, readTopic, TOPIC } from './content.ts'
import { createSetting, type Setting } from './fact-box-worker.ts'
import { readCpuNs } from './processes.ts'
import { atMost, type Result, type Section } from './report.ts'
import { median } from './rounds.ts'

const TOPIC_PATH = `/v1/topics/${TOPIC}`
const LONG_EVENTS = 5_000
const LONG_MS = 50

interface FirstRequest {
  what: string
  path: string
  mostMs?: number
  /** In November 2026, before the widget’s script left the bundle. */
  was?: string
}

const FIRST: FirstRequest[] = [
  { what: 'JSON', path: `${TOPIC_PATH}/box`, mostMs: 8, was: '7 to 11' },
  { what: 'list', path: `${TOPIC_PATH}/statements?limit=20`, mostMs: 8 },
  { what: 'one-tag script', path: `/embed/${TOPIC}.js`, mostMs: 8, was: '8 to 9' },
  { what: 'frame', path: `/embed/${TOPIC}`, was: '18 to 28' },
  { what: 'topic page', path: `/topics/${TOPIC}`, mostMs: 20, was: '32 to 53' },
]

/** Each of an isolate that has answered one request, and read nothing of the topic but its box. */
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
    const costs: number[] = []
    for (let round = 0; round < rounds; round++) costs.push(await measureFirst(setting, path))
    const cpuMs = median(costs)
    results.push({
      what: `first request: ${what}`,
      measured: `CPU ${cpuMs.toFixed(1)} ms${was === undefined ? '' : `; was ${was}`}`,
      ...(mostMs !== undefined && { goal: atMost(mostMs, cpuMs, 'ms') }),
    })
  }
  results.push(...(await measureLongTopic(script, assets, rounds)))
  return {
    title: 'Server: first requests',
    about: `CPU of a process that listens and has answered nothing yet, to the end of its first answer. The long topic has ${LONG_EVENTS} events, as short as they are where the checks have nothing to say about its size (2 MiB); each request is the first for its files.`,
    results,
  }
}

async function measureFirst(setting: Setting, path: string): Promise<number> {
  const worker = await setting.start()
  try {
    return await measureRequest(worker, path)
  } finally {
    await worker.stop()
  }
}

type Started = Awaited<ReturnType<Setting['start']>>

async function measureRequest(worker: Started, path: string): Promise<number> {
  const before = readCpuNs(worker)
  const response = await fetch(worker.origin + path, { redirect: 'manual' })
  await response.arrayBuffer()
  if (response.status !== 200 && response.status !== 404) throw new Error(`${path}: ${response.status}`)
  return (readCpuNs(worker) - before) / 1e6
}

async function measureLongTopic(script: string, assets: string, rounds: number): Promise<Result[]> {
  const setting = await createSetting(script, assets)
  await publish(setting.storage, growShortEvents(await readTopic(), LONG_EVENTS), 1)
  const costs = new Map<string, number[]>()
  for (let round = 0; round < Math.min(rounds, 5); round++) {
    for (const [what, path] of Object.entries(LONG)) {
      const worker = await setting.start()
      await measureRequest(worker, `${TOPIC_PATH}/box`)
      costs.set(what, [...(costs.get(what) ?? []), await measureRequest(worker, path)])
      await worker.stop()
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
