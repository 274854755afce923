/** The project in a folder with an unusual name, in a read-only folder, and while another copy runs. */
import { execFile } from 'node:child_process'
import { chmod, glob, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { runNode, runProgram } from '../fixtures/processes.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { copyProject } from './copy-project.ts'
import { runStart } from './start-process.ts'

const TOPIC = 'us-iran-iraq-talks'
const OTHER_TOPIC = 'harbour-bridge-closure'
/** Root can write everywhere, and other users may not be able to read this folder: use root without that right (capabilities(7)). */
const WITHOUT_OVERRIDE = ['--bounding-set', '-dac_override,-dac_read_search']
const STACK = /^\s+at /m
/** Several processes together, on a machine that may be busy. */
vi.setConfig({ testTimeout: 180_000 })

let folder: string
let clone: string
const browser = await provideChromium()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  await chmod(folder, 0o755)
  clone = await copyProject(join(folder, 'Föhn 事 box'), ['demo', 'fixtures'])
})
// A read-only folder cannot be removed either.
afterAll(() => promisify(execFile)('chmod', ['-R', 'u+w', folder]))

const describeRun = (root: string) => ({ cwd: root, env: { ...process.env, HOME: tmpdir() } })
const data = (root: string, ...args: string[]) => runNode(['data/cli/index.ts', ...args], describeRun(root))
const runAsOwner = (root: string, args: string[]) =>
  process.getuid?.() === 0
    ? runProgram('setpriv', [...WITHOUT_OVERRIDE, process.execPath, ...args], describeRun(root))
    : runNode(args, describeRun(root))

const describeFolders = () => ({
  topicsFolder: join(clone, 'data/topics'),
  stateFolder: join(clone, '.wrangler/state'),
})

it('starts twice together for the first time, and publishes while it runs', async () => {
  expect(await data(clone, 'check')).toMatchObject({ code: 0, output: expect.stringContaining('no problem') })
  const page = await browser.newPage()
  const starts = [1, 2].map(() => runStart(describeFolders(), { root: clone }))
  try {
    const demos = await Promise.all(starts.map((start) => start.waitFor(/API {8}(\S+)[\s\S]*Demo page {2}(http:\S+)/)))
    expect(new Set(demos.map(([, api]) => api)).size).toBe(2)
    for (const [, , demo = ''] of demos) {
      await page.goto(demo)
      await page.locator('fact-box').getByText('First round of talks').first().waitFor({ state: 'attached' })
    }
    const published = await data(clone, 'publish', OTHER_TOPIC, '--topics', join(clone, 'test/fixtures/topics'))
    expect(published).toMatchObject({ code: 0, output: expect.stringContaining('release 1 published') })
    for (const [, api = ''] of demos) {
      for (const topic of [TOPIC, OTHER_TOPIC]) {
        const response = await fetch(api.replace(TOPIC, topic))
        expect(await response.json()).toMatchObject({ id: topic })
      }
    }
  } finally {
    await Promise.all(starts.map((start) => start.interrupt()))
  }
})

it('publishes two topics, and one topic twice, together, and loses none', async () => {
  // The ledgers belong to the store that was started above; this one is empty.
  for await (const ledger of glob('{data,test/fixtures}/topics/*/published.local.json', { cwd: clone }))
    await rm(join(clone, ledger))
  const publish = (topics: string) =>
    data(clone, 'publish', '--topics', join(clone, topics), '--state', join(folder, 'twice'))
  const results = await Promise.all([publish('data/topics'), publish('test/fixtures/topics'), publish('data/topics')])
  const own = [results[0], results[2]].map((result) => result?.output.match(/release 1 (\w+)/)?.[1])
  expect(own.sort()).toEqual(['published', 'unchanged'])
  for (const { code, output } of results) expect([code, output]).toEqual([0, expect.not.stringMatching(STACK)])
  for (const topic of [TOPIC, OTHER_TOPIC]) {
    const { output } = await data(clone, 'releases', topic, '--state', join(folder, 'twice'))
    expect(output).toMatch(/^> +1 +published/)
  }
})

it('says in one sentence that it cannot write', async () => {
  const copy = await copyProject(join(folder, 'read-only'), ['demo', 'fixtures'])
  await promisify(execFile)('chmod', ['-R', 'a-w', copy])
  const results = await Promise.all(
    [['worker/dev/start.ts'], ['data/cli/index.ts', 'publish'], ['data/cli/index.ts', 'new', 'kite-day']].map((args) =>
      runAsOwner(copy, args),
    ),
  )
  for (const { code, output } of results) {
    expect([code, output.trim().split('\n')]).toEqual([
      1,
      [expect.stringMatching(/permission denied|cannot be used by this user/)],
    ])
  }
  expect(await readdir(copy)).not.toContain('.wrangler')
})
