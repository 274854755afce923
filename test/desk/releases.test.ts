/** Publishing, rolling back and withdrawing at the desk, in the local store and in a fake of the remote one. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parse, stringify } from 'yaml'
import { createKeyFile } from '../../data/cli/key-file.ts'
import type {
  OpenTopic,
  Outcome,
  Problem,
  ReleasesAnswer,
  RollbackPreview,
  StoreChoice,
  StreamedLine,
  WithdrawalPreview,
} from '../../data/desk/api.ts'
import { createRemoteDeskStore } from '../../data/desk/stores.ts'
import { createSigner, generateKey, isSigned } from '../../data/store/signature.ts'
import type { Target } from '../../data/store/store.ts'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'
import { writeLogin } from '../fixtures/cloudflare-api/login.ts'
import { addressOf, close, startServer } from '../fixtures/loopback.ts'
import { createMemoryStorage, readJson } from '../unit/memory-store.ts'
import { startTestDesk, type TestDesk, type TestDeskOptions, TOPIC } from './harness.ts'

const NAMESPACE = 'fact-box-local'
/** Nothing listens there: no Worker is deployed. */
const NOWHERE = 'http://127.0.0.1:9'
const SECONDS_A_CALL = 2

let api: CloudflareApi
let desk: TestDesk

beforeEach(async () => {
  vi.stubEnv('PUBLIC_ORIGIN', NOWHERE)
  let now = Date.now()
  // A key accepts one write per second.
  api = await startCloudflareApi({ now: () => (now += SECONDS_A_CALL * 1000) })
  desk = await startTestDesk({ isBare: true, stores: [await createRemoteDeskStore(api.variables)] })
})
afterEach(async () => {
  await desk.close()
  await api.close()
  vi.unstubAllEnvs()
})

/** Replaces the usual desk by another one. */
async function withDesk(options: TestDeskOptions, use: () => Promise<void>): Promise<void> {
  const usual = desk
  desk = await startTestDesk({ isBare: true, ...options })
  try {
    await use()
  } finally {
    await desk.close()
    desk = usual
  }
}

async function ask<Answer>(path: string, body?: unknown): Promise<Answer> {
  return (await request(path, body)).json() as Promise<Answer>
}

function request(path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${new URL(desk.url).hash.slice(1)}`, 'content-type': 'application/json' }
  return fetch(`${desk.origin}/edit/api${path}`, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
}

/** Returns the progress messages and the outcome. */
async function change(store: Target, action: string, body: unknown = {}) {
  const text = await (await request(`/topics/${TOPIC}/${action}?store=${store}`, body)).text()
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StreamedLine)
  const steps = lines.flatMap((line) => (line.kind === 'step' ? [line.text] : []))
  return { steps, outcome: lines.at(-1) as Outcome | Problem }
}

const publish = (store: Target, choices = {}) => change(store, 'publish', choices)
const open = (store: Target) => ask<OpenTopic>(`/topics/${TOPIC}?store=${store}`)
const list = async (store: Target) => (await ask<ReleasesAnswer>(`/topics/${TOPIC}/releases?store=${store}`)).releases

async function editYaml(file: string, edit: (content: Record<string, unknown>[]) => void): Promise<void> {
  const path = join(desk.topicsFolder, TOPIC, `${file}.yml`)
  const content = parse(await readFile(path, 'utf8')) as Record<string, unknown>[]
  edit(content)
  await writeFile(path, stringify(content))
}

const rename = (name: string) =>
  editYaml('topic', (topic) => Object.assign(topic, { name, attributionText: `Fact box: ${name}` }))
const report = (outcome: Outcome | Problem) => ('report' in outcome ? outcome.report : outcome.problem)

describe.each(['local', 'remote'] as const)('at the desk, to the %s store', (store) => {
  it('publishes, and reports each step', async () => {
    expect(await open(store)).not.toHaveProperty('published')
    const { steps, outcome } = await publish(store)
    expect(report(outcome)).toMatch(/43 of 43 citations and 2 of 2 quotes are found[\s\S]*release 1 published/)
    expect(outcome).toMatchObject({ kind: 'done', topic: { published: { release: 1 } } })
    const expected = [
      /^Checking/,
      /^Looking up every citation/,
      /^Building/,
      /^Writing \d+ files/,
      /^Giving it to readers/,
    ]
    expect(steps.filter((step) => expected.some((pattern) => pattern.test(step)))).toHaveLength(expected.length)
    const ledger = store === 'local' ? 'published.local.json' : 'published.json'
    expect(JSON.parse(await readFile(join(desk.topicsFolder, TOPIC, ledger), 'utf8'))).toMatchObject({ release: 1 })
    expect(api.kv(NAMESPACE).keys().includes(`topic/${TOPIC}`)).toBe(store === 'remote')
  })

  it('publishes unverified content only when told to', async () => {
    const source = join(desk.sourcesFolder, 'lantern-bay-courier.txt')
    await writeFile(source, (await readFile(source, 'utf8')).replace('No date has been set', 'A date has been set'))
    const { outcome } = await publish(store)
    expect(outcome.kind).toBe('unverified')
    expect(report(outcome)).toMatch(
      /^Not published: \d+ of 43 citations[\s\S]*missing: \S+\.yml › [\s\S]*\nCite each of these again/,
    )
    expect(await list(store)).toEqual([])
    const again = await publish(store, { isUnverified: true })
    expect(again.outcome.kind).toBe('done')
    expect(await list(store)).toHaveLength(1)
  })

  it('replaces what somebody else has published only when told to', async () => {
    await publish(store)
    await rename('Another bridge')
    await rm(join(desk.topicsFolder, TOPIC, store === 'local' ? 'published.local.json' : 'published.json'))
    const { outcome } = await publish(store)
    expect(outcome).toMatchObject({ kind: 'refused', replaceable: 1, topic: { published: { release: 1 } } })
    expect((await publish(store, { over: 1 })).outcome).toMatchObject({
      kind: 'done',
      topic: { published: { release: 2 } },
    })
  })

  it('restores an earlier release, after a preview of the changes', async () => {
    await publish(store)
    await rename('Another bridge')
    await publish(store)
    const preview = await ask<RollbackPreview>(`/topics/${TOPIC}/rollback?release=1&store=${store}`)
    expect(preview.changes.items).toMatchObject([{ part: 'topic', kind: 'changed' }])
    expect(preview.changes.items[0]?.fields).toContainEqual({
      field: 'name',
      before: 'Another bridge',
      after: 'Harbour bridge closure',
    })
    expect((await list(store)).map(({ release, isCurrent }) => [release, isCurrent])).toEqual([
      [2, true],
      [1, false],
    ])
    const { outcome } = await change(store, 'rollback', { release: 1 })
    expect(report(outcome)).toContain('readers have release 1 again (they had 2)')
    expect((await list(store)).map(({ release, isCurrent }) => [release, isCurrent])).toEqual([
      [2, false],
      [1, true],
    ])
    expect((await change(store, 'rollback', { release: 7 })).outcome.kind).toBe('refused')
    expect(await ask(`/topics/${TOPIC}/rollback?release=7&store=${store}`)).toMatchObject({ kind: 'failure' })
  })

  it('withdraws an item, after a preview of what is removed with it', async () => {
    await publish(store)
    const target = { item: 'closure' }
    const preview = await ask<WithdrawalPreview>(`/topics/${TOPIC}/withdrawal?store=${store}`, target)
    expect(preview).toMatchObject({ kind: 'preview', rebuilt: [1] })
    expect(preview.dependants).toContainEqual({ part: 'statements', id: 'crack-found', effect: 'link-cut' })
    const reason = 'Shown by mistake.'
    const refused = await change(store, 'withdraw', { target, reason, isWithDependants: false })
    expect(refused.outcome.kind).toBe('refused')
    const { outcome, steps } = await change(store, 'withdraw', { target, reason, isWithDependants: true })
    expect(outcome).toMatchObject({ kind: 'done', withdrawn: ['closure', 'closing-day'] })
    expect(steps.some((step) => /^Deleting \d+ files/.test(step))).toBe(true)
    expect(JSON.stringify((await open(store)).published)).not.toContain('closure"')
    // An item that is still in the topic is refused, with its place counted from 1, and named so that one click removes it.
    const { outcome: again } = await publish(store)
    expect(report(again)).toMatch(
      /brings back what was withdrawn\n[\s\S]* closure was withdrawn on .*\n {4}named in .*events\.yml › closure › id,/,
    )
    expect(again).toMatchObject({ kind: 'refused', withdrawn: expect.arrayContaining(['closure']) })
    expect(await ask(`/topics/${TOPIC}/withdrawal?store=${store}`, target)).toMatchObject({ kind: 'failure' })
  })

  it('refuses to withdraw an item whose words are used elsewhere', async () => {
    await editYaml('events', (events) =>
      Object.assign(events[0] ?? {}, { outcome: 'See the Closure of the swing bridge.' }),
    )
    await publish(store)
    const target = { item: 'closure' }
    const { mentions } = await ask<WithdrawalPreview>(`/topics/${TOPIC}/withdrawal?store=${store}`, target)
    expect(mentions).toMatchObject([{ place: 'events › february-inspection › outcome', releases: [1] }])
    const { outcome } = await change(store, 'withdraw', { target, reason: 'A reason.', isWithDependants: true })
    expect(outcome.kind).toBe('refused')
    expect(report(outcome)).toContain('its words occur elsewhere')
  })

  it('withdraws a release, but not the current one', async () => {
    await publish(store)
    await rename('Another bridge')
    await publish(store)
    expect(await ask(`/topics/${TOPIC}/withdrawal?store=${store}`, { release: 2 })).toMatchObject({ kind: 'failure' })
    expect(await ask(`/topics/${TOPIC}/withdrawal?store=${store}`, { release: 1 })).toMatchObject({ rebuilt: [2] })
    const choices = { target: { release: 1 }, reason: 'A wrong name.', isWithDependants: false }
    expect((await change(store, 'withdraw', choices)).outcome.kind).toBe('done')
    expect((await list(store)).find(({ release }) => release === 1)?.withdrawn).toMatchObject({
      reason: 'A wrong name.',
    })
  })

  it('withdraws nothing without a reason', async () => {
    await publish(store)
    const choices = { target: { item: 'closure' }, reason: '  ', isWithDependants: true }
    expect((await request(`/topics/${TOPIC}/withdraw?store=${store}`, choices)).status).toBe(400)
    expect(await open(store)).toMatchObject({ published: { items: { closure: {} } } })
  })
})

describe('the remote store', () => {
  it('is offered only with credentials, and the missing ones are named', async () => {
    const { CLOUDFLARE_API_TOKEN: _, ...incomplete } = {
      ...api.variables,
      XDG_CONFIG_HOME: '/nowhere',
      HOME: '/nowhere',
    }
    await withDesk({ stores: [await createRemoteDeskStore(incomplete)] }, async () => {
      const stores = await ask<StoreChoice[]>('/stores')
      expect(stores.map(({ target }) => target)).toEqual(['local', 'remote'])
      expect(stores[1]?.problem).toContain('CLOUDFLARE_API_TOKEN')
      expect((await publish('remote')).outcome).toMatchObject({
        kind: 'failure',
        problem: expect.stringContaining('TOKEN'),
      })
      expect(api.calls).toEqual([])
    })
  })

  it('is published to with the login of wrangler, as by the command line', async () => {
    const home = join(desk.topicsFolder, '../home')
    const environment = { ...process.env, ...api.variables, ...(await writeLogin(home, api)) }
    await withDesk({ stores: [await createRemoteDeskStore(environment)] }, async () => {
      expect((await ask<StoreChoice[]>('/stores'))[1]).not.toHaveProperty('problem')
      expect((await publish('remote')).outcome.kind).toBe('done')
      expect(await open('remote')).toMatchObject({ published: { release: 1 } })
    })
  }, 60_000)

  it('reports in one sentence that it refuses the token, and the local store keeps working', async () => {
    const refused = { ...api.variables, CLOUDFLARE_API_TOKEN: 'another' }
    await withDesk({ stores: [await createRemoteDeskStore(refused)] }, async () => {
      const { outcome } = await publish('remote')
      expect(outcome).toMatchObject({
        kind: 'failure',
        problem: expect.stringContaining('Cloudflare refuses the token'),
      })
      expect((await publish('local')).outcome.kind).toBe('done')
    })
  })

  it('is written to only with the publisher’s key, where publications are signed', async () => {
    const keyFile = join(desk.topicsFolder, '../key.json')
    vi.stubEnv('PUBLISHER_KEYS', await createKeyFile(keyFile))
    vi.stubEnv('FACT_BOX_KEY', undefined)
    const { outcome } = await publish('remote')
    expect(outcome).toMatchObject({ kind: 'failure', problem: expect.stringContaining('FACT_BOX_KEY') })
    expect(api.kv(NAMESPACE).contents()).toEqual([])
    vi.stubEnv('FACT_BOX_KEY', keyFile)
    expect((await publish('remote')).outcome.kind).toBe('done')
    const ref = api
      .kv(NAMESPACE)
      .contents()
      .find(({ key }) => key === `topic/${TOPIC}`)
    expect(JSON.parse(ref?.bytes.toString() ?? '{}')).toHaveProperty('signature.value')
    const target = { item: 'closure' }
    const choices = { target, reason: 'Shown by mistake.', isWithDependants: true }
    vi.stubEnv('FACT_BOX_KEY', undefined)
    expect((await change('remote', 'withdraw', choices)).outcome.kind).toBe('failure')
    expect((await change('remote', 'rollback', { release: 1 })).outcome.kind).toBe('failure')
    // A preview needs no key.
    expect(await ask(`/topics/${TOPIC}/withdrawal?store=remote`, target)).toMatchObject({ kind: 'preview' })
  })

  it('is not written to while the deployed Worker reads another format', async () => {
    const worker = await startServer((_, response) => response.end(JSON.stringify({ kv: 'ok', formats: [1] })))
    vi.stubEnv('PUBLIC_ORIGIN', addressOf(worker))
    const { outcome } = await publish('remote')
    await close(worker)
    expect(report(outcome)).toContain('deploy first, then publish')
    expect(api.kv(NAMESPACE).contents()).toEqual([])
  })
})

describe('a local store that is opened with keys', () => {
  it('contains only what is signed, and shows nothing else', async () => {
    const signer = await createSigner(await generateKey())
    const storage = createMemoryStorage()
    const trust = { keys: [signer.publicKey], signer }
    const readStored = () => readJson<Record<string, unknown>>(storage, `topic/${TOPIC}`)
    await withDesk({ storage, trust }, async () => {
      expect((await publish('local')).outcome.kind).toBe('done')
      expect(await isSigned(readStored(), trust.keys)).toBe(true)
      await rename('Another bridge')
      await publish('local')
      expect((await change('local', 'rollback', { release: 1 })).outcome.kind).toBe('done')
      expect(await isSigned(readStored(), trust.keys)).toBe(true)
      const { signature: _, ...forged } = readStored()
      await storage.store.put(`topic/${TOPIC}`, JSON.stringify({ ...forged, sequence: 99 }))
      expect(report((await publish('local')).outcome)).toContain('is not signed by a key of PUBLISHER_KEYS')
    })
  })
})
