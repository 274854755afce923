/** URLs that no client should send, and URLs that nearly match. None of them gives a 5xx. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../data/schema/api.ts'
import type { OpenApiDocument } from '../../worker/pages/docs/openapi.ts'
import { createReader, ORIGIN, PUBLISHED_AT, publish, TOPIC } from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const reader = createReader({ freshSeconds: 60 })

beforeAll(async () => {
  await publish(TOPIC, PUBLISHED_AT)
})

describe('a trailing slash', () => {
  it.each([
    ['/v1/topics/', '/v1/topics'],
    [`${BASE}//`, BASE],
    [`${BASE}/events/?limit=2&q=a%20b`, `${BASE}/events?limit=2&q=a%20b`],
    [`${BASE}/events/first-round/`, `${BASE}/events/first-round`],
    [`${BASE}/releases/1/`, `${BASE}/releases/1`],
    ['/v1/events/?from=2007', '/v1/events?from=2007'],
    ['/healthz/', '/healthz'],
  ])('%s redirects to the URL without it', async (path, location) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await reader.get(path, { method, redirect: 'manual' })
      expect(response.status).toBe(308)
      expect(response.headers.get('Location')).toBe(`${ORIGIN}${location}`)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect((await reader.get(location)).status).toBe(200)
    }
  })

  it.each(['/nope/', '/assets/', '//facts.invalid/', '/v2/'])('%s is a 404', async (path) => {
    expect((await reader.get(path)).status).toBe(404)
  })
})

describe('a path', () => {
  it.each([`/v1/topics/%ZZ`, `${BASE}/events/%C3%28`, `${BASE}/%`, '/%E0%A4%A', '/v1/topics/%FF'])(
    '%s is malformed',
    async (path) => {
      const response = await reader.get(path)
      expect(response.status).toBe(400)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    },
  )

  it.each([
    `/v1/topics/${TOPIC}%2Fevents`,
    `${BASE}%00`,
    `${BASE}/events/%00`,
    `${BASE}/events/first-round%0A`,
    `${BASE}/events/..%2Fstatements`,
    `${BASE}/events/.`.replace('/.', '/%252E'),
    `${BASE}/events/first-round.json`,
    `${BASE}.json`,
    `${BASE}.md.md`,
    `${BASE}.MD`,
    `${BASE}.`,
    `${BASE}.md/events`,
    `${BASE}/releases/1.ics`,
    `${BASE}/releases/1.md/events`,
    `${BASE}/topic.json`,
    `${BASE}/topic.md`,
    `${BASE}/entries.json`,
    `${BASE}/entries`,
    `${BASE}/corrections.csv`,
    `${BASE}/events-ics`,
    `${BASE}/events/first-round/more`,
    `/v1/topics/${'a'.repeat(10_000)}`,
    `/v1/topics/${encodeURIComponent('موضوع')}`,
    '/v1/topics/%F0%9F%92%A9/events',
    '/v1//topics',
    '/V1/topics',
    '/v1/topics/US-IRAN-IRAQ-TALKS',
    '/v1/topics/constructor.md',
    '/v1/unknowns',
  ])('%s is a 404', async (path) => {
    const response = await reader.get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })

  it.each([
    ['/nope'],
    ['/a%20b/%C3%A9'],
    ['/a%25b/100%25'],
    ['/a%2541'],
    ['/a%2Fb%3Fc%23d'],
    ['/%5Bx%5D%7C%5E'],
    ['/[x]|^', '/%5Bx%5D%7C%5E'],
    ['/%ZZ', '/%25ZZ'],
    ['/%C3%28'],
    ['//facts.invalid', '/facts.invalid'],
    [`${BASE}/events/50%25?a=1`, `${BASE}/events/50%25`],
  ])('%s that fails is named as a URI reference of what was requested', async (path, instance = path) => {
    const problem = await (await reader.get(path)).json<Problem>()
    expect(problem.instance).toBe(instance)
    // RFC 3986, 3.3: absolute, and each segment consists of `pchar`.
    expect(problem.instance).toMatch(/^\/(?!\/)(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-F]{2})*$/)
  })
})

describe('a query', () => {
  it('on an unknown path is a 404', async () => {
    expect((await reader.get('/nope?a=1')).status).toBe(404)
  })

  it.each([
    ['/docs?utm_source=letter&utm_medium=mail', '/docs'],
    [`/topics/${TOPIC}?fbclid=x%27y`, `/topics/${TOPIC}`],
    [`/topics/${TOPIC}/verify?gclid=1`, `/topics/${TOPIC}/verify`],
    [`/embed/${TOPIC}.js?ver=6.8`, `/embed/${TOPIC}.js`],
    ['/widget.js?ver=%ZZ', '/widget.js'],
    ['/preview?height=484', '/preview?height=480'],
    ['/preview?as=frame&height=105', '/preview?as=frame&height=110'],
    ['/?height=3999', '/?height=4000'],
    ['/preview?height=4001', '/preview'],
    ['/?height=0480', '/'],
  ])('on a page or a script is removed by a redirect: %s', async (path, location) => {
    const response = await reader.get(path, { redirect: 'manual' })
    expect([response.status, response.headers.get('Location')]).toEqual([308, `${ORIGIN}${location}`])
    expect((await reader.get(location)).status).toBe(200)
  })

  it('with a height has no more variants than its schema says', async () => {
    const document = await (await reader.get('/v1/openapi.json')).json<OpenApiDocument>()
    for (const path of ['/', '/preview', '/snippet']) {
      const height = document.paths[path]?.get.parameters.find(({ name }) => name === 'height')
      expect(height?.schema).toEqual({ type: 'integer', minimum: 100, maximum: 4000, multipleOf: 10 })
    }
  })

  it('on a frame or oEmbed is ignored where unknown', async () => {
    const plain = await (await reader.get(`/embed/${TOPIC}?theme=dark`)).text()
    const frame = await reader.get(`/embed/${TOPIC}?childId=box&theme=dark&parentUrl=%ZZ&release=old`, {
      redirect: 'manual',
    })
    expect([frame.status, await frame.text()]).toEqual([200, plain])
    const url = encodeURIComponent(`${ORIGIN}/topics/${TOPIC}`)
    expect((await reader.get(`/oembed?maxwidth=600&url=${url}&dnt=1&dnt=1`)).status).toBe(200)
  })

  it.each(['/v1/topics', BASE, `${BASE}.md`, '/healthz', '/v1/openapi.json'])(
    'on %s is refused where unknown',
    async (path) => {
      const response = await reader.get(`${path}?utm_source=letter`)
      expect(response.status).toBe(400)
      const { errors } = await response.json<Problem>()
      expect(errors).toContainEqual({ parameter: 'utm_source', detail: 'is unknown' })
    },
  )

  it('is ignored when empty', async () => {
    expect((await reader.get(`${BASE}?`)).status).toBe(200)
    expect((await reader.get(`${BASE}/events?&`)).status).toBe(200)
  })

  it('with very many parts is refused as a whole', async () => {
    const query = Array.from({ length: 500 }, (_, index) => `p${index}=1`).join('&')
    const response = await reader.get(`${BASE}/events?${query}`)
    expect(response.status).toBe(400)
  })

  it('with any characters gives an answer or a 400', async () => {
    for (const q of ['%F0%9F%92%A9', 'سلام', '.*', '(', '\\', '"', "'", '%25', '%2B', '%E2%80%AE', '%EF%BF%BE', 'ﬃ']) {
      const response = await reader.get(`${BASE}/statements?q=${q}`)
      expect([200, 400], q).toContain(response.status)
    }
  })
})
