/**
 * How fast, against what: `npm run bench`. `-- --short` is a quick look, `-- --only server` (or `growth`, `widget`) a part of
 * it, and `-- --write` puts what was found into results.md, results.svg and the README. Method: README.md.
 */
import { parseArgs } from 'node:util'
import { measureColdPaths } from './cold-paths.ts'
import { bundleForMeasuring, createSetting, startAssets } from './fact-box-worker.ts'
import { measureFirstRequests } from './first-requests.ts'
import { measureGrowth } from './growth.ts'
import { measureHotPaths } from './hot-paths.ts'
import { startLoad } from './load.ts'
import { describeMachine } from './machine.ts'
import { type Section, showGoals, showSection } from './report.ts'
import { measureWidget } from './widget.ts'
import { profileServer } from './worker-profile.ts'
import { writeResults } from './write-results.ts'

const LONG = { rounds: 20, amount: 2_000, starts: 15, growthRounds: 8, loads: 20 }
const SHORT = { rounds: 4, amount: 500, starts: 4, growthRounds: 2, loads: 2 }
const PARTS = ['server', 'growth', 'widget'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
if (values.write && values.only !== undefined) throw new Error('--write is for a whole run')
const { rounds, amount, starts, growthRounds, loads } = values.short ? SHORT : LONG
const beganAt = performance.now()
const assets = await startAssets()
const load = startLoad()
const script = await bundleForMeasuring()

const MEASURES: Record<Part, () => Promise<Section[]>> = {
  async server() {
    const setting = await createSetting(script, assets.address)
    const hot = await measureHotPaths(setting, load, { rounds, amount })
    const cold = await measureColdPaths(setting, starts)
    const first = await measureFirstRequests(setting, script, assets.address, starts)
    const where = await profileServer(assets.address, load, { amount, starts })
    await setting.kv.close()
    return [hot, cold, first, where]
  },
  growth: () => measureGrowth(script, assets.address, load, { rounds: growthRounds, amount }),
  widget: async () => [await measureWidget(loads)],
}

const sections: Section[] = []
for (const part of PARTS) {
  if (values.only !== undefined && values.only !== part) continue
  for (const section of await MEASURES[part]()) {
    sections.push(section)
    console.log(`${showSection(section)}\n`)
  }
}
await load.stop()
assets.close()
const minutes = (performance.now() - beganAt) / 60_000
const about = await describeMachine({ minutes, loads, rounds })
console.log(`${about}\n\n${showGoals(sections)}`)
if (values.write) await writeResults(sections, about)
