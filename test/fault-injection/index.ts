/**
 * `npm run test:faults`: all schedules and ten minutes of load. `-- --short` is for CI, `-- --schedules N` and `-- --soak` run
 * one of the two, `-- --seed N` runs the one schedule that failed. Rules: README.md.
 */
import { parseArgs } from 'node:util'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { runSchedules, type ScheduleRange, showSchedules } from './run-schedules.ts'
import { runSoak, showSoak } from './soak.ts'

const LONG = { schedules: 10_000, soakSeconds: 600 }
const SHORT = { schedules: 500, soakSeconds: 20 }

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    soak: { type: 'boolean', default: false },
    schedules: { type: 'string' },
    seed: { type: 'string' },
  },
})
const size = values.short ? SHORT : LONG
const firstSeed = Number(values.seed ?? 0)
const isOne = values.seed !== undefined && values.schedules === undefined
const schedules = isOne ? 1 : Number(values.schedules ?? size.schedules)
const hasSchedules = !values.soak
const hasSoak = values.soak || (values.schedules === undefined && values.seed === undefined)

useTemporaryFolder()
if (hasSchedules) await testSchedules({ firstSeed, schedules })
if (hasSoak) await testUnderLoad(size.soakSeconds)

async function testSchedules(range: ScheduleRange): Promise<void> {
  const report = await runSchedules(range)
  showSchedules(report)
  for (const failure of report.failures) {
    const [, seed] = /^seed (\d+)/.exec(failure) ?? []
    console.log(`${failure}\nagain: npm run test:faults -- --seed ${seed}`)
    process.exitCode = 1
  }
}

async function testUnderLoad(seconds: number): Promise<void> {
  const report = await runSoak(seconds, firstSeed)
  showSoak(report)
  if (report.failures.length > 0 || report.latencies.size === 0) process.exitCode = 1
}
