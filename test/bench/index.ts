/**
 * `npm run bench` measures speed, in comparison. `-- --short` is a quick run, `-- --only server` (or `growth`, `widget`, `ingest`) a
 * part, and `-- --write` writes the results to results.md, results.svg and the README. Method: README.md.
 */
import { parseArgs } from 'node:util'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { measureColdPaths } from './cold-paths.ts'
import { bundleForMeasuring, createSetting, startAssets } from './fact-box-worker.ts'
import { measureFirstRequests } from './first-requests.ts'
import { measureGrowth } from './growth.ts'
import { measureHotPaths } from './hot-paths.ts'
import { measureIngest } from './ingest.ts'
import { startLoad } from './load.ts'
import { describeMachine } from './machine.ts'
import { type Section, showGoals, showSection } from './report.ts'
import { measureWidget } from './widget.ts'
import { profileServer } from './worker-profile.ts'
import { writeResults } from './write-results.ts'

const LONG = { rounds: 20, processes: 4, amount: 2_000, starts: 15, growthRounds: 8, loads: 20 }
const SHORT = { rounds: 4, processes: 2, amount: 500, starts: 4, growthRounds: 2, loads: 2 }
const PARTS = ['server', 'growth', 'widget', 'ingest'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    readability: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
})
if (values.only !== undefined && !PARTS.some((part) => part === values.only))
  throw new Error(`there is no part ${values.only}: give one of ${PARTS.join(', ')}`)
if (values.write && values.only !== undefined) throw new Error('--write is for a whole run')
const { rounds, processes, amount, starts, growthRounds, loads } = values.short ? SHORT : LONG
useTemporaryFolder()
const beganAt = performance.now()

interface Served {
  assets: Awaited<ReturnType<typeof startAssets>>
  load: ReturnType<typeof startLoad>
  script: Awaited<ReturnType<typeof bundleForMeasuring>>
}
let served: Promise<Served> | undefined
/** Resources shared by the parts that send requests to a server. */
const serve = () => {
  served ??= (async () => ({ assets: await startAssets(), load: startLoad(), script: await bundleForMeasuring() }))()
  return served
}

const MEASURES: Record<Part, () => Promise<Section[]>> = {
  async server() {
    const { assets, load, script } = await serve()
    const setting = await createSetting(script, assets.address)
    const hot = await measureHotPaths(setting, load, { rounds, processes, amount })
    const cold = await measureColdPaths(setting, starts)
    const first = await measureFirstRequests(setting, script, assets.address, starts)
    const where = await profileServer(assets.address, load, { amount, starts })
    await setting.kv.close()
    return [hot, cold, first, where]
  },
  async growth() {
    const { assets, load, script } = await serve()
    return measureGrowth(script, assets.address, load, { rounds: growthRounds, amount })
  },
  widget: async () => [await measureWidget(loads)],
  ingest: async () => [
    await measureIngest({
      ...(values.readability === undefined ? {} : { readability: values.readability }),
      isListing: values.list,
    }),
  ],
}

const sections: Section[] = []
for (const part of PARTS) {
  if (values.only !== undefined && values.only !== part) continue
  for (const section of await MEASURES[part]()) {
    sections.push(section)
    console.log(`${showSection(section)}\n`)
  }
}
if (served) {
  const { assets, load } = await served
  await load.stop()
  assets.close()
}
const minutes = (performance.now() - beganAt) / 60_000
const about = await describeMachine({ minutes, loads, rounds })
console.log(`${about}\n\n${showGoals(sections)}`)
if (values.write) await writeResults(sections, about)
