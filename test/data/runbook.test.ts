/** The operator's runbook: its commands, as they are written, against a stand-in of Cloudflare's API. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkStore } from '../../data/store/fsck.ts'
import { openRemoteStore } from '../../data/store/kv-remote.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { type Ref, refKey } from '../../data/store/records.ts'
import type { OpenStore } from '../../data/store/store.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'
import { readAuthored } from './real-topic.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TOPIC = 'us-iran-iraq-talks'
const TIMEOUT_MS = 240_000
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

let api: CloudflareApi
let folder: string
/** Milliseconds that were waited for without being waited. */
let skipped = 0

const open = (): Promise<OpenStore> =>
  openRemoteStore({
    environment: api.variables,
    report: () => {},
    wait: async (ms) => {
      skipped += ms
    },
  })

async function publish(n: number, name: string): Promise<void> {
  const authored = readAuthored()
  authored.topic.name = name
  await publishTopic(await open(), authored, { now: day(n), onto: 'any' })
}
const readRef = async () => JSON.parse(new TextDecoder().decode(await (await open()).store.get(refKey(TOPIC)))) as Ref

interface Result {
  code: number
  output: string
}

/** The commands of the section, each with the backup's folder in the place of DIR. */
async function follow(heading: string): Promise<Result[]> {
  const text = await readFile(join(ROOT, 'worker/README.md'), 'utf8')
  const section = text.split(`### ${heading}\n`)[1]?.split(/^##/m)[0] ?? ''
  const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? ''
  const commands = [...block.matchAll(/^npm run data -- ([^#\n]+)/gm)].map(([, words = '']) =>
    words.trim().split(/\s+/),
  )
  const results: Result[] = []
  for (const words of commands) results.push(await run(words.map((word) => (word === 'DIR' ? folder : word))))
  return results
}

function run(args: string[]): Promise<Result> {
  const env = { ...process.env, ...api.variables, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, ['data/cli/index.ts', ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  api = await startCloudflareApi({ now: () => Date.now() + skipped })
  await publish(1, 'First')
  await publish(2, 'Second')
  await withdrawItem(await open(), TOPIC, 'liaison-to-hezbollah', {
    reason: 'A test.',
    now: day(3),
    withDependants: true,
  })
  expect(await run(['backup', folder, '--remote'])).toMatchObject({ code: 0 })
})
afterEach(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

it('brings back a namespace that was emptied', { timeout: TIMEOUT_MS }, async () => {
  const before = await readRef()
  const { store } = await open()
  await store.deleteMany((await store.list('')).map(({ key }) => key))
  const results = await follow('A namespace is gone, or was emptied')
  expect(results).toMatchObject([{ code: 0 }, { code: 0 }, { code: 0 }])
  expect(results[1]?.output).toContain('all is whole')
  const { latest, log, manifest, tombstones } = before
  expect(await readRef()).toMatchObject({ latest, log, manifest, tombstones })
})

it('finds out what a stolen token rewrote, and starts again from the backup', { timeout: TIMEOUT_MS }, async () => {
  const before = await readRef()
  const { store } = await open()
  await store.deleteMany((await store.list('')).map(({ key }) => key))
  await (await open()).index?.batch([{ sql: 'DELETE FROM topics' }, { sql: 'DELETE FROM claims' }])
  for (const n of [1, 2, 3, 4]) await publish(n, `Forged ${n}`)
  const [, backup] = await follow('A token was stolen')
  expect(backup).toMatchObject({ code: 1, output: expect.stringContaining('does not go on from the backup') })
  await api.close()
  api = await startCloudflareApi({ now: () => Date.now() + skipped })
  expect((await follow('A namespace is gone, or was emptied')).map(({ code }) => code)).toEqual([0, 0, 0])
  const { before: _, ...rest } = before
  expect(await readRef()).toEqual(rest)
  expect((await checkStore(await open(), { now: day(9) })).flaws).toEqual([])
})
