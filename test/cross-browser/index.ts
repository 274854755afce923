/**
 * `npm run test:browsers`: the widget on difficult pages, in three engines. Prints engines by cases; ends with 1 when a case
 * failed, or with `--no-skip` when an engine is not installed. `--engine` and `--case` choose some, and may be repeated.
 */
import { parseArgs } from 'node:util'
import { makeServed } from '../fixtures/box-service.ts'
import { chromium } from './chromium.ts'
import { firefox } from './firefox.ts'
import { chooseCases } from './host-pages/cases.ts'
import { PICTURES, runCases } from './run-cases.ts'
import { isPassed, showReports } from './table.ts'
import { webkit } from './webkit.ts'

const ENGINES = [chromium, firefox, webkit]

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: ENGINES.map(({ name }) => name) },
    case: { type: 'string', multiple: true, default: [] },
    'no-skip': { type: 'boolean', default: false },
  },
})
const engines = ENGINES.filter(({ name }) => options.engine.includes(name))
if (engines.length < new Set(options.engine).size) {
  throw new Error(`--engine is one of ${ENGINES.map(({ name }) => name).join(', ')}`)
}

// Ended by hand, it ends what it has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const cases = chooseCases(options.case)
const served = await makeServed()
const started = performance.now()
const reports = await Promise.all(engines.map((engine) => runCases(engine, cases, served)))
console.log(showReports(cases, reports, (performance.now() - started) / 1000))

const hasFailed = reports.some(({ outcomes }) => !outcomes.every(isPassed))
const isLacking = reports.some(({ state }) => state === 'broken' || (state === 'skipped' && options['no-skip']))
if (hasFailed) console.log(`\nPictures of what failed are in ${PICTURES}`)
process.exitCode = hasFailed || isLacking ? 1 : 0
