/** The operator's guide, followed step by step and word for word, against a fake Cloudflare API. */
import { cp, mkdtemp, rm, stat } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolderStore } from '../../data/cli/folder-store.ts'
import { backUpStore } from '../../data/store/backup.ts'
import { checkStore } from '../../data/store/fsck.ts'
import { openRemoteStore } from '../../data/store/kv-remote.ts'
import { hashHead, readLog } from '../../data/store/log.ts'
import { canonicalJson, type Ref, refKey, WIDGETS_KEY } from '../../data/store/records.ts'
import { isSigned } from '../../data/store/signature.ts'
import type { OpenStore } from '../../data/store/store.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'
import { addressOf, close } from '../fixtures/loopback.ts'
import { startHistoryHost } from './history-host.ts'
import { day, publishOn, TOPIC } from './real-topic.ts'
import { openGuide, type StepResult } from './runbook.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ITEM = 'liaison-to-hezbollah'
const OTHER_ITEM = 'details-to-follow'
const TIMEOUT_MS = 300_000

let api: CloudflareApi
let folder: string
let host: Server
let guide: Awaited<ReturnType<typeof openGuide>>
/** Milliseconds of waiting that were skipped. */
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
  expect(await publishOn(await open(), n, name)).toMatchObject({ kind: 'published' })
}
const readJson = async <Value>(key: string) =>
  JSON.parse(new TextDecoder().decode(await (await open()).store.get(key))) as Value
const readRef = () => readJson<Ref>(refKey(TOPIC))
const readHead = async () => (await hashHead(await readLog((await open()).store, await readRef()))) ?? ''
const codes = (results: StepResult[]) => results.map(({ code }) => code)
const zeros = (results: StepResult[]) => results.map(() => 0)

async function emptyNamespace(): Promise<void> {
  const { store } = await open()
  await store.deleteMany((await store.list('')).map(({ key }) => key))
}

/** Empties the database: no tables, like a new one. */
async function emptyDatabase(): Promise<void> {
  const { index } = await open()
  const tables = await index?.query<{ name: string }>("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE%TABLE%'")
  const own = (tables ?? []).filter(({ name }) => !/^search_|^sqlite_/.test(name))
  await index?.batch(own.map(({ name }) => ({ sql: `DROP TABLE ${name}` })))
}

/** Expects every ref and the builds of the widget to be readable with the keys that were deployed last. */
async function expectReadable(): Promise<void> {
  const keys = guide.deployedKeys
  for (const key of [refKey(TOPIC), WIDGETS_KEY]) {
    const record = await readJson<Record<string, unknown>>(key)
    expect(keys.length === 0 || (await isSigned(record, keys)), `${key} for ${keys}`).toBe(true)
  }
}

async function beginSigning(): Promise<void> {
  const results = await guide.follow('## Sign what is published', expectReadable)
  expect(codes(results)).toEqual(zeros(results))
  expect(guide.deployedKeys).toHaveLength(1)
  expect(await guide.run(['backup', 'DIR', '--remote'])).toMatchObject({ code: 0 })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const edited = join('topics', 'harbour-bridge-closure')
  await cp(join(ROOT, 'test/fixtures', edited), join(folder, edited), { recursive: true })
  api = await startCloudflareApi({ now: () => Date.now() + skipped })
  host = await startHistoryHost(TOPIC, async () => (await open()).store)
  guide = await openGuide({
    guide: join(ROOT, 'worker/README.md'),
    folder,
    names: { DIR: join(folder, 'backup'), TOPIC, ITEM: OTHER_ITEM, HOST: addressOf(host) },
    variables: () => api.variables,
  })
  await publish(1, 'First')
  await publish(2, 'Second')
  await withdrawItem(await open(), TOPIC, ITEM, { reason: 'A test.', now: day(3), withDependants: true })
  await archiveWidget(await open(), 'void 0', day(3))
  await backUpStore(await open(), openFolderStore(guide.names.DIR ?? ''))
})
afterEach(async () => {
  await close(host)
  await api.close()
})

describe('where nothing is signed', () => {
  it('restores a namespace that was emptied', { timeout: TIMEOUT_MS }, async () => {
    const before = await readRef()
    await emptyNamespace()
    const results = await guide.follow('### A namespace is gone, or was emptied')
    expect(codes(results)).toEqual([0, 0, 0])
    expect(results[1]?.output).toContain('checked: no problem')
    const { latest, log, manifest, tombstones } = before
    expect(await readRef()).toMatchObject({ latest, log, manifest, tombstones })
  })

  it('reports what a stolen token rewrote, and starts again from the backup', { timeout: TIMEOUT_MS }, async () => {
    const before = await readRef()
    guide.names.HEAD = await readHead()
    await emptyNamespace()
    await emptyDatabase()
    for (const n of [1, 2, 3, 4]) await publish(n, `Forged ${n}`)
    const [, verify, backup] = await guide.follow('### A token was stolen, and nothing is signed')
    expect(verify).toMatchObject({ code: 1, output: expect.stringContaining('the log does not continue from') })
    expect(backup).toMatchObject({ code: 1, output: expect.stringContaining("does not continue the backup's") })
    await api.close()
    api = await startCloudflareApi({ now: () => Date.now() + skipped })
    expect(codes(await guide.follow('### A namespace is gone, or was emptied'))).toEqual([0, 0, 0])
    const { before: _, ...rest } = before
    expect(await readRef()).toEqual(rest)
    expect((await checkStore(await open(), { now: day(9) })).flaws).toEqual([])
  })

  it('withdraws, and says what remains where', { timeout: TIMEOUT_MS }, async () => {
    const results = await guide.follow('### Withdrawn content is still shown')
    const [first, again, verify] = results
    expect(first?.output).toContain('is withdrawn')
    expect(codes(results)).toEqual(zeros(results))
    expect(again?.output).toContain('was withdrawn on')
    expect(verify?.output).toContain('redacted, as the log says: release 1, 2')
    expect((await readRef()).tombstones.items[OTHER_ITEM]).toMatchObject({ reason: 'Legal advice.' })
  })

  it('completes an upgrade that was stopped halfway', { timeout: TIMEOUT_MS }, async () => {
    const { store, index } = await open()
    await index?.batch([{ sql: 'UPDATE schema SET version = 0' }, { sql: 'DROP TABLE parties' }])
    await store.deleteMany([WIDGETS_KEY])
    expect(await guide.run(['fsck', '--remote'])).toMatchObject({ code: 1, output: expect.stringContaining('reindex') })
    const results = await guide.follow('### An upgrade was stopped halfway')
    expect(codes(results)).toEqual(zeros(results))
    expect(results.at(-1)?.output).toContain('checked: no problem')

    await (await open()).store.put(refKey(TOPIC), canonicalJson({ ...(await readRef()), format: 99 }))
    for (const { code, output } of await guide.follow('### An upgrade was stopped halfway')) {
      if (code === 0) continue
      expect(output).toMatch(
        /records of format 99, and this code knows 2: update the code|format that this code does not/,
      )
    }
    expect(await readRef()).toMatchObject({ format: 99 })
  })
})

describe('where publications are signed', () => {
  it('starts signing with every answer available, and keeps a key private', { timeout: TIMEOUT_MS }, async () => {
    await beginSigning()
    expect((await stat(join(folder, 'KEY'))).mode & 0o777).toBe(0o600)
    expect(await isSigned(await readJson(refKey(TOPIC)), guide.deployedKeys)).toBe(true)
    const before = await readRef()
    await emptyNamespace()
    expect(codes(await guide.follow('### A namespace is gone, or was emptied', expectReadable))).toEqual([0, 0, 0])
    expect(await readRef()).toMatchObject({ latest: before.latest, log: before.log, tombstones: before.tombstones })
  })

  it('repairs what a stolen token wrote, and invalidates earlier signatures', { timeout: TIMEOUT_MS }, async () => {
    await beginSigning()
    const before = await readRef()
    const { store } = await open()
    await store.put(refKey(TOPIC), canonicalJson({ ...before, sequence: 999, tombstones: { items: {}, releases: {} } }))
    await store.put(WIDGETS_KEY, '{"format":2,"builds":{}}')
    await emptyDatabase()
    const [fsck, ...rest] = await guide.follow('### A token was stolen, and what is published is signed')
    expect(fsck).toMatchObject({ code: 1, output: expect.stringContaining('is not signed by a key that is known') })
    expect(codes(rest)).toEqual(zeros(rest))
    await expectReadable()
    const changed = await guide.follow('### A key is lost, or its holder leaves', expectReadable)
    expect(codes(changed)).toEqual(zeros(changed))
    const { latest, log, manifest, tombstones } = before
    expect(await readRef()).toMatchObject({ latest, log, manifest, tombstones })
    expect(await isSigned({ ...before }, guide.deployedKeys)).toBe(false)
  })

  it('replaces a lost key while every answer stays readable', { timeout: TIMEOUT_MS }, async () => {
    await beginSigning()
    await rm(join(folder, 'KEY'))
    const before = await readRef()
    const results = await guide.follow('### A key is lost, or its holder leaves', expectReadable)
    expect(codes(results)).toEqual(zeros(results))
    expect(guide.deployedKeys).toHaveLength(1)
    expect(await isSigned({ ...before }, guide.deployedKeys)).toBe(false)
    expect(await readRef()).toMatchObject({ log: before.log, sequence: before.sequence + 1 })
  })
})
