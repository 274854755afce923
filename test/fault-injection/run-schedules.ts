/** Runs random schedules of publishing and reading against a KV and a D1 that lag and fail, one thread per processor. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { PROFILE_NAMES } from './fault-profile.ts'
import { addOutcomes, createOutcome, type Outcome } from './outcome.ts'
import { nameProfile } from './schedule.ts'

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

/** Prints what was done and what clients received, by fault profile. */
export function showSchedules({ outcomes, seconds }: SchedulesReport): void {
  const all = [...outcomes].filter(([, { schedules }]) => schedules > 0)
  const total = all.reduce((sum, [, outcome]) => addOutcomes(sum, outcome), createOutcome())
  const columns = [...all, ['all', total] as const].map(([name, outcome]) => [name, flatten(outcome)] as const)
  const rows = Object.keys(flatten(total)).map((row) => [
    row,
    Object.fromEntries(columns.map(([name, counts]) => [name, counts[row] ?? 0])),
  ])
  console.log(`${total.schedules} schedules in ${seconds.toFixed(0)} s`)
  console.table(Object.fromEntries(rows))
}

/** Flattens one level: the counts of a record are prefixed with its name. */
function flatten(outcome: Outcome): Record<string, number> {
  const rows = Object.entries(outcome).flatMap(([name, value]) =>
    typeof value === 'number'
      ? [[name, value] as const]
      : Object.entries(value).map(([kind, count]) => [`${name}: ${kind}`, count] as const),
  )
  return Object.fromEntries(rows)
}
