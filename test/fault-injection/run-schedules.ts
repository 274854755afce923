/** Random schedules of publishing and reading against a KV and a D1 that lag and fail, one thread per processor. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { PROFILE_NAMES } from './fault-profile.ts'
import { addOutcomes, createOutcome, type Outcome } from './outcome.ts'
import { nameProfile } from './schedule.ts'
import { formatTable } from './table.ts'

const THREAD = join(import.meta.dirname, 'schedule-thread.ts')

export interface ScheduleRange {
  firstSeed: number
  schedules: number
}

interface Result {
  seed: number
  outcome?: Outcome
  failure?: string
}

export interface SchedulesReport {
  /** By fault profile. */
  outcomes: Map<string, Outcome>
  /** Each names its seed. */
  failures: string[]
  seconds: number
}

export async function runSchedules({ firstSeed, schedules }: ScheduleRange): Promise<SchedulesReport> {
  const startedAt = performance.now()
  const outcomes = new Map(PROFILE_NAMES.map((name) => [name as string, createOutcome()]))
  const failures: string[] = []
  let next = firstSeed
  const runThread = async () => {
    const thread = new Worker(THREAD)
    while (next < firstSeed + schedules && failures.length === 0) {
      const { seed, outcome, failure } = await ask(thread, next++)
      const name = nameProfile(seed)
      if (failure !== undefined) failures.push(failure)
      if (outcome) outcomes.set(name, addOutcomes(outcomes.get(name) ?? createOutcome(), outcome))
    }
    await thread.terminate()
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), schedules) }, runThread))
  return { outcomes, failures, seconds: (performance.now() - startedAt) / 1000 }
}

function ask(thread: Worker, seed: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject)
    thread.once('message', (result: Result) => {
      thread.off('error', reject)
      resolve(result)
    })
    thread.postMessage(seed)
  })
}

export function describeSchedules({ outcomes, seconds }: SchedulesReport): string {
  const all = [...outcomes].filter(([, { schedules }]) => schedules > 0)
  const total = all.reduce((sum, [, outcome]) => addOutcomes(sum, outcome), createOutcome())
  const rows = [...all, ['all', total] as const]
  const kinds = Object.keys(total.done).sort()
  const count = (value: number) => value.toLocaleString('en')
  return [
    `${count(total.schedules)} schedules in ${seconds.toFixed(0)} s`,
    formatTable(
      ['what was done', 'schedules', ...kinds, 'refused', 'interrupted', 'races', 'reads failed', 'files lost'],
      rows.map(([name, outcome]) => [
        name,
        outcome.schedules,
        ...kinds.map((kind) => outcome.done[kind] ?? 0),
        sum(outcome.refused),
        sum(outcome.interruptions),
        outcome.races,
        sum(outcome.faults),
        outcome.lostBlobs,
      ]),
    ),
    formatTable(
      [
        'what clients got',
        'answers',
        'newest',
        'behind',
        'release before',
        'last copy',
        'pinned',
        '503',
        'not yet',
        'refused',
      ],
      rows.map(([name, outcome]) => [
        name,
        outcome.reads,
        outcome.newest,
        outcome.behind,
        outcome.fallbacks,
        outcome.kvErrors,
        outcome.pinned,
        outcome.unavailable + outcome.pinnedUnavailable,
        outcome.unknownTopics,
        outcome.refusedReads,
      ]),
    ),
    formatTable(['interrupted at the write of', 'times'], Object.entries(total.interruptions).sort()),
    formatTable(['refused', 'times'], Object.entries(total.refused).sort()),
    formatTable(['reads that failed', 'times'], Object.entries(total.faults).sort()),
    [
      `${count(total.cached)} answers were in the response cache, and the same as without it`,
      `${count(total.crowded)} clients in crowds caused ${count(total.crowdReads)} reads of KV`,
      `the longest wait was ${total.maxWaitMs} ms; the oldest answer, KV not failing, ${total.maxDelayMs / 1000} s from an isolate and ${total.maxCachedDelayMs / 1000} s from a shared cache`,
      `${count(total.searches)} searches of KV and D1 for withdrawn text found none; ${count(total.deletedBlobs)} blobs were collected`,
      `${count(total.convergences)} times the faults ended, and every isolate had the newest state, complete`,
    ].join('\n'),
  ].join('\n\n')
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
