/** Invented names cost KV little or nothing, no request writes, and a client that asks too much gets 429. */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { blobKey, refKey } from '../../data/store/records.ts'
import app from '../../worker/index.ts'
import { createReader, ORIGIN, publishReal, readRef, TOPIC } from './content.ts'

const BASE = `/v1/topics/${TOPIC}`

beforeEach(async () => {
  await publishReal()
})

describe('invented names', () => {
  const names = [
    'made-up',
    '__proto__',
    'constructor',
    'a'.repeat(80),
    '..',
    '%2e%2e',
    'catalog',
    'topic%2Fcatalog',
    '😀',
    '%00',
  ]

  it('cost one read each where they could exist, and none where they could not', async () => {
    const reader = createReader({ freshSeconds: 60 })
    for (const name of names) {
      for (const path of [`/v1/topics/${name}`, `/v1/topics/${name}/box`, `/embed/${name}.js`, `/topics/${name}`]) {
        await reader.get(path)
      }
      await reader.get(`/v1/events?topic=${name === 'made-up' ? name : 'another'}`)
      await reader.get(`/oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${name}`)}`)
    }
    // `/topics/..` is the home page, which shows the first topic.
    const { files } = (await readRef()).manifest
    const shown = [refKey(TOPIC), ...['box.json', 'topic.json'].map((path) => blobKey(files[path]?.sha256 ?? ''))]
    const made = reader.reads.filter((key) => !shown.includes(key))
    expect(made).toEqual(['made-up', 'constructor', 'a'.repeat(80), 'catalog'].map(refKey))
  })

  it('cost nothing below a topic, except the files that could contain them', async () => {
    const reader = createReader({ freshSeconds: 60 })
    for (const collection of ['events', 'statements']) {
      for (const name of names) await reader.get(`${BASE}/${collection}/${name}`)
    }
    for (const release of ['0', '2', '999999999', '1e9', '__proto__', '-1', '01']) {
      for (const part of ['', '/box', '/events/made-up', '/changes']) {
        expect((await reader.get(`${BASE}/releases/${release}${part}`)).status, release).toBe(404)
      }
    }
    const { files } = (await readRef()).manifest
    const blobs = ['events.json', 'statements.json', 'topic.json'].map((path) => blobKey(files[path]?.sha256 ?? ''))
    expect(reader.reads.sort()).toEqual([...blobs, refKey(TOPIC)].sort())
  })
})

describe('a read-only store', () => {
  const METHODS = 'GET HEAD OPTIONS POST PUT PATCH DELETE PROPFIND LOCK PURGE MKCOL REPORT'.split(' ')
  const PATHS = [
    '/',
    '/v1/topics',
    BASE,
    `${BASE}/box`,
    `${BASE}/releases/1`,
    `/embed/${TOPIC}.js`,
    `/topics/${TOPIC}`,
    '/healthz',
    '/widget.js',
    '/catalog',
  ]

  it('is never written to, with any method or body', async () => {
    const writes: string[] = []
    const refuse = (name: string) => async (key: string) => {
      writes.push(`${name} ${key}`)
      throw new Error('read-only')
    }
    const facts = {
      get: (key: string, options: KVNamespaceGetOptions<'json'>) => env.FACTS.get(key, options),
      put: refuse('put'),
      delete: refuse('delete'),
      list: refuse('list'),
      getWithMetadata: refuse('getWithMetadata'),
    } as unknown as KVNamespace
    const bindings = { FACTS: facts, INDEX: env.INDEX, ASSETS: env.ASSETS, PUBLIC_ORIGIN: ORIGIN, FRESH_SECONDS: 0 }
    for (const path of PATHS) {
      for (const method of METHODS) {
        const hasBody = !['GET', 'HEAD'].includes(method)
        const body = hasBody ? JSON.stringify({ key: 'catalog', value: '{}' }) : null
        const headers = { 'X-HTTP-Method-Override': 'PUT', 'Content-Type': 'application/json' }
        const response = await app.fetch(new Request(`${ORIGIN}${path}`, { method, body, headers }), bindings)
        const isReading = ['GET', 'HEAD', 'OPTIONS'].includes(method)
        expect(isReading ? response.status < 405 : response.status === 405, `${method} ${path}`).toBe(true)
        await response.body?.cancel()
      }
    }
    expect(writes).toEqual([])
  })
})

describe('the rate limit', () => {
  function createLimited(limit: RateLimit['limit']) {
    const { FACTS, ASSETS } = env
    const bindings = { FACTS, ASSETS, PUBLIC_ORIGIN: ORIGIN, FRESH_SECONDS: 0, RATE_LIMITER: { limit } as RateLimit }
    return (path: string, reader: string, method = 'GET') =>
      app.fetch(new Request(`${ORIGIN}${path}`, { method, headers: { 'CF-Connecting-IP': reader } }), bindings)
  }

  it('answers 429 with Retry-After, to that client only', async () => {
    const asked = new Map<string, number>()
    const get = createLimited(async ({ key }) => {
      asked.set(key, (asked.get(key) ?? 0) + 1)
      return { success: (asked.get(key) ?? 0) <= 2 }
    })
    const statuses = []
    for (let turn = 0; turn < 3; turn++) statuses.push((await get(BASE, '192.0.2.1')).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await get(BASE, '192.0.2.2')).status).toBe(200)
    const refused = await get(`${BASE}?colour=red`, '192.0.2.1')
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
    expect(refused.headers.get('Retry-After')).toBe('60')
    expect(refused.headers.get('Cache-Control')).toBe('no-store')
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(await refused.json()).toMatchObject({ status: 429, title: 'Too Many Requests' })
    expect([...asked.keys()]).toEqual(['192.0.2.1', '192.0.2.2'])
  })

  it('counts the addresses of one network as one client', async () => {
    const asked: string[] = []
    const get = createLimited(async ({ key }) => {
      asked.push(key)
      return { success: true }
    })
    for (const reader of ['2001:db8::1', '2001:db8:0:0:a:b:c:d', '2001:db8:0:1::', '::1', '1::4:5:6:7:8'])
      await get(BASE, reader)
    expect(asked).toEqual(['2001:db8:0:0', '2001:db8:0:0', '2001:db8:0:1', '0:0:0:0', '1:0:0:4'])
  })

  it('is not consulted for invalid requests, and its failure blocks nobody', async () => {
    let asked = 0
    const get = createLimited(async () => {
      asked++
      throw new Error('out of order')
    })
    expect((await get(BASE, '192.0.2.1', 'POST')).status).toBe(405)
    expect((await get(`/${'a'.repeat(600)}`, '192.0.2.1')).status).toBe(404)
    expect(asked).toBe(0)
    expect((await get(BASE, '192.0.2.1')).status).toBe(200)
    expect(asked).toBe(1)
  })
})
