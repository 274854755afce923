/** The Worker under mixed traffic while an editor publishes: errors, mixtures of releases, memory, latency. */
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'
import { createRandom, type Random } from './random.ts'
import { readMarks, type Service, startService } from './service.ts'
import { drawVisit, type Visit } from './traffic.ts'

const CONNECTIONS = 16
const EDIT_INTERVAL_MS = 1_000
const SAMPLE_INTERVAL_MS = 1_000
const MAX_SHOWN = 5

export interface SoakReport {
  seconds: number
  /** Milliseconds until the whole response arrived, by kind of request. */
  latencies: Map<string, number[]>
  edits: Record<string, number>
  releasesSeen: Set<string>
  /** Responses marked X-Stale. */
  stale: number
  /** Errors and mixtures of releases. */
  failures: string[]
  /** Memory of workerd, in bytes, once a second. */
  memory: number[]
}

export async function runSoak(seconds: number, seed: number): Promise<SoakReport> {
  const service = await startService()
  const report: SoakReport = {
    seconds,
    latencies: new Map(),
    edits: { published: 0, 'rolled-back': 0 },
    releasesSeen: new Set(),
    stale: 0,
    failures: [],
    memory: [],
  }
  const pool = new Pool(service.address, { connections: CONNECTIONS })
  const end = new AbortController()
  const isOver = () => end.signal.aborted
  try {
    const work = [
      repeat(isOver, EDIT_INTERVAL_MS, async () => {
        const kind = await service.edit()
        report.edits[kind] = (report.edits[kind] ?? 0) + 1
      }),
      repeat(isOver, SAMPLE_INTERVAL_MS, async () => {
        const bytes = service.residentBytes()
        if (bytes !== undefined) report.memory.push(bytes)
      }),
      ...Array.from({ length: CONNECTIONS }, (_, index) => {
        const random = createRandom(seed + index)
        return repeat(isOver, 0, () => visit(pool, service, random, report))
      }),
    ]
    await Promise.race([pause(seconds * 1000), ...work])
    end.abort()
    await Promise.all(work)
  } finally {
    end.abort()
    await pool.destroy()
    await service.close()
  }
  return report
}

async function repeat(isOver: () => boolean, intervalMs: number, run: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    await run()
    if (intervalMs > 0 && !isOver()) await pause(intervalMs)
  }
}

async function visit(pool: Pool, { topics }: Service, random: Random, report: SoakReport): Promise<void> {
  const wanted = drawVisit(topics, random)
  const { kind, path, method, headers } = wanted
  const startedAt = performance.now()
  const fail = (what: string) => report.failures.push(`${method} ${path}: ${what}`)
  try {
    const answer = await pool.request({ path, method, headers })
    const body = await answer.body.text()
    const latencies = report.latencies.get(kind) ?? []
    latencies.push(performance.now() - startedAt)
    report.latencies.set(kind, latencies)
    if (answer.headers['x-stale'] !== undefined) report.stale++
    if (!wanted.statuses.includes(answer.statusCode)) fail(`answered ${answer.statusCode}`)
    const release = answer.headers['x-release']
    const mixture = findMixture(wanted, body, release === undefined ? undefined : Number(release))
    if (mixture !== undefined) fail(mixture)
    const topic = topics.find(({ id }) => path.includes(id))
    if (topic && release !== undefined) report.releasesSeen.add(`${topic.id} ${release}`)
  } catch (error) {
    fail(String(error))
  }
}

function findMixture({ tells }: Visit, body: string, release: number | undefined): string | undefined {
  if (tells === 'nothing') return undefined
  if (tells === 'release') {
    const marks = readMarks(body)
    if (release === undefined) return 'names no release'
    return [...marks].every((mark) => mark === release) ? undefined : `is ${release} and contains ${[...marks]}`
  }
  const { items } = JSON.parse(body) as { items: { topic?: string; id: string }[] }
  const byTopic = Map.groupBy(items, ({ topic, id }) => topic ?? id)
  for (const [topic, rows] of byTopic) {
    const marks = readMarks(JSON.stringify(rows))
    if (marks.size > 1) return `contains ${topic} in the releases ${[...marks]}`
  }
  return undefined
}

export function showSoak({ seconds, latencies, edits, releasesSeen, stale, failures, memory }: SoakReport): void {
  const all = [...latencies.values()].flat()
  const rows = [...latencies, ['all', all] as const].map(([kind, times]) => {
    const sorted = Float64Array.from(times).sort()
    const at = (share: number) => Number(sorted.at(Math.floor((sorted.length - 1) * share))?.toFixed(1))
    return [kind, { answers: times.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), longest: at(1) }]
  })
  console.log(
    `${all.length} requests in ${seconds} s, while ${JSON.stringify(edits)}; readers saw ${releasesSeen.size} releases; in ms:`,
  )
  console.table(Object.fromEntries(rows))
  console.log(
    `memory of workerd: ${describeMemory(memory)}; marked stale: ${stale}; errors and mixtures: ${failures.length}`,
  )
  for (const failure of failures.slice(0, MAX_SHOWN)) console.log(failure)
}

/** Returns the medians of five equal time spans. */
function describeMemory(memory: readonly number[]): string {
  if (memory.length < 5) return 'not measured here'
  const span = memory.length / 5
  const medians = [0, 1, 2, 3, 4].map((part) => {
    const samples = memory.slice(Math.floor(part * span), Math.floor((part + 1) * span)).sort((a, b) => a - b)
    return Math.round((samples[Math.floor(samples.length / 2)] ?? 0) / 2 ** 20)
  })
  return `${medians.join(', ')} MiB (medians of five spans), at most ${Math.round(Math.max(...memory) / 2 ** 20)} MiB`
}
