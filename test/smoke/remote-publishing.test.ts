/** Publishing to Cloudflare end to end: the commands as processes against a fake API, then the Worker on workerd with what they wrote. */
import { createHash } from 'node:crypto'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { copyIndex } from '../fixtures/cloudflare-api/copy-index.ts'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'
import { editFile, runNode } from '../fixtures/processes.ts'
import { TEST_TOPICS } from '../fixtures/topics.ts'
import { startService } from '../fixtures/worker-service.ts'
import { listChecks } from './checks.ts'

vi.setConfig({ testTimeout: 120_000 })

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const NAMESPACE = 'fact-box-local'
const DATABASE = 'fact-box-local-index'
const TOPIC = 'harbour-bridge-closure'
const WITHDRAWN = 'girder-sound'
const TOPIC_COUNT = 20
const MAX_CALLS = 60
const MAX_ATTEMPTS = 3
const STACK = /^\s+at /m
/** Nothing listens there. */
const NOTHING_DEPLOYED = 'http://127.0.0.1:1'
const FRESH_SECONDS = 60

let folder: string
let topics: string
let api: CloudflareApi

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  topics = join(folder, 'topics')
  await cp(TOPICS_FOLDER, topics, { recursive: true, filter: (path) => !path.includes('published') })
  await cp(join(TEST_TOPICS, TOPIC), join(topics, TOPIC), { recursive: true })
  for (let n = 3; n <= TOPIC_COUNT; n++) {
    const id = `${TOPIC}-${n}`
    await cp(join(TEST_TOPICS, TOPIC), join(topics, id), { recursive: true })
    await edit(id, 'topic.yml', `id: ${TOPIC}`, `id: ${id}`)
  }
  api = await startCloudflareApi({ seed: 5 })
})
afterAll(() => api.close())

const edit = (topic: string, file: string, from: string, to: string) => editFile(join(topics, topic, file), from, to)

const run = (program: string, ...args: string[]) =>
  runNode([join(ROOT, program), ...args], {
    env: { ...process.env, ...api.variables, CLOUDFLARE_ENV: '', PUBLIC_ORIGIN: NOTHING_DEPLOYED },
  })

/** Repeats a command that asks to be run again, until it completes. */
async function complete(program: string, ...args: string[]): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { code, output } = await run(program, ...args)
    expect(output).not.toMatch(STACK)
    if (code === 0) return output
    expect(output).toContain('again')
    expect(attempt, output).toBeLessThan(MAX_ATTEMPTS)
  }
}

const data = (...args: string[]) => complete('data/cli/index.ts', ...args, '--remote')
const readStored = () => new Map(Array.from(api.kv(NAMESPACE).contents(), ({ key, bytes }) => [key, bytes]))

it('publishes 20 topics in at most 60 calls', async () => {
  expect(await data('publish', '--topics', topics)).toContain(`${TOPIC}: release 1 published`)
  expect(api.calls.filter((call) => !/ 200 /.test(call))).toEqual([])
  expect(api.calls.length).toBeLessThanOrEqual(MAX_CALLS)
  const keys = [...readStored().keys()]
  expect(keys.filter((key) => key.startsWith('topic/'))).toHaveLength(TOPIC_COUNT)
})

it('publishes, rolls back, withdraws, collects garbage and rebuilds the index while 15% of calls fail', async () => {
  api.calls.length = 0
  api.faults.set({ rate: 0.15, kinds: ['error', 'rate-limit', 'lost-answer'], pairRate: 0.02, retryAfter: 0 })
  await edit(TOPIC, 'topic.yml', 'name: Harbour bridge closure', 'name: Harbour bridge closed')
  expect(await data('publish', TOPIC, '--topics', topics)).toContain(`${TOPIC}: release 2 `)
  expect(await data('rollback', TOPIC, '--topics', topics)).toContain('release 1')
  const withdrawn = await data('withdraw', TOPIC, WITHDRAWN, '--topics', topics, '--reason', 'Legal advice.')
  expect(withdrawn).toContain(`${WITHDRAWN} `)
  await data('gc')
  await data('reindex')
  expect(new Set(api.calls.map((call) => call.split(' ')[1]))).toEqual(new Set(['200', '404', '429', '500']))
})

it('has stored every blob under its hash, and nothing that was withdrawn', () => {
  const stored = readStored()
  for (const [key, bytes] of stored) {
    if (key.startsWith('blob/')) expect(`blob/${createHash('sha256').update(bytes).digest('hex')}`).toBe(key)
  }
  const { manifest } = JSON.parse(String(stored.get(`topic/${TOPIC}`)))
  for (const { sha256 } of Object.values(manifest.files) as { sha256: string }[]) {
    expect(String(stored.get(`blob/${sha256}`))).not.toContain('sound in February')
  }
})

it('lets the Worker answer every documented route', async () => {
  const { origin, close } = await startService({
    async publish({ store, index }) {
      await store.putMany([...readStored()].map(([key, value]) => ({ key, value })))
      await copyIndex(api.d1(DATABASE), index)
    },
  })
  try {
    const failures: Record<string, string> = {}
    const skipped: string[] = []
    for (const { what, run } of await listChecks(origin, { topic: TOPIC, freshSeconds: FRESH_SECONDS })) {
      const complaints = await run?.()
      if (!complaints) skipped.push(what)
      else if (complaints.length > 0) failures[what] = complaints.join('; ')
    }
    expect(failures).toEqual({})
    expect(skipped).toEqual([])
    expect((await fetch(`${origin}/v1/topics/${TOPIC}/statements/${WITHDRAWN}`)).status).toBe(410)
  } finally {
    await close()
  }
})
