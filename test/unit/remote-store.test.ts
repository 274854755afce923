/**
 * The two ways to publish to Workers KV and D1: `cloudflare`, which the command line uses, and `wrangler`, against a fake
 * Cloudflare API. Each reads what the other wrote.
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRemoteStore } from '../../data/store/kv-remote.ts'
import { type OpenStore, StoreError } from '../../data/store/store.ts'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
const NAMESPACE = 'fact-box-local'
const DATABASE = 'fact-box-local-index'
const TRICKY = 'LF\nCRLF\r\nCR\rtab\t nul\0 emoji 🇮🇷👩‍🔬 U+2028\u2028U+2029\u2029 mark\ufeff “quotes” \\n <&> end\n'
const FIVE_MEGABYTES = 5_000_000
const utf8 = new TextEncoder()

let api: CloudflareApi
let folder: string
let messages: string[]
/** Milliseconds that the client would have waited; no real time passes. */
let waited: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const d1_databases = [{ binding: 'INDEX', database_name: 'fact-box', database_id: DATABASE }]
  const configuration = { name: 'fact-box', kv_namespaces: [{ binding: 'FACTS', id: NAMESPACE }], d1_databases }
  await writeFile(join(folder, 'wrangler.json'), JSON.stringify(configuration))
  waited = 0
  api = await startCloudflareApi({ now: () => waited })
  messages = []
})
afterEach(() => api.close())

/** Opens the store that the configuration binds by id, so that nothing is looked up. */
const open = (options: { timeoutMs?: number; environment?: NodeJS.ProcessEnv } = {}): Promise<OpenStore> =>
  openRemoteStore({
    configuration: join(folder, 'wrangler.json'),
    environment: api.variables,
    report: (message) => messages.push(message),
    wait: async (ms) => {
      waited += ms
    },
    ...options,
  })

async function wrangler(...args: string[]): Promise<Buffer> {
  const env = { ...process.env, ...api.variables, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder }
  const options = { cwd: ROOT, env, encoding: 'buffer', maxBuffer: 2 * FIVE_MEGABYTES } as const
  return (
    await promisify(execFile)(process.execPath, [WRANGLER, ...args, '--config', join(folder, 'wrangler.json')], options)
  ).stdout
}

const storedKeys = () => api.kv(NAMESPACE).keys()
const bytesOf = (text: string) => utf8.encode(text)

it('reports a bound database that does not exist', async () => {
  const configuration = { name: 'fact-box', kv_namespaces: [{ binding: 'FACTS', id: NAMESPACE }] }
  const bind = (more: object) => writeFile(join(folder, 'wrangler.json'), JSON.stringify({ ...configuration, ...more }))
  await bind({ d1_databases: [{ binding: 'INDEX', database_name: 'deleted' }] })
  expect(await open()).not.toHaveProperty('index')
  expect(messages).toEqual([expect.stringContaining('there is no D1 database deleted')])
  await bind({})
  expect(await open()).not.toHaveProperty('index')
  expect(messages).toHaveLength(1)
})

describe('values, byte for byte', () => {
  it.each(['LF\n', 'CRLF\r\n', 'CR\r', '🇮🇷👩‍🔬', '\u2028', '\ufeff', '', TRICKY])('%j', async (text) => {
    const { store } = await open()
    await store.put('topic/one text', text)
    await store.putMany([{ key: 'blob/as bytes', value: bytesOf(text) }])
    expect(storedKeys()).toEqual(['topic/one text', 'blob/as bytes'])
    expect(await store.get('topic/one text')).toEqual(bytesOf(text))
    expect(await store.getMany(['topic/one text', 'absent', 'blob/as bytes'])).toEqual(
      new Map([
        ['topic/one text', bytesOf(text)],
        ['blob/as bytes', bytesOf(text)],
      ]),
    )
  })

  it('written by wrangler and read by the command line', async () => {
    const large = randomBytes(FIVE_MEGABYTES)
    await writeFile(join(folder, 'tricky'), TRICKY)
    await writeFile(join(folder, 'large'), large)
    const put = (key: string, file: string) =>
      wrangler('kv', 'key', 'put', key, '--path', join(folder, file), '--binding', 'FACTS', '--remote')
    await Promise.all([put('topic/tricky', 'tricky'), put('blob/large', 'large')])
    const found = await (await open()).store.getMany(['topic/tricky', 'blob/large'])
    expect(found.get('topic/tricky')).toEqual(bytesOf(TRICKY))
    expect(Buffer.compare(found.get('blob/large') ?? bytesOf(''), large)).toBe(0)
  })

  it('written by the command line and read by wrangler', async () => {
    const large = randomBytes(FIVE_MEGABYTES)
    const { store, index } = await open()
    await store.putMany([
      { key: 'topic/tricky', value: TRICKY },
      { key: 'blob/large', value: large },
    ])
    await index?.batch([
      { sql: 'CREATE TABLE texts (id INTEGER, text TEXT)' },
      { sql: 'INSERT INTO texts VALUES (?, ?)', params: [1, TRICKY] },
    ])
    const get = (key: string) => wrangler('kv', 'key', 'get', key, '--binding', 'FACTS', '--remote')
    const [tricky, read, rows] = await Promise.all([
      get('topic/tricky'),
      get('blob/large'),
      wrangler('d1', 'execute', 'INDEX', '--remote', '--json', '--command', 'SELECT id, text FROM texts'),
    ])
    expect(tricky.toString()).toBe(TRICKY)
    expect(Buffer.compare(read, large)).toBe(0)
    expect(JSON.parse(rows.toString())).toMatchObject([{ results: [{ id: 1, text: TRICKY }] }])
  })
})

describe('many keys', () => {
  const keys = Array.from({ length: 1203 }, (_, n) => `blob/${String(n).padStart(4, '0')}`)

  it('are written, listed with metadata, read and deleted in few calls', async () => {
    const { store } = await open()
    await store.putMany(keys.map((key, n) => ({ key, value: key, metadata: { n } })))
    await store.put('topic/a', 'ref')
    expect(await store.list('blob/')).toEqual(keys.map((key, n) => ({ key, metadata: { n } })))
    const found = await store.getMany(keys.slice(0, 150))
    expect([...found.keys()]).toEqual(keys.slice(0, 150))
    await store.deleteMany([...keys, 'blob/absent'])
    expect(storedKeys()).toEqual(['topic/a'])
    const kinds = api.calls.map((call) => call.replace(/ \S*\/namespaces\/[^/]+/, '').replace(/\?.*/, ''))
    expect(kinds.slice(0, 6)).toEqual([
      'PUT 200/bulk',
      'PUT 200/bulk',
      'GET 200/keys',
      'GET 200/keys',
      'POST 200/bulk/get',
      'POST 200/bulk/get',
    ])
  })

  it('are read in parts when their values are too large for one call', async () => {
    const large = Buffer.alloc(9_000_000, 'x')
    const { store } = await open()
    await store.putMany(['a', 'b', 'c'].map((key) => ({ key, value: large })))
    expect([...(await store.getMany(['a', 'b', 'c'])).values()].map(({ length }) => length)).toEqual(
      Array(3).fill(large.length),
    )
    expect(messages).toEqual(['1 of 3 values stored …', '2 of 3 values stored …'])
  })
})

describe('with a failing API', () => {
  it('completes every operation while 15% of calls fail and pairs are not stored', async () => {
    api.faults.set({ rate: 0.15, kinds: ['error', 'rate-limit', 'lost-answer'], pairRate: 0.15, retryAfter: 0 })
    const { store, index } = await open()
    const names = Array.from({ length: 30 }, (_, n) => `blob/${n}`)
    await index?.query('CREATE TABLE IF NOT EXISTS t (id TEXT PRIMARY KEY)')
    await store.putMany(names.map((key) => ({ key, value: key })))
    for (const name of names.slice(0, 10)) {
      await index?.query('INSERT OR REPLACE INTO t VALUES (?)', [name])
      await store.put(`topic/${name}`, name)
    }
    expect((await store.getMany(names)).size).toBe(30)
    expect(await store.list('topic/')).toHaveLength(10)
    await store.deleteMany(names)
    expect(await store.list('blob/')).toEqual([])
    expect(await index?.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 10 }])
    expect(new Set(api.calls.map((call) => call.split(' ')[1]))).toEqual(new Set(['200', '429', '500']))
  })

  it('waits as long as Retry-After says, and reports it', async () => {
    api.faults.set({ rate: 0, kinds: [], retryAfter: 1 })
    api.faults.failNext('rate-limit')
    const start = performance.now()
    await (await open()).store.put('topic/a', 'ref')
    expect(performance.now() - start).toBeGreaterThan(950)
    expect(messages).toEqual(['Cloudflare limits calls; continuing in 1 s …'])
    expect(storedKeys()).toEqual(['topic/a'])
  })

  it('waits when a key was written a moment ago', async () => {
    const { store } = await open()
    await store.put('topic/a', 'first')
    await store.put('topic/a', 'second')
    expect(new TextDecoder().decode(await store.get('topic/a'))).toBe('second')
    expect(waited).toBe(1000)
  })

  it('retries when no response comes', async () => {
    api.faults.failNext('timeout')
    const { store } = await open({ timeoutMs: 200 })
    await store.put('topic/a', 'ref')
    // On a busy machine, the response may be late too.
    expect(api.calls[0]).toMatch(/^\w+ hangs /)
    expect(storedKeys()).toEqual(['topic/a'])
  })

  it.each([
    [
      'the token is refused',
      { CLOUDFLARE_API_TOKEN: 'wrong' },
      'Cloudflare refuses the token (401 Authentication error). Check CLOUDFLARE_API_TOKEN or log in again, CLOUDFLARE_ACCOUNT_ID and the token’s permissions.',
    ],
    [
      'the account is the wrong one',
      { CLOUDFLARE_ACCOUNT_ID: 'other' },
      'Cloudflare refuses the token (403 the token has no access to that account). Check CLOUDFLARE_API_TOKEN or log in again, CLOUDFLARE_ACCOUNT_ID and the token’s permissions.',
    ],
    [
      'no login to Cloudflare was found',
      { CLOUDFLARE_API_TOKEN: '', HOME: '/nowhere', XDG_CONFIG_HOME: '/nowhere' },
      'no login to Cloudflare was found: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN',
    ],
  ])('says what to do when %s', async (_, change, message) => {
    const work = async () => (await open({ environment: { ...api.variables, ...change } })).store.get('topic/a')
    await expect(work()).rejects.toThrow(new StoreError(message))
  })

  it('says what to run again when keys are never stored', async () => {
    api.faults.set({ rate: 0, kinds: [], pairRate: 1 })
    await expect((await open()).store.put('topic/a', 'ref')).rejects.toThrow(
      'Cloudflare has not stored topic/a after 7 tries. Run the same command again.',
    )
  })

  it('reports an unknown namespace as a failure, not as a missing key', async () => {
    await api.close()
    api = await startCloudflareApi({ namespaces: {} })
    await expect((await open()).store.get('topic/a')).rejects.toThrow(
      'Cloudflare’s API refuses the call: 404 there is none with the id fact-box-local',
    )
  })
})

it('runs statements in D1 as one transaction, with texts, numbers and null', async () => {
  const { index } = await open()
  await index?.query('CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER, note TEXT)')
  await index?.query('INSERT INTO t VALUES (?, ?, ?)', ['a', 1, null])
  await expect(
    index?.batch([{ sql: 'UPDATE t SET n = 2' }, { sql: 'INSERT INTO t VALUES (?, ?, ?)', params: ['a', 2, null] }]),
  ).rejects.toThrow('UNIQUE constraint failed: t.id')
  expect(await index?.query('SELECT * FROM t')).toEqual([{ id: 'a', n: 1, note: null }])
  expect(await index?.batch([])).toEqual([])
})
