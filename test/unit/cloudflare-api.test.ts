/** The fake Cloudflare API is as strict as the real one: tested with plain requests, on a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CloudflareApi, startCloudflareApi } from '../fixtures/cloudflare-api/index.ts'

const NAMESPACE = 'fact-box-local'
const DATABASE = 'fact-box-local-index'
const MINUTE = 60_000
let api: CloudflareApi
let time: number

beforeEach(async () => {
  time = Date.UTC(2026, 0, 1)
  api = await startCloudflareApi({
    now: () => time,
    locations: ['near', 'far'],
    delayMs: (place) => DELAYS.shift() ?? (place === 'near' ? 1000 : MINUTE),
  })
})
afterEach(() => api.close())

/** Delays before the next changes become visible and listed; then the usual delays apply. */
const DELAYS: number[] = []

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.baseUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${api.variables.CLOUDFLARE_API_TOKEN}`, ...headers },
    ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
  })
const isRaw = (body: unknown): body is string | FormData | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array
const kv = (method: string, path: string, body?: unknown) =>
  call(method, `/accounts/${api.variables.CLOUDFLARE_ACCOUNT_ID}/storage/kv/namespaces/${NAMESPACE}/${path}`, body)
const query = (body: unknown) =>
  call('POST', `/accounts/${api.variables.CLOUDFLARE_ACCOUNT_ID}/d1/database/${DATABASE}/query`, body)
const resultOf = async (response: Response | Promise<Response>) => (await (await response).json()).result
const listKeys = () => api.kv(NAMESPACE).keys()
const numbered = (count: number, prefix = 'k') =>
  Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(2, '0')}`)
const putAll = (keys: string[], value = '') =>
  kv(
    'PUT',
    'bulk',
    keys.map((key) => ({ key, value })),
  )
const codeOf = async (response: Response | Promise<Response>) => (await (await response).json()).errors[0].code

describe('the account', () => {
  it.each([{}, { Authorization: 'Bearer wrong' }])('rejects a call without the right token', async (headers) => {
    const response = await fetch(`${api.baseUrl}/user`, { headers })
    expect([response.status, await codeOf(response)]).toEqual([401, 10000])
  })

  it('lists namespaces and databases by title, and creates them', async () => {
    const account = `/accounts/${api.variables.CLOUDFLARE_ACCOUNT_ID}`
    expect(await resultOf(call('GET', `${account}/storage/kv/namespaces`))).toEqual([
      { id: NAMESPACE, title: 'fact-box-facts' },
    ])
    expect(await resultOf(call('GET', `${account}/d1/database?name=fact-box`))).toEqual([
      { uuid: DATABASE, name: 'fact-box' },
    ])
    expect(await resultOf(call('GET', `${account}/d1/database?name=other`))).toEqual([])
    const { id } = await resultOf(call('POST', `${account}/storage/kv/namespaces`, { title: 'second' }))
    expect(await resultOf(call('GET', `${account}/storage/kv/namespaces/${id}`))).toMatchObject({ title: 'second' })
    expect((await call('POST', `${account}/storage/kv/namespaces`, { title: 'second' })).status).toBe(400)
  })

  it('accepts 1,200 calls in five minutes, then says how long to wait', async () => {
    for (let n = 0; n < 1200; n++) {
      await (await call('GET', '/user')).arrayBuffer()
      if (n === 599) time += 2 * MINUTE
    }
    const refused = await call('GET', '/user')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '180'])
    time += 179_999
    expect((await call('GET', '/user')).status).toBe(429)
    time += 1
    expect((await call('GET', '/user')).status).toBe(200)
  })
})

describe('values', () => {
  it('stores form values as received: line breaks of a text field arrive as CRLF, those of a file do not', async () => {
    const form = new FormData()
    form.set('value', 'one\ntwo')
    form.set('metadata', '{"kind":"text"}')
    await kv('PUT', 'values/text', form)
    form.set('value', new File(['one\ntwo'], 'value'))
    await kv('PUT', 'values/file', form)
    expect(await (await kv('GET', 'values/text')).text()).toBe('one\r\ntwo')
    expect(await (await kv('GET', 'values/file')).text()).toBe('one\ntwo')
    expect(await resultOf(kv('GET', 'metadata/file'))).toEqual({ kind: 'text' })
  })

  it('keeps bytes that are not text, which a bulk read damages', async () => {
    const bytes = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff)
    await kv('PUT', 'bulk', [{ key: 'image', value: Buffer.from(bytes).toString('base64'), base64: true }])
    expect(new Uint8Array(await (await kv('GET', 'values/image')).arrayBuffer())).toEqual(bytes)
    const { values } = await resultOf(kv('POST', 'bulk/get', { keys: ['image'] }))
    expect(values.image).toContain('\ufffd')
  })

  it('decodes a key once', async () => {
    await kv('PUT', 'values/topic%2Fa%20b%25', 'once')
    await kv('PUT', 'values/topic%252Fa', 'twice')
    expect(listKeys()).toEqual(['topic/a b%', 'topic%2Fa'])
    expect((await kv('GET', 'values/topic/a')).status).toBe(404)
  })

  it('answers 404 for a missing key, and deletes a missing key without error', async () => {
    const missing = await kv('GET', 'values/absent')
    expect([missing.status, await codeOf(missing)]).toEqual([404, 10009])
    expect((await kv('DELETE', 'values/absent')).status).toBe(200)
  })

  it('accepts one write per second and key, bulk writes included', async () => {
    await kv('PUT', 'values/key', 'first')
    time += 999
    expect((await kv('PUT', 'values/key', 'second')).status).toBe(429)
    expect(await resultOf(putAll(['key', 'other']))).toEqual({ successful_key_count: 1, unsuccessful_keys: ['key'] })
    time += 1
    expect((await kv('PUT', 'values/key', 'second')).status).toBe(200)
  })
})

describe('limits', () => {
  it('accepts keys of 512 bytes, metadata of 1,024 bytes and values of 25 MiB', async () => {
    const mebibytes = (count: number) => new Uint8Array(count * 1024 * 1024)
    expect((await kv('PUT', `values/${'k'.repeat(512)}`, 'value')).status).toBe(200)
    expect((await kv('PUT', `values/${'k'.repeat(513)}`, 'value')).status).toBe(414)
    expect((await kv('PUT', `values/${encodeURIComponent('é'.repeat(257))}`, 'value')).status).toBe(414)
    expect((await kv('PUT', 'values/full', mebibytes(25))).status).toBe(200)
    const over = new Uint8Array(25 * 1024 * 1024 + 1)
    expect((await kv('PUT', 'values/over', over)).status).toBe(413)
    const pair = (length: number) => [{ key: `m${length}`, value: '', metadata: 'm'.repeat(length - 2) }]
    expect((await kv('PUT', 'bulk', pair(1024))).status).toBe(200)
    expect((await kv('PUT', 'bulk', pair(1025))).status).toBe(400)
  })

  it('accepts 10,000 pairs in a bulk write and 100 keys in a bulk read', async () => {
    const keys = numbered(10_001)
    expect((await putAll(keys)).status).toBe(400)
    expect((await putAll(keys.slice(1))).status).toBe(200)
    expect((await kv('POST', 'bulk/get', { keys: keys.slice(0, 101) })).status).toBe(400)
    expect((await kv('POST', 'bulk/get', { keys: keys.slice(0, 100) })).status).toBe(200)
  })

  it('reads at most 25 MiB in bulk', async () => {
    const half = new Uint8Array(13 * 1024 * 1024)
    await kv('PUT', 'values/a', half)
    await kv('PUT', 'values/b', half)
    expect((await kv('POST', 'bulk/get', { keys: ['a', 'b'] })).status).toBe(413)
  })
})

describe('lists', () => {
  it('returns keys with metadata, by prefix, in pages', async () => {
    const pairs = numbered(25, 'blob/').map((key, n) => ({ key, value: '', metadata: { n } }))
    await kv('PUT', 'bulk', [...pairs, { key: 'topic/a', value: '' }])
    const found: unknown[] = []
    const counts: number[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await (await kv('GET', `keys?prefix=blob%2F&limit=10&cursor=${cursor}`)).json()
      found.push(...page.result)
      counts.push(page.result_info.count)
      cursor = page.result_info.cursor || undefined
    }
    expect(found).toEqual(pairs.map(({ key, metadata }) => ({ name: key, metadata })))
    expect(counts).toEqual([10, 10, 5])
    expect((await kv('GET', 'keys?limit=9')).status).toBe(400)
    expect((await kv('GET', 'keys?limit=1001')).status).toBe(400)
  })

  it('returns a short page with a cursor where keys were deleted', async () => {
    await putAll(numbered(12))
    time += 1000
    await kv('POST', 'bulk/delete', numbered(10))
    const page = await (await kv('GET', 'keys?limit=10')).json()
    expect(page.result).toEqual([])
    expect(page.result_info.cursor).not.toBe('')
  })
})

describe('locations', () => {
  const read = (place: string, key = 'key') => api.kv(NAMESPACE).read(place, key)?.bytes.toString()

  it('shows a write immediately where it was made, and elsewhere after its delay', async () => {
    await kv('PUT', 'values/key', 'value')
    expect(await (await kv('GET', 'values/key')).text()).toBe('value')
    time += 1000
    expect([read('near'), read('far')]).toEqual(['value', undefined])
  })

  it('caches a miss for a minute, so a value that was read too early appears late', async () => {
    expect(read('near')).toBeUndefined()
    await kv('PUT', 'values/key', 'value')
    time += MINUTE - 1
    expect(read('near')).toBeUndefined()
    time += 1
    expect(read('near')).toBe('value')
  })

  it('caches a hit too: an overwritten value stays visible for a minute', async () => {
    await kv('PUT', 'values/key', 'old')
    time += 1000
    expect(read('near')).toBe('old')
    await kv('PUT', 'values/key', 'new')
    time += MINUTE - 1
    expect(read('near')).toBe('old')
    time += 1
    expect(read('near')).toBe('new')
  })

  it('shows writes out of order', async () => {
    DELAYS.push(MINUTE, MINUTE, MINUTE, MINUTE)
    await kv('PUT', 'values/first', 'value')
    await kv('PUT', 'values/second', 'value')
    time += 1000
    expect([read('near', 'first'), read('near', 'second')]).toEqual([undefined, 'value'])
  })

  it('routes two calls to two locations, where the second does not see the write of the first', async () => {
    await api.close()
    api = await startCloudflareApi({ now: () => time, apiLocations: ['here', 'there'], delayMs: () => MINUTE })
    await kv('PUT', 'values/key', 'value')
    const statuses = new Set<number>()
    for (let n = 0; n < 20; n++) statuses.add((await kv('GET', 'values/key')).status)
    expect([...statuses].sort()).toEqual([200, 404])
    time += 2 * MINUTE
    for (let n = 0; n < 20; n++) expect((await kv('GET', 'values/key')).status).toBe(200)
  })
})

describe('faults', () => {
  it('rejects without effect, loses a response after the effect, and never responds', async () => {
    api.faults.set({ rate: 0, kinds: [], retryAfter: 7 })
    api.faults.failNext('rate-limit', 'error', 'lost-answer', 'timeout')
    const limited = await kv('PUT', 'values/a', 'value')
    expect([limited.status, limited.headers.get('Retry-After')]).toEqual([429, '7'])
    expect((await kv('PUT', 'values/b', 'value')).status).toBe(500)
    expect((await kv('PUT', 'values/c', 'value')).status).toBe(500)
    expect(listKeys()).toEqual(['c'])
    const hanging = kv('GET', 'values/c')
    await expect.poll(() => api.calls.at(-1)).toMatch(/^GET hangs /)
    await api.close()
    await expect(hanging).rejects.toThrow()
  })

  it('fails calls and pairs at the given rate, the same ones for the same seed', async () => {
    const outcomes = async () => {
      const other = await startCloudflareApi({ seed: 7, now: () => time })
      api.close()
      api = other
      api.faults.set({ rate: 0.15, kinds: ['error', 'rate-limit'], pairRate: 0.3 })
      const statuses: number[] = []
      for (let n = 0; n < 100; n++) statuses.push((await kv('GET', 'keys')).status)
      api.faults.set({ rate: 0, kinds: [], pairRate: 0.3 })
      const { unsuccessful_keys: failed } = await resultOf(putAll(numbered(100)))
      return { statuses, failed }
    }
    const { statuses, failed } = await outcomes()
    expect(statuses.filter((status) => status !== 200).length).toBeGreaterThan(5)
    expect(new Set(statuses)).toEqual(new Set([200, 429, 500]))
    expect(failed.length).toBeGreaterThan(15)
    expect(api.kv(NAMESPACE).contents()).toHaveLength(100 - failed.length)
    expect(await outcomes()).toEqual({ statuses, failed })
  })
})

describe('D1', () => {
  it('runs one statement with parameters, several statements in one text, and a batch', async () => {
    await query({ sql: "CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER); INSERT INTO t VALUES ('a;b', 1) -- one; row" })
    const [inserted] = await resultOf(query({ sql: 'INSERT INTO t VALUES (?, ?)', params: ['c', 2] }))
    expect(inserted).toMatchObject({ results: [], success: true, meta: { changes: 1 } })
    const batch = [{ sql: 'SELECT id FROM t WHERE n = ?', params: [1] }, { sql: 'SELECT n, typeof(n) AS type FROM t' }]
    const results = await resultOf(query({ batch }))
    expect(results.map((one: { results: unknown }) => one.results)).toEqual([
      [{ id: 'a;b' }],
      [
        { n: 1, type: 'integer' },
        { n: 2, type: 'integer' },
      ],
    ])
  })

  it.each([
    ['100 parameters', { sql: `SELECT ${Array(101).fill('?').join()}`, params: Array(101).fill(1) }],
    ['2 MB per string', { sql: 'SELECT ?', params: ['x'.repeat(2_000_001)] }],
    ['100 KB per statement', { sql: `SELECT '${'x'.repeat(100_000)}'` }],
    ['no explicit transactions', { sql: 'BEGIN TRANSACTION' }],
    ['one statement with parameters', { sql: 'SELECT ?; SELECT 2', params: [1] }],
  ])('enforces its limits: %s', async (_, body) => {
    expect((await query(body)).status).toBe(400)
  })
})
