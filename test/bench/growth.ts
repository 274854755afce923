/** The cost of more and longer topics, for clients and for publishers. */

import type { Authored } from '../../data/schema/authored.ts'
import { readAnswer, writeEmptyWorker } from './answers.ts'
import { addTopics, growEvents, publish, readTopic, TOPIC } from './content.ts'
import { createSetting, type FactBoxWorker, type Setting } from './fact-box-worker.ts'
import type { Effort } from './hot-paths.ts'
import type { StoreCalls } from './kv-server.ts'
import type { Load, Wish } from './load.ts'
import { readCpuNs, readResidentMb } from './processes.ts'
import { atLeast, atMost, type Result, type Section } from './report.ts'
import { compare, measureRounds, median } from './rounds.ts'
import { startWorkerd, type Workerd } from './workerd.ts'

const TOPICS = [10, 1_000, 10_000]
const EVENTS = [10, 100, 1_000, 5_000]
const PUBLISHES = 3
/** Before the measured ones, until the code is compiled. */
const WARM_UP_EDITS = 3
/** The maximum ratio of publishing and of the first response, many topics to few. */
const MAX_GROWTH = 1.2
/** The noise between two processes. */
const FLAT = 0.9
/** Maximum of requests in a burst times events of the topic: long responses need fewer requests. */
const MOST_EVENTS_SENT = 200_000
const PATH = `/v1/topics/${TOPIC}`
const format = (count: number) => count.toLocaleString('en')

/** A Worker beside its KV, and its first response. */
interface Site {
  setting: Setting
  worker: FactBoxWorker
  first: FirstAnswer
}

/** Of a new process: wall-clock time from the request on, CPU time from the start on, KV reads. */
interface FirstAnswer {
  wallMs: number
  cpuMs: number
  reads: number
}

type Prepare = (setting: Setting, count: number) => Promise<void>

export async function measureGrowth(script: string, assets: string, load: Load, effort: Effort): Promise<Section[]> {
  const authored = await readTopic()
  const beside: Prepare = ({ storage }, count) => addTopics(storage, authored, count)
  const longer: Prepare = ({ storage }, count) => publish(storage, growEvents(authored, count), 1)
  const open = (prepare: Prepare) => async (count: number) =>
    openSite(await createSetting(script, assets), prepare, count)
  return [
    await measureTopics(await openAll(TOPICS, open(beside)), load, effort),
    await measureEvents(await openAll(EVENTS, open(longer)), load, effort),
  ]
}

async function measureTopics(sites: Map<number, Site>, load: Load, { rounds, amount }: Effort): Promise<Section> {
  const values = await measureRounds(
    variantsOf(sites, ({ worker }) =>
      load.measure(worker, { origin: worker.origin, requests: [{ path: PATH }], amount }, 200),
    ),
    rounds,
  )
  const authored = await readTopic()
  const publishing = await measurePublishing(sites, authored, rounds)
  const starting = await measureFirstAnswers(sites, rounds)
  const results: Result[] = []
  for (const [count, site] of sites) {
    const ratio = compare(values[TOPICS[0] ?? 0] ?? [], values[count] ?? [])
    const memory = readResidentMb(site.worker).toFixed(0)
    const hot = `${median(values[count] ?? []).toFixed(0)} µs`
    results.push({
      what: `${format(count)} topics`,
      measured: `${hot} a request, ${memory} MB`,
      ...(count !== TOPICS[0] && { ratio, goal: atLeast(FLAT, ratio.ratio) }),
    })
  }
  results.push(...compareWithFewest(sites, publishing, describePublishing))
  results.push(...compareWithFewest(sites, starting, describeFirstAnswer))
  await closeAll(sites)
  return {
    title: 'Growth: number of topics',
    about:
      'Ratio of a request: the time with 10 topics to the time with more. Ratio of publishing an edit of one topic, and of the first response of a new process: CPU with more topics to CPU with 10, round by round; calls and bytes likewise.',
    results,
  }
}

/** Returns one result for each site but the first: the ratio of every cost. */
function compareWithFewest<Cost extends { cpuMs: number }>(
  sites: Map<number, Site>,
  costs: Map<number, Cost[]>,
  describe: (costs: Cost[], fewest: Cost[]) => { what: string; measured: string; growth: number },
): Result[] {
  const fewest = costs.get(TOPICS[0] ?? 0) ?? []
  return [...sites.keys()].slice(1).map((count) => {
    const many = costs.get(count) ?? []
    const { what, measured, growth } = describe(many, fewest)
    const ratio = compare(
      many.map(({ cpuMs }) => cpuMs),
      fewest.map(({ cpuMs }) => cpuMs),
    )
    return {
      what: `${what} among ${format(count)} topics, to among ${format(TOPICS[0] ?? 0)}`,
      measured,
      ratio,
      goal: atMost(MAX_GROWTH, Math.max(ratio.ratio, growth), 'times'),
    }
  })
}

interface Publishing extends StoreCalls {
  cpuMs: number
}

/** Makes an edit at each site in turn, in reverse order every second round. */
async function measurePublishing(sites: Map<number, Site>, authored: Authored, rounds: number) {
  const costs = new Map([...sites.keys()].map((count) => [count, [] as Publishing[]]))
  for (let round = -WARM_UP_EDITS; round < rounds; round++) {
    for (const [count, { setting }] of round % 2 === 0 ? [...sites] : [...sites].reverse()) {
      const cost = await timePublishing(setting, authored, 2 + WARM_UP_EDITS + round)
      if (round >= 0) costs.get(count)?.push(cost)
    }
  }
  return costs
}

function describePublishing(many: Publishing[], fewest: Publishing[]) {
  const count = (costs: Publishing[], what: keyof Publishing) => median(costs.map((cost) => cost[what]))
  const grown = (['calls', 'reads', 'writes', 'bytes'] as const).map((what) => count(many, what) / count(fewest, what))
  return {
    what: 'publishing an edit',
    measured: `CPU ${count(many, 'cpuMs').toFixed(0)} ms to ${count(fewest, 'cpuMs').toFixed(0)}; calls of KV ${count(many, 'calls')} to ${count(fewest, 'calls')}, keys read ${count(many, 'reads')} to ${count(fewest, 'reads')}, written ${count(many, 'writes')} to ${count(fewest, 'writes')}, ${kib(count(many, 'bytes'))} to ${kib(count(fewest, 'bytes'))}`,
    growth: Math.max(...grown),
  }
}

const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`

async function measureFirstAnswers(sites: Map<number, Site>, rounds: number) {
  const costs = new Map([...sites.keys()].map((count) => [count, [] as FirstAnswer[]]))
  for (let round = 0; round < rounds; round++) {
    for (const [count, { setting }] of round % 2 === 0 ? [...sites] : [...sites].reverse()) {
      const { worker, first } = await start(setting)
      await worker.stop()
      costs.get(count)?.push(first)
    }
  }
  return costs
}

function describeFirstAnswer(many: FirstAnswer[], fewest: FirstAnswer[]) {
  const count = (costs: FirstAnswer[], what: keyof FirstAnswer) => median(costs.map((cost) => cost[what]))
  return {
    what: 'the first response of a new process',
    measured: `CPU ${count(many, 'cpuMs').toFixed(0)} ms to ${count(fewest, 'cpuMs').toFixed(0)}, ${count(many, 'wallMs').toFixed(0)} ms to ${count(fewest, 'wallMs').toFixed(0)} from the request on; KV reads ${count(many, 'reads')} to ${count(fewest, 'reads')}`,
    growth: count(many, 'reads') / count(fewest, 'reads'),
  }
}

async function measureEvents(sites: Map<number, Site>, load: Load, { rounds, amount }: Effort): Promise<Section> {
  const empties = new Map<number, Workerd>()
  for (const [count, { worker }] of sites) {
    empties.set(count, await startWorkerd({ empty: writeEmptyWorker(await readAnswer(worker.origin + PATH)) }))
  }
  const send = (server: Workerd, origin: string | undefined, requests: Wish[], most: number) =>
    load.measure(server, { origin: origin ?? '', requests, amount: Math.min(amount, Math.ceil(most)) }, 200)
  const ours = await measureRounds(
    {
      ...variantsOf(sites, ({ worker }, count) =>
        send(worker, worker.origin, [{ path: PATH }], MOST_EVENTS_SENT / count),
      ),
      ...variantsOf(
        empties,
        (empty, count) => send(empty, empty.origins.empty, [{ path: PATH }], MOST_EVENTS_SENT / count),
        'empty ',
      ),
      ...variantsOf(sites, ({ worker }) => send(worker, worker.origin, askPages(), PAGES), 'pages '),
    },
    rounds,
  )
  const authored = await readTopic()
  const results: Result[] = []
  const least = compare(ours[`empty ${EVENTS[0]}`] ?? [], ours[EVENTS[0] ?? 0] ?? []).ratio
  for (const [count, { setting, worker, first }] of sites) {
    const ratio = compare(ours[`empty ${count}`] ?? [], ours[count] ?? [])
    const grown = growEvents(authored, count)
    const { body } = await readAnswer(worker.origin + PATH)
    const publishing: Publishing[] = []
    for (let edit = 0; edit < PUBLISHES; edit++) publishing.push(await timePublishing(setting, grown, 2 + edit))
    const publishMs = median(publishing.map(({ cpuMs }) => cpuMs)).toFixed(0)
    const written = publishing.at(-1)
    results.push({
      what: `${format(count)} events`,
      measured: `${kib(body.length)}: ${median(ours[count] ?? []).toFixed(0)} µs a request, first answer ${first.wallMs.toFixed(0)} ms, ${median(ours[`pages ${count}`] ?? []).toFixed(0)} µs a filtered page, ${readResidentMb(worker).toFixed(0)} MB; publishing an edit: CPU ${publishMs} ms, ${written?.writes} writes, ${kib(written?.bytes ?? 0)}`,
      ratio,
      ...(count !== EVENTS[0] && { goal: { text: `≥ ${FLAT} of the shortest’s`, isMet: ratio.ratio >= FLAT * least } }),
    })
  }
  await closeAll(sites)
  await Promise.all([...empties.values()].map((empty) => empty.stop()))
  return {
    title: 'Growth: events of a topic',
    about:
      'Ratio: the time of an empty Worker for the same bytes to the Worker’s. A filtered page: 20 events after a day, each day requested once.',
    results,
  }
}

/** Within the dates of all of them, and more than the Worker's cache holds: a repeated day is no longer cached. */
const DAYS = 4_000
const PAGES = 300
let day = 0

/** Each request makes the Worker render a page again. */
function askPages(): Wish[] {
  return Array.from({ length: PAGES }, () => {
    const from = new Date(Date.UTC(2008, 0, 1 + (day++ % DAYS))).toISOString().slice(0, 10)
    return { path: `${PATH}/events?limit=20&from=${from}` }
  })
}

async function openAll(counts: number[], open: (count: number) => Promise<Site>): Promise<Map<number, Site>> {
  const sites = new Map<number, Site>()
  for (const count of counts) sites.set(count, await open(count))
  return sites
}

async function openSite(setting: Setting, prepare: Prepare, count: number): Promise<Site> {
  await prepare(setting, count)
  return { setting, ...(await start(setting)) }
}

async function start(setting: Setting): Promise<{ worker: FactBoxWorker; first: FirstAnswer }> {
  const worker = await setting.start()
  setting.kv.takeReads()
  const beganAt = performance.now()
  await readAnswer(worker.origin + PATH)
  const wallMs = performance.now() - beganAt
  return { worker, first: { wallMs, cpuMs: readCpuNs(worker) / 1e6, reads: setting.kv.takeReads().length } }
}

async function closeAll(sites: Map<number, Site>): Promise<void> {
  for (const { setting, worker } of sites.values()) {
    await worker.stop()
    await setting.kv.close()
  }
}

function variantsOf<Value>(
  values: Map<number, Value>,
  measure: (value: Value, count: number) => Promise<number>,
  prefix = '',
) {
  return Object.fromEntries([...values].map(([count, value]) => [prefix + count, () => measure(value, count)]))
}

/** Measures publishing one event's new name in this process, without drawing the share image. */
async function timePublishing({ kv, storage }: Setting, authored: Authored, release: number): Promise<Publishing> {
  kv.takeCalls()
  const before = process.cpuUsage()
  await publish(storage, authored, release)
  const { user, system } = process.cpuUsage(before)
  return { cpuMs: (user + system) / 1000, ...kv.takeCalls() }
}
