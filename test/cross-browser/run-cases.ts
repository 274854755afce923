/** Every case as a test in one engine: one after the other, because they share the engine's browsers and service. */
import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, it } from 'vitest'
import { makeServed } from '../fixtures/box-service.ts'
import { type Engine, NotInstalled, type Tab } from './engine.ts'
import { CASES } from './host-pages/cases.ts'
import { type Stage, startStage } from './stage.ts'
import { endInTime } from './until.ts'
import type { Visit } from './visit.ts'

/** The folder for a screenshot of each page that failed. */
const SCREENSHOTS = fileURLToPath(new URL('../../.build/screens/browsers/', import.meta.url))
const SCREENSHOT_TIMEOUT_MS = 10_000

/** Registers the tests. A missing engine fails them where `CI` is set, and skips them elsewhere. */
export async function runCases(engine: Engine): Promise<void> {
  const served = await makeServed()
  let stage: Stage
  let missing = ''
  let visits: Visit[] = []

  beforeAll(async () => {
    stage = await startStage(engine, served)
    try {
      await stage.browser('light')
    } catch (error) {
      if (process.env.CI || !(error instanceof NotInstalled)) throw error
      missing = error.message
    }
  })
  afterEach(async ({ task }) => {
    const tab = visits.at(-1)?.tab
    visits = []
    if (tab && task.result?.state === 'fail') await takeScreenshot(tab, `${engine.name}-${task.name}.png`)
    await stage.clear()
  })
  afterAll(() => stage?.close())

  it.for(CASES)('$name', async ({ name, check, expectedErrors }, { skip }) => {
    skip(missing !== '', missing)
    await check({
      engine: engine.name,
      service: stage.service,
      box: served.box,
      expectPageUnchanged: (visit) => stage.expectPageUnchanged(name, visit),
      async open(options) {
        const visit = await stage.open(name, options)
        visits.push(visit)
        return visit
      },
    })
    for (const { tab } of visits) assert.deepEqual(await listErrors(tab, expectedErrors), [], 'the page reports errors')
  })
}

/** Lists the errors that the engine and the page recorded, without the expected ones. */
async function listErrors(tab: Tab, expected?: RegExp): Promise<string[]> {
  const consoleLog = await tab.evaluate(() => (window as { consoleLog?: string[] }).consoleLog ?? [])
  return [...tab.consoleErrors, ...consoleLog].filter((error) => !expected?.test(error))
}

/** Takes no screenshot where the page hangs. */
async function takeScreenshot(tab: Tab, name: string): Promise<void> {
  const screenshot = await endInTime('a screenshot', SCREENSHOT_TIMEOUT_MS, tab.screenshot()).catch(() => undefined)
  if (!screenshot) return
  await mkdir(SCREENSHOTS, { recursive: true })
  await writeFile(join(SCREENSHOTS, name), screenshot)
}
