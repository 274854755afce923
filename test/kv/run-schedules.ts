/** Runs many schedules of the publishing property and prints what they covered: `node test/kv/run-schedules.ts [--schedules 2000] [--seed N]`. */
import { addOutcomes, createOutcome } from './outcome.ts'
import { runSchedule } from './publish-property.ts'

const readOption = (name: string): number | undefined => {
  const place = process.argv.indexOf(`--${name}`)
  return place < 0 ? undefined : Number(process.argv[place + 1])
}

const firstSeed = readOption('seed') ?? 0
const schedules = readOption('schedules') ?? (readOption('seed') === undefined ? 2000 : 1)
// Each fallback is logged, as in production.
console.warn = () => {}
console.error = () => {}

const startedAt = performance.now()
let total = createOutcome()
for (let seed = firstSeed; seed < firstSeed + schedules; seed++) {
  try {
    total = addOutcomes(total, await runSchedule(seed))
  } catch (error) {
    console.log(error instanceof Error ? error.message : error)
    console.log(`run it again: node test/kv/run-schedules.ts --seed ${seed}`)
    process.exit(1)
  }
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
console.log(JSON.stringify({ schedules, seconds, ...total }, null, 2))
