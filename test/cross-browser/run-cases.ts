/** Runs cases in one engine, one after the other. */
import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Served } from '../fixtures/box-service.ts'
import type { Case } from './cases.ts'
import { type Engine, NotInstalled, type Tab } from './engine.ts'
import { type Stage, startStage } from './stage.ts'
import { endInTime } from './until.ts'
import type { Visit } from './visit.ts'

/** Where a picture of each page that failed goes. */
export const PICTURES = fileURLToPath(new URL('../../.build/screens/browsers/', import.meta.url))

const CASE_TIMEOUT_MS = 60_000

export interface Outcome {
  name: string
  seconds: number
  /** Absent when the case passed. */
  failure?: string
}

export interface Report {
  engine: string
  /** Of the browser; or why it could not run. */
  version: string
  state: 'ran' | 'skipped' | 'broken'
  outcomes: Outcome[]
}

export async function runCases(engine: Engine, cases: Case[], served: Served): Promise<Report> {
  const stage = await startStage(engine, served)
  const outcomes: Outcome[] = []
  try {
    const { version } = await stage.browser('light')
    for (const item of cases) outcomes.push(await runCase(engine.name, stage, served.box, item))
    return { engine: engine.name, version, state: 'ran', outcomes }
  } catch (error) {
    const state = error instanceof NotInstalled ? 'skipped' : 'broken'
    return { engine: engine.name, version: explain(error), state, outcomes }
  } finally {
    await stage.close()
  }
}

async function runCase(
  engine: string,
  stage: Stage,
  box: string,
  { name, check, expectedErrors }: Case,
): Promise<Outcome> {
  const started = performance.now()
  const end = () => ({ name, seconds: (performance.now() - started) / 1000 })
  const visits: Visit[] = []
  try {
    const checked = check({
      engine,
      service: stage.service,
      box,
      expectPageUnchanged: (visit) => stage.expectPageUnchanged(name, visit),
      async open(options) {
        const visit = await stage.open(name, options)
        visits.push(visit)
        return visit
      },
    })
    await endInTime(name, CASE_TIMEOUT_MS, checked)
    for (const { tab } of visits) assert.deepEqual(await listErrors(tab, expectedErrors), [], 'the page reports errors')
    return end()
  } catch (error) {
    await photograph(visits.at(-1)?.tab, `${engine}-${name}.png`)
    return { ...end(), failure: explain(error) }
  } finally {
    await stage.clear()
  }
}

/** By the engine's word and by the page's own, without what the page is known to complain of. */
async function listErrors(tab: Tab, expected?: RegExp): Promise<string[]> {
  const journal = await tab.evaluate(() => (window as { journal?: string[] }).journal ?? [])
  return [...tab.consoleErrors, ...journal].filter((error) => !expected?.test(error))
}

/** As far as it lets itself be photographed. */
async function photograph(tab: Tab | undefined, name: string): Promise<void> {
  const picture = tab && (await endInTime('a picture', CASE_TIMEOUT_MS, tab.screenshot()).catch(() => undefined))
  if (!picture) return
  await mkdir(PICTURES, { recursive: true })
  await writeFile(join(PICTURES, name), picture)
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}\n${explain(error.cause)}`
}
