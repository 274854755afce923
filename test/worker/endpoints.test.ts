/** One table for every endpoint: status, type, the body's exact keys, caching, revalidation, HEAD and CORS. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Box } from '../../data/schema/api.ts'
import { ORIGIN, PUBLISHED_AT, publishReal, TOPIC } from './content.ts'

const REVALIDATED = 'public, max-age=60, stale-while-revalidate=60'
const JSON_TYPE = 'application/json'
const CSV_TYPE = 'text/csv; charset=utf-8; header=present'
const SCRIPT_TYPE = 'text/javascript; charset=utf-8'

const PINNED = 'public, max-age=86400, s-maxage=60'

interface Endpoint {
  path: string
  keys?: string[]
  itemKeys?: string[]
  type?: string
  cacheControl?: string
  /** The address at which the same bytes stay, after the origin. */
  pinned?: string
}

const TOPIC_KEYS =
  'id name alternateName inLanguage abstract temporalCoverage events statements people organizations articles unknowns corrections release datePublished dateModified license attributionText'
const BOX_KEYS =
  'topic name inLanguage abstract lede temporalCoverage counts release datePublished dateModified license attributionText events groups parties unknowns corrections articles strip timeline room'

const EVENT_KEYS =
  'topic id name description startDate datePrecision dateBasis location participants outcome citations url'
const PARTY_KEYS = 'topic id name alternateName roles sameAs url'

const BASE = `/v1/topics/${TOPIC}`
const RELEASE = `${BASE}/releases/1`

/** What a topic has, under its own address and under each release's. */
const FILES: Endpoint[] = [
  { path: '', keys: TOPIC_KEYS.split(' ') },
  { path: '/box', keys: BOX_KEYS.split(' ') },
  ...['events', 'articles', 'statements', 'people', 'organizations', 'corrections'].flatMap((name) => [
    { path: `/${name}`, keys: ['items', 'total'] },
    { path: `/${name}?limit=100`, keys: ['items', 'total'] },
  ]),
  { path: '/events?limit=1', keys: ['items', 'total', 'next'], itemKeys: EVENT_KEYS.split(' ') },
  {
    path: '/statements?fields=id,text&limit=2',
    keys: ['items', 'total', 'next'],
    itemKeys: ['id', 'text'],
  },
  { path: '/people?q=crocker', keys: ['items', 'total'], itemKeys: PARTY_KEYS.split(' ') },
  { path: '/events/second-round' },
  { path: '/events/first-round', keys: EVENT_KEYS.split(' ') },
  { path: '/articles/voa-talks-on-iraq' },
  { path: '/people/ryan-crocker', keys: PARTY_KEYS.split(' ') },
  { path: '/organizations/ncri', keys: PARTY_KEYS.split(' ') },
  { path: '.jsonld', type: 'application/ld+json' },
  { path: '.md', type: 'text/markdown; charset=utf-8' },
  { path: '/events.ics', type: 'text/calendar; charset=utf-8' },
  { path: '/events.csv', type: CSV_TYPE },
  { path: '/statements.csv', type: CSV_TYPE },
  { path: '/feed.atom', type: 'application/atom+xml' },
  { path: '/feed.json', type: 'application/feed+json' },
]

const ENDPOINTS: Endpoint[] = [
  {
    path: '/v1/topics',
    keys: ['items'],
    itemKeys: ['id', 'name', 'temporalCoverage', 'release', 'datePublished', 'dateModified'],
  },
  { path: '/v1/topics?q=iraq&limit=1', keys: ['items'] },
  { path: '/v1/events?from=2007-05-28&to=2007-05-28', keys: ['items'] },
  { path: '/v1/events?limit=1', keys: ['items', 'next'] },
  { path: `/v1/articles?topic=${TOPIC}`, keys: ['items'] },
  ...FILES.map((file) => ({ ...file, path: `${BASE}${file.path}`, pinned: `${RELEASE}${file.path}` })),
  ...FILES.map((file) => ({ ...file, path: `${RELEASE}${file.path}`, cacheControl: PINNED })),
  { path: `${BASE}/releases`, keys: ['items'], itemKeys: ['release', 'published', 'isCurrent', 'since'] },
  { path: `${RELEASE}/changes`, keys: ['items', 'release'], cacheControl: PINNED },
  { path: `/embed/${TOPIC}.js`, type: SCRIPT_TYPE, cacheControl: `${REVALIDATED}, no-transform` },
  { path: '/widget.js', type: SCRIPT_TYPE, cacheControl: `${REVALIDATED}, no-transform` },
]

const get = (path: string, init?: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(`${ORIGIN}${path}`, init))

beforeAll(async () => {
  await publishReal()
})

describe.each(ENDPOINTS)('$path', ({ path, keys, itemKeys, type = JSON_TYPE, cacheControl = REVALIDATED, pinned }) => {
  it('answers 200 with a tag, caching and CORS', async () => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe(type)
    expect(response.headers.get('Cache-Control')).toBe(cacheControl)
    expect(response.headers.get('ETag')).toMatch(/^"[\w-]+"$/)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Set-Cookie')).toBeNull()
    expect(response.headers.has('X-Stale')).toBe(false)
    expect(response.headers.get('Content-Location')).toBe(pinned === undefined ? null : `${ORIGIN}${pinned}`)
    if (!type.startsWith(JSON_TYPE)) return
    const body = await response.json<{ items?: object[] }>()
    if (keys) expect(Object.keys(body)).toEqual(keys)
    for (const item of itemKeys ? (body.items ?? []) : []) expect(Object.keys(item)).toEqual(itemKeys)
  })

  it('answers its own tag with 304, no body and the same CORS, Link and caching', async () => {
    const full = await get(path)
    const etag = full.headers.get('ETag') ?? ''
    for (const field of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await get(path, { headers: { 'If-None-Match': field } })
      expect(response.status, field).toBe(304)
      expect(await response.text()).toBe('')
      for (const name of [
        'Access-Control-Allow-Origin',
        'Access-Control-Expose-Headers',
        'Cache-Control',
        'Content-Location',
        'ETag',
        'Link',
        'Vary',
        'X-Release',
      ]) {
        expect(response.headers.get(name), name).toBe(full.headers.get(name))
      }
    }
    expect((await get(path, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200)
  })

  it('answers HEAD with the headers of GET', async () => {
    const [head, full] = await Promise.all([get(path, { method: 'HEAD' }), get(path)])
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect([...head.headers]).toEqual([...full.headers])
    expect(Number(head.headers.get('Content-Length'))).toBe((await full.arrayBuffer()).byteLength)
  })

  it('refuses to be written to, and parameters that it does not take', async () => {
    const post = await get(path, { method: 'POST' })
    expect(post.status).toBe(405)
    expect(post.headers.get('Allow')).toBe('GET, HEAD, OPTIONS')
    const response = await get(`${path}${path.includes('?') ? '&' : '?'}colour=red`, { redirect: 'manual' })
    if (!path.startsWith('/v1')) {
      expect([response.status, response.headers.get('Location')]).toEqual([308, `${ORIGIN}${path}`])
      return
    }
    expect(response.status).toBe(400)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ status: 400, errors: [{ parameter: 'colour' }] })
  })

  it('answers a preflight', async () => {
    const response = await get(path, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET, HEAD, OPTIONS')
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('*')
  })
})

describe('what must not be shown alone', () => {
  it.each(['/statements/qods-force-member', '/events/ncri-statement'])('is not to be indexed: %s', async (path) => {
    for (const base of [BASE, RELEASE]) {
      const response = await get(`${base}${path}`)
      expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
      expect(await response.json()).toMatchObject({ standalone: false })
    }
  })

  it('leaves the others alone', async () => {
    expect((await get(`${BASE}/statements/iraq-only`)).headers.has('X-Robots-Tag')).toBe(false)
  })
})

describe('dates and releases', () => {
  it('tells when the release was published, and its number', async () => {
    const response = await get(`/v1/topics/${TOPIC}`)
    expect(response.headers.get('Last-Modified')).toBe(PUBLISHED_AT.toUTCString())
    expect(response.headers.get('X-Release')).toBe('1')
    expect(response.headers.get('Link')?.split(', ')).toEqual([
      `<${ORIGIN}${BASE}>; rel="self"`,
      `<${ORIGIN}${BASE}>; rel="canonical"`,
      `<${ORIGIN}${BASE}.jsonld>; rel="alternate"; type="application/ld+json"`,
      `<${ORIGIN}${BASE}.md>; rel="alternate"; type="text/markdown"`,
      `<${ORIGIN}${BASE}/feed.atom>; rel="alternate"; type="application/atom+xml"`,
      `<${ORIGIN}${BASE}/feed.json>; rel="alternate"; type="application/feed+json"`,
      `<${ORIGIN}/v1/schemas/Topic.json>; rel="describedby"; type="application/schema+json"`,
      '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
      `<${ORIGIN}${BASE}/releases>; rel="version-history"`,
      `<${ORIGIN}${BASE}/timegate>; rel="timegate"`,
    ])
  })

  it('respects If-Modified-Since, unless there is If-None-Match', async () => {
    const since = PUBLISHED_AT.toUTCString()
    const path = `/v1/topics/${TOPIC}`
    expect((await get(path, { headers: { 'If-Modified-Since': since } })).status).toBe(304)
    expect((await get(path, { headers: { 'If-Modified-Since': 'Mon, 02 Nov 2026 09:29:59 GMT' } })).status).toBe(200)
    expect((await get(path, { headers: { 'If-Modified-Since': 'yesterday' } })).status).toBe(200)
    expect((await get(path, { headers: { 'If-Modified-Since': since, 'If-None-Match': '"other"' } })).status).toBe(200)
  })
})

describe('what is not there', () => {
  it.each([
    '/v1/topics/nope',
    '/v1/topics/nope/box',
    '/v1/topics/__proto__',
    '/v1/topics/constructor/events',
    `/v1/topics/${TOPIC}/nope`,
    `/v1/topics/${TOPIC}/events/nope`,
    `/v1/topics/${TOPIC}/events/__proto__`,
    '/embed/nope.js',
    '/embed/__proto__.js',
    '/nope',
  ])('%s is a 404 problem', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const problem = await response.json<Record<string, unknown>>()
    expect(Object.keys(problem)).toEqual(['type', 'title', 'status', 'detail', 'instance'])
    expect(problem).toMatchObject({ title: 'Not Found', status: 404, instance: path })
  })
})

describe('the one-tag script', () => {
  it('is the widget with the box and our origin inside, and parses', async () => {
    const [script, widget, box] = await Promise.all([
      get(`/embed/${TOPIC}.js`).then((response) => response.text()),
      get('/widget.js').then((response) => response.text()),
      get(`/v1/topics/${TOPIC}/box`).then((response) => response.json<Box>()),
    ])
    const code = widget.slice(0, widget.lastIndexOf('('))
    expect(script).toContain(code)
    expect(() => new Function(script)).not.toThrow()
    const given = script.slice(script.indexOf(code) + code.length + 1, script.lastIndexOf(')'))
    const [shown, origin] = JSON.parse(`[${given}]`)
    expect(origin).toBe('https://facts.example')
    expect(box).toMatchObject({ topic: shown.topic, name: shown.name, release: shown.release })
  })
})

describe('/healthz', () => {
  it('tells the code, the formats that it reads and the reach of KV and the index, and is never stored', async () => {
    const response = await get('/healthz')
    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.json()).toMatchObject({
      status: 'pass',
      formats: [2],
      kv: { reachable: true },
      index: { bound: true, reachable: true, topics: 1 },
    })
  })
})
