/** What more topics, and longer ones, cost those who read and those who publish. */

import { readAnswer, writeEmptyWorker } from './answers.ts'
import { addTopics, growEvents, publish, readTopic, TOPIC } from './content.ts'
import { createSetting, type FactBoxWorker, type Setting } from './fact-box-worker.ts'
import type { Effort } from './hot-paths.ts'
import type { Load, Wish } from './load.ts'
import { readResidentMb } from './processes.ts'
import { listShares, profileHere, showShares } from './profile.ts'
import { atLeast, atMost, type Result, type Section } from './report.ts'
import { compare, measureRounds, median } from './rounds.ts'
import { startWorkerd, type Workerd } from './workerd.ts'

const TOPICS = [10, 1_000, 10_000]
const EVENTS = [10, 100, 1_000, 5_000]
const PUBLISHES = 3
/** What did not change should cost next to nothing. */
const PUBLISH_GROWTH = 1.2
/** The noise of a process beside another. */
const FLAT = 0.9
/** Of requests in a burst times events of the topic: long answers need fewer to be measured. */
const MOST_EVENTS_SENT = 200_000
const PATH = `/v1/topics/${TOPIC}`
const format = (count: number) => count.toLocaleString('en')

/** A Worker beside its KV, and what was seen when it was set up. */
interface Site {
  setting: Setting
  worker: FactBoxWorker
  /** Reads of KV, and the time to the first answer. */
  reads: number
  firstMs: number
}

type Prepare = (setting: Setting, count: number) => Promise<void>

export async function measureGrowth(script: string, assets: string, load: Load, effort: Effort): Promise<Section[]> {
  const authored = await readTopic()
  const beside: Prepare = ({ kv }, count) => addTopics(kv.storage, authored, count)
  const longer: Prepare = ({ kv }, count) => publish(kv.storage, growEvents(authored, count), 1)
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
  const results: Result[] = []
  const costs: PublishCost[] = []
  for (const [count, site] of sites) {
    const ratio = compare(values[TOPICS[0] ?? 0] ?? [], values[count] ?? [])
    const memory = readResidentMb(site.worker).toFixed(0)
    const hot = `${median(values[count] ?? []).toFixed(0)} µs`
    const publishing = await timePublishing(site.setting, (n) => publish(site.setting.kv.storage, authored, n))
    costs.push(publishing)
    results.push({
      what: `${format(count)} topics`,
      measured: `${hot} a request, first answer ${site.firstMs.toFixed(0)} ms with ${site.reads} KV reads, ${memory} MB; ${publishing.text}`,
      ...(count !== TOPICS[0] && { ratio, goal: atLeast(FLAT, ratio.ratio) }),
    })
  }
  results.push(await explainPublishing(sites, costs))
  await closeAll(sites)
  return {
    title: 'Growth: topics beside the one that is read',
    about: 'Ratio: the time of a request with 10 topics to the time with more.',
    results,
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
  for (const [count, { setting, worker, firstMs }] of sites) {
    const ratio = compare(ours[`empty ${count}`] ?? [], ours[count] ?? [])
    const grown = growEvents(authored, count)
    const bytes = ((await readAnswer(worker.origin + PATH)).body.length / 1024).toFixed(0)
    results.push({
      what: `${format(count)} events`,
      measured: `${bytes} KiB: ${median(ours[count] ?? []).toFixed(0)} µs a request, first answer ${firstMs.toFixed(0)} ms, ${median(ours[`pages ${count}`] ?? []).toFixed(0)} µs a filtered page, ${readResidentMb(worker).toFixed(0)} MB; ${(await timePublishing(setting, (n) => publish(setting.kv.storage, grown, n))).text}`,
      ratio,
      ...(count !== EVENTS[0] && { goal: { text: `≥ ${FLAT} of the shortest’s`, isMet: ratio.ratio >= FLAT * least } }),
    })
  }
  await closeAll(sites)
  await Promise.all([...empties.values()].map((empty) => empty.stop()))
  return {
    title: 'Growth: events of a topic',
    about:
      'Ratio: an empty Worker’s time for the same bytes to ours. A filtered page: 20 events of those after a day, each day asked once.',
    results,
  }
}

/** Within what any of them has, and more than the Worker keeps of the answers: it has forgotten a day that comes again. */
const DAYS = 4_000
const PAGES = 300
let day = 0

/** Each makes the Worker write a page anew. */
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
  const worker = await setting.start()
  setting.kv.takeReads()
  const beganAt = performance.now()
  await readAnswer(worker.origin + PATH)
  return { setting, worker, firstMs: performance.now() - beganAt, reads: setting.kv.takeReads().length }
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

/** What of the same edit grows with the topics beside it, and where the time goes. */
async function explainPublishing(sites: Map<number, Site>, costs: PublishCost[]): Promise<Result> {
  const [most = 0, site] = [...sites].at(-1) ?? []
  const [first, last] = [costs[0], costs.at(-1)]
  if (!site || !first || !last) throw new Error('no sites')
  const { storage } = site.setting.kv
  const authored = await readTopic()
  const profile = await profileHere(() => publish(storage, authored, 2 + PUBLISHES))
  const shares = listShares(profile, ({ functionName, url }) =>
    url.includes('/data/') ? `${functionName} in ${url.replace(/^.*\/data\//, '')}` : undefined,
  )
  const ratios = (['ms', 'calls', 'bytes'] as const).map((what) => last[what] / first[what])
  const [cpu, calls, bytes] = ratios.map((ratio) => ratio.toFixed(2))
  return {
    what: `publishing an edit among ${format(most)} topics, to among ${format(TOPICS[0] ?? 0)}`,
    measured: `CPU ${cpu} times, calls ${calls} times, bytes ${bytes} times; of the project's functions ${showShares(shares, 5)}`,
    goal: atMost(PUBLISH_GROWTH, Math.max(...ratios), 'times'),
  }
}

interface PublishCost {
  ms: number
  calls: number
  bytes: number
  text: string
}

/** An edit to one event. */
async function timePublishing({ kv }: Setting, publishEdit: (release: number) => Promise<void>): Promise<PublishCost> {
  const times: number[] = []
  let last = kv.takeWrites()
  for (let release = 2; release < 2 + PUBLISHES; release++) {
    kv.takeWrites()
    const before = process.cpuUsage()
    await publishEdit(release)
    const { user, system } = process.cpuUsage(before)
    last = kv.takeWrites()
    times.push((user + system) / 1000 - last.indexMs)
  }
  const { keys, bytes, calls, indexMs } = last
  const ms = median(times)
  return {
    ms,
    calls,
    bytes,
    text: `publishing an edit: CPU ${ms.toFixed(0)} ms, ${calls} calls, ${keys.length} keys, ${(bytes / 1024).toFixed(0)} KiB; the index ${indexMs.toFixed(0)} ms`,
  }
}
