/** Random schedules of publishing and reading against a KV that lags and fails, a thread for each processor. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { addOutcomes, createOutcome, type Outcome } from '../kv/outcome.ts'
import { nameWeather } from '../kv/publish-property.ts'
import { WEATHER_NAMES } from '../kv/weather.ts'
import { formatTable } from './table.ts'

const THREAD = new URL('./schedule-thread.ts', import.meta.url)

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
  outcomes: Map<string, Outcome>
  /** Each names its seed. */
  failures: string[]
  seconds: number
}

export async function runSchedules({ firstSeed, schedules }: ScheduleRange): Promise<SchedulesReport> {
  const startedAt = performance.now()
  const outcomes = new Map(WEATHER_NAMES.map((name) => [name as string, createOutcome()]))
  const failures: string[] = []
  let next = firstSeed
  const runThread = async () => {
    const thread = new Worker(THREAD)
    while (next < firstSeed + schedules && failures.length === 0) {
      const { seed, outcome, failure } = await ask(thread, next++)
      const name = nameWeather(seed)
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
  return [
    `${total.schedules.toLocaleString('en')} schedules in ${seconds.toFixed(0)} s`,
    formatTable(
      ['what was done', 'schedules', 'publishes', 'rollbacks', 'withdrawals', 'stopped', 'reads spoilt', 'files lost'],
      rows.map(([name, outcome]) => [
        name,
        outcome.schedules,
        outcome.publishes,
        outcome.rollbacks,
        outcome.withdrawals,
        sum(outcome.kills),
        sum(outcome.faults),
        outcome.lostBlobs,
      ]),
    ),
    formatTable(
      [
        'what readers got',
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
        outcome.refused,
      ]),
    ),
    formatTable(['stopped at the write of', 'times'], Object.entries(total.kills).sort()),
    formatTable(['what reading came to', 'times'], Object.entries(total.faults).sort()),
    [
      `${total.recalled.toLocaleString('en')} answers could be given again without looking, and were the same`,
      `${total.crowded.toLocaleString('en')} readers in crowds caused ${total.crowdReads.toLocaleString('en')} reads of KV`,
      `nobody waited longer than ${total.maxWaitMs} ms, or saw an older state longer than ${total.maxDelayMs / 1000} s while KV answered`,
      `${total.convergences.toLocaleString('en')} times everything was whole and the newest again, by itself`,
    ].join('\n'),
  ].join('\n\n')
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
