/** The whole system as `npm start` runs it: an edit in YAML is published and appears on a page of another origin. */
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Box } from '../../data/schema/api.ts'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { editFile } from '../fixtures/processes.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { listChecks } from '../smoke/checks.ts'
import { createWorkplace, runStart, type StartProcess, type Workplace } from './start-process.ts'

const TOPIC = 'us-iran-iraq-talks'
/** The whole contract is tested, on a machine that may be busy. */
vi.setConfig({ testTimeout: 180_000 })

const browser = await provideChromium()
let page: Page
let consoleLog: ConsoleLog
let workplace: Workplace
let start: StartProcess
let origin: string
let demo: string

beforeAll(async () => {
  workplace = await createWorkplace()
  start = runStart(workplace)
  ;({ origin, demo } = await waitForSites(start))
  page = await browser.newPage()
  consoleLog = recordConsole(page)
})

afterAll(() => start?.interrupt())

async function waitForSites(process: StartProcess): Promise<{ origin: string; demo: string }> {
  const [, origin = '', demo = ''] = await process.waitFor(/Site {2,}(http:\S+)\/\s[\s\S]*Demo page {2}(http:\S+)/)
  return { origin, demo }
}

const readHeading = () => page.locator('fact-box').locator('h2').first().textContent()

const edit = (file: string, from: string, to: string) => editFile(join(workplace.topicsFolder, TOPIC, file), from, to)

it('fulfils the contract, like the deployed Worker', async () => {
  for (const { what, run } of await listChecks(origin)) expect((await run?.()) ?? [], what).toEqual([])
})

it('sends uncompressed text to a client that accepts no content coding, such as curl', async () => {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${origin}/docs`, resolve).on('error', reject)
  })
  expect(response.headers['content-encoding']).toBeUndefined()
  expect(await text(response)).toMatch(/^<!doctype html>/i)
})

it('shows both rounds, the lede and both sources from one request, with no error and no third-party host', async () => {
  await page.goto(demo)
  const box = page.locator('fact-box')
  await box.getByText('First round of talks').first().waitFor({ state: 'attached' })
  const [request, ...others] = consoleLog.requests.filter((url) => new URL(url).origin !== new URL(demo).origin)
  expect(others).toEqual([])
  const { abstract, lede, articles } = await readBox(new URL(request ?? '').origin)
  const shown = await page.evaluate(() => document.querySelector('fact-box')?.shadowRoot?.textContent ?? '')
  const texts = [...abstract.slice(0, lede).map(({ text }) => text), ...articles.map(({ name }) => name)]
  for (const text of ['First round of talks', 'Second round of talks', ...texts]) expect(shown).toContain(text)
  expect(consoleLog.errors).toEqual([])
  expect([...new Set(consoleLog.requests.map((url) => new URL(url).hostname))]).toEqual(['127.0.0.1'])
})

it('shows a saved edit as a draft when the page is reloaded', async () => {
  await edit('topic.yml', 'name: US–Iran Iraq talks', 'name: An edited headline')
  await start.waitFor(/draft of release 2 shown/)
  await page.reload()
  await expect.poll(readHeading).toBe('An edited headline')
})

it('reports a deleted field with file, place and remedy, and keeps the published state', async () => {
  await edit('events.yml', '  name: First round of talks\n', '')
  const [report] = await start.waitFor(/events\.yml:\d+:\d+[\s\S]*?remedy: .*/)
  expect(report).toContain('first-round › name')
  expect(report).toContain('name is missing')
  expect(report).toContain('add name')
  await page.reload()
  await expect.poll(readHeading).toBe('An edited headline')
})

it('ends on Ctrl-C, and publishes the draft after a restart', async () => {
  await edit('events.yml', '- id: first-round\n', '- id: first-round\n  name: First round of talks\n')
  await start.waitFor(/draft of release 2 shown/)
  const served = consoleLog.requests.map((url) => new URL(url).origin)
  await start.interrupt()
  for (const origin of new Set(served)) await expect(fetch(origin), origin).rejects.toThrow()
  start = runStart(workplace)
  await start.waitFor(/release 2 published/)
  await page.goto((await waitForSites(start)).demo)
  await expect.poll(readHeading).toBe('An edited headline')
})

async function readBox(origin: string): Promise<Box> {
  return (await fetch(`${origin}/v1/topics/${TOPIC}/box`)).json() as Promise<Box>
}
