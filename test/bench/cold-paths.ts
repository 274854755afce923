/** The cost of a cold Worker: to start, to answer its first requests, and in KV reads. */
import { readAnswer, writeEmptyWorker } from './answers.ts'
import { publish, readTopic, TOPIC } from './content.ts'
import { type FactBoxWorker, FLAGS, type Setting } from './fact-box-worker.ts'
import { readCpuNs } from './processes.ts'
import { atMost, type Goal, type Result, type Section } from './report.ts'
import { median } from './rounds.ts'
import type { Workerd } from './workerd.ts'

const RELEASES = 20
const TOPIC_PATH = `/v1/topics/${TOPIC}`
const NOWHERE = '/nowhere'
const START_MS = 10

/** KV reads of a cold Worker. */
const FIRST_READS: { what: string; path: string; most: number }[] = [
  { what: 'topic', path: TOPIC_PATH, most: 2 },
  { what: 'data of the box', path: `${TOPIC_PATH}/box`, most: 2 },
  { what: 'one-tag script', path: `/embed/${TOPIC}.js`, most: 2 },
  { what: 'page of a topic, with its history', path: `/topics/${TOPIC}`, most: 3 },
  { what: 'filtered list', path: `${TOPIC_PATH}/events?from=2007`, most: 2 },
  { what: 'a pinned release', path: `${TOPIC_PATH}/releases/1`, most: 4 },
  { what: 'an unknown topic', path: '/v1/topics/made-up', most: 1 },
  { what: 'an unknown URL', path: NOWHERE, most: 0 },
]

export async function measureColdPaths(setting: Setting, rounds: number): Promise<Section> {
  const authored = await readTopic()
  for (let release = 1; release <= RELEASES; release++) await publish(setting.storage, authored, release)
  return {
    title: 'Server: cold',
    about: `Time from the start of a process to the end of its first response, CPU on one core; KV on this machine. First reads are of ${RELEASES} releases, once each.`,
    results: [...(await measureStarts(setting, rounds)), ...(await countReads(setting))],
  }
}

interface Start {
  wallMs: number
  cpuMs: number
}

async function measureStarts(setting: Setting, rounds: number): Promise<Result[]> {
  const warm = await setting.start()
  const empty = writeEmptyWorker(await readAnswer(warm.origin + NOWHERE))
  await warm.stop()
  const starts = { empty: [] as Start[], flagged: [] as Start[], ours: [] as Start[], topic: [] as Start[] }
  const firstReads: number[] = []
  const startEmpty = async (into: Start[], flags: string[]) => {
    const { start, workerd } = await time(
      () => setting.startEmpty({ ...empty, flags }),
      (started) => started.origin + NOWHERE,
    )
    await workerd.stop()
    into.push(start)
  }
  const startOurs = async () => {
    const { start, workerd } = await time(setting.start, (started) => started.origin + NOWHERE)
    starts.ours.push(start)
    firstReads.push(await measureFirstReads(workerd))
    await workerd.stop()
  }
  const startTopic = async () => {
    const { start, workerd } = await time(setting.start, (started) => started.origin + TOPIC_PATH)
    starts.topic.push(start)
    await workerd.stop()
  }
  const steps = [() => startEmpty(starts.empty, []), () => startEmpty(starts.flagged, FLAGS), startOurs, startTopic]
  for (let round = 0; round < rounds; round++) {
    for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step()
  }
  const show = (of: Start[]) =>
    `${median(of.map(({ wallMs }) => wallMs)).toFixed(0)} ms, CPU ${median(of.map(({ cpuMs }) => cpuMs)).toFixed(0)} ms`
  const later = (what: keyof Start, than = starts.empty) =>
    median(starts.ours.map((start, round) => start[what] - (than[round]?.[what] ?? Number.NaN)))
  return [
    { what: 'start, empty Worker', measured: show(starts.empty) },
    {
      what: 'start',
      measured: `${show(starts.ours)}: ${later('wallMs').toFixed(1)} ms more, CPU ${later('cpuMs').toFixed(1)} ms more (${later('wallMs', starts.flagged).toFixed(1)} and ${later('cpuMs', starts.flagged).toFixed(1)} ms more than an empty Worker without Node's APIs)`,
      goal: atMost(START_MS, later('wallMs'), 'ms more'),
    },
    { what: 'start, and a topic', measured: show(starts.topic) },
    { what: 'first read of a release', measured: `CPU ${median(firstReads).toFixed(0)} µs` },
  ]
}

async function time<Started extends Workerd>(begin: () => Promise<Started>, address: (started: Started) => string) {
  const beganAt = performance.now()
  const workerd = await begin()
  await read(address(workerd))
  const start: Start = { wallMs: performance.now() - beganAt, cpuMs: readCpuNs(workerd) / 1e6 }
  return { start, workerd }
}

/** Measures microseconds per read, in a Worker that knows the topic. */
async function measureFirstReads(worker: FactBoxWorker): Promise<number> {
  await read(worker.origin + TOPIC_PATH)
  const before = readCpuNs(worker)
  for (let release = 1; release < RELEASES; release++) await read(`${worker.origin}${TOPIC_PATH}/releases/${release}`)
  return (readCpuNs(worker) - before) / 1000 / (RELEASES - 1)
}

async function countReads(setting: Setting): Promise<Result[]> {
  const results: Result[] = []
  for (const { what, path, most } of FIRST_READS) {
    const worker = await setting.start()
    setting.kv.takeReads()
    await read(worker.origin + path)
    const first = setting.kv.takeReads().length
    await read(worker.origin + path)
    const again = setting.kv.takeReads().length
    await worker.stop()
    const goal: Goal = { text: `≤ ${most}, then 0`, isMet: first <= most && again === 0 }
    results.push({ what: `KV reads: ${what}`, measured: `${first}, then ${again}`, goal })
  }
  return results
}

async function read(address: string): Promise<void> {
  const response = await fetch(address)
  if (response.status >= 500) throw new Error(`${address}: ${response.status}`)
  await response.arrayBuffer()
}
