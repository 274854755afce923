/** Every format of a topic, by suffix and by Accept, each with this origin and without what was withdrawn. */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN_PLACEHOLDER } from '../../data/build/urls.ts'
import { blobKey, refKey } from '../../data/store/records.ts'
import app from '../../worker/index.ts'
import {
  createReader,
  HARBOUR,
  ORIGIN,
  PUBLISHED_AT,
  publish,
  type Reader,
  readLinks,
  readRef,
  readTopic,
  rename,
  TOPIC,
  withdrawItem,
} from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const LATER = new Date('2026-11-03T12:00:00Z')
const JSON_LD = 'application/ld+json'
const MARKDOWN = 'text/markdown'

let reader: Reader

const restart = async () => {
  await reset()
  reader = createReader()
  await publish(TOPIC, PUBLISHED_AT)
}

describe('what must not be shown alone', () => {
  beforeAll(restart)

  it.each(['/statements/qods-force-member', '/events/ncri-statement'])('is sent with noindex: %s', async (path) => {
    for (const base of [BASE, `${BASE}/releases/1`]) {
      const response = await reader.get(`${base}${path}`)
      expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
      expect(await response.json()).toMatchObject({ standalone: false })
    }
    expect((await reader.get(`${BASE}/statements/iraq-only`)).headers.has('X-Robots-Tag')).toBe(false)
  })

  it.each(['qods-force-member', 'ncri-statement'])('has no card, only the box of its release: %s', async (id) => {
    await restart()
    await publish(TOPIC, LATER, rename('Renamed'))
    reader = createReader()
    for (const [base, query, name] of [
      [BASE, '', 'Renamed'],
      [`${BASE}/releases/1`, '&release=1', readTopic().topic.name],
    ] as const) {
      const box = await (await reader.get(`${base}/box`)).json()
      expect(await (await reader.get(`${base}/cards/${id}`)).json()).toEqual(box)
      const frame = await (await reader.get(`/embed/${TOPIC}?item=${id}${query}`)).text()
      expect(frame).toContain(`aria-label="${name}"`)
    }
  })
})

describe('If-Modified-Since', () => {
  beforeAll(restart)

  it.each([
    [{ 'If-Modified-Since': PUBLISHED_AT.toUTCString() }, 304],
    [{ 'If-Modified-Since': 'Mon, 02 Nov 2026 09:29:59 GMT' }, 200],
    [{ 'If-Modified-Since': 'yesterday' }, 200],
    [{ 'If-Modified-Since': PUBLISHED_AT.toUTCString(), 'If-None-Match': '"other"' }, 200],
  ])('%o is %i', async (headers, status) => {
    expect((await reader.get(BASE, { headers: headers as Record<string, string> })).status).toBe(status)
  })
})

describe('Accept', () => {
  beforeAll(restart)

  const ask = (accept: string | undefined, path = BASE) =>
    reader.get(path, accept === undefined ? {} : { headers: { Accept: accept } })

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['application/json', 'application/json'],
    ['application/*', 'application/json'],
    [JSON_LD, JSON_LD],
    ['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, or so"', JSON_LD],
    [`${JSON_LD}, application/json;q=0.9`, JSON_LD],
    [`application/json;q=0.5, ${MARKDOWN};q=0.6`, MARKDOWN],
    ['text/*', MARKDOWN],
    [`${JSON_LD};q=0, */*;q=0.1`, 'application/json'],
    ['application/json;q=0, */*', JSON_LD],
    ['TEXT/MarkDown', MARKDOWN],
    ['nonsense', 'application/json'],
  ])('%s', async (accept, type) => {
    for (const path of [BASE, `${BASE}/releases/1`]) {
      const response = await ask(accept, path)
      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')?.split(';')[0]).toBe(type)
      expect(response.headers.get('Vary')).toBe('Accept, Accept-Encoding')
    }
  })

  it.each(['text/html', 'application/xml, image/*', 'application/json;q=0'])('%s is a 406', async (accept) => {
    const response = await ask(accept)
    expect(response.status).toBe(406)
    expect(response.headers.get('Vary')).toBe('Accept')
    expect(await response.json()).toMatchObject({
      status: 406,
      detail: `Available types: application/json, ${JSON_LD}, ${MARKDOWN}.`,
    })
  })

  it('has a Content-Location that keeps the same bytes, and a 304 repeats its headers', async () => {
    const response = await ask(MARKDOWN)
    expect(response.headers.get('Content-Location')).toBe(`${ORIGIN}${BASE}/releases/1.md`)
    expect(readLinks(response)).toMatchObject({ self: BASE, canonical: `${BASE}.md` })
    const again = await reader.get(BASE, {
      headers: { Accept: MARKDOWN, 'If-None-Match': response.headers.get('ETag') ?? '' },
    })
    expect(again.status).toBe(304)
    for (const name of ['Vary', 'Link', 'Content-Location', 'ETag', 'Cache-Control', 'Access-Control-Allow-Origin']) {
      expect(again.headers.get(name), name).toBe(response.headers.get(name))
    }
    const tags = await Promise.all(
      [undefined, JSON_LD, MARKDOWN].map(async (accept) => (await ask(accept)).headers.get('ETag')),
    )
    expect(new Set(tags).size).toBe(3)
  })

  it('has no effect on any other URL', async () => {
    for (const path of [`${BASE}/events`, `${BASE}.md`, `${BASE}/box`]) {
      const response = await ask('text/html', path)
      expect([response.status, response.headers.get('Vary')]).toEqual([200, 'Accept-Encoding'])
    }
  })

  it('for an unknown topic or release is a 404', async () => {
    expect((await ask('text/html', '/v1/topics/nope')).status).toBe(404)
    expect((await ask(JSON_LD, `${BASE}/releases/7`)).status).toBe(404)
  })

  it('chooses among the formats that the release has, when it lacks one', async () => {
    const ref = await readRef()
    delete ref.manifest.files['topic.jsonld']
    await env.FACTS.put(refKey(TOPIC), JSON.stringify({ ...ref, sequence: 2 }))
    expect((await ask(`${JSON_LD}, ${MARKDOWN};q=0.5`)).headers.get('Content-Type')).toContain(MARKDOWN)
    expect(await (await ask(JSON_LD)).json()).toMatchObject({
      detail: `Available types: application/json, ${MARKDOWN}.`,
    })
    expect((await reader.get(`${BASE}.jsonld`)).status).toBe(404)
    expect((await ask(undefined)).headers.get('Link')).not.toContain('.jsonld')
  })
})

describe.each([
  ['.jsonld', JSON_LD],
  ['.md', MARKDOWN],
  ['/events.ics', 'text/calendar'],
  ['/events.csv', 'text/csv'],
  ['/statements.csv', 'text/csv'],
  ['/feed.atom', 'application/atom+xml'],
  ['/feed.json', 'application/feed+json'],
])('%s', (suffix, type) => {
  beforeAll(restart)

  it('is served with this origin, current and pinned, and its ETag depends on both', async () => {
    const response = await reader.get(`${BASE}${suffix}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')?.split(';')[0]).toBe(type)
    const text = await response.text()
    expect(text).not.toContain('origin.invalid')
    expect(Number(response.headers.get('Content-Length'))).toBe(new TextEncoder().encode(text).length)
    const pinned = await reader.get(`${BASE}/releases/1${suffix}`)
    expect(response.headers.get('Content-Location')).toBe(`${ORIGIN}${BASE}/releases/1${suffix}`)
    expect(pinned.headers.get('Cache-Control')).toBe('public, max-age=86400, s-maxage=60')
    expect(pinned.headers.get('ETag')).toBe(response.headers.get('ETag'))
    expect(await pinned.text()).toBe(text)
    const bindings = { ...env, PUBLIC_ORIGIN: 'https://a-much-longer-origin.facts.example' }
    const elsewhere = await app.fetch(new Request(`${ORIGIN}${BASE}${suffix}`), bindings)
    expect(elsewhere.headers.get('ETag')).not.toBe(response.headers.get('ETag'))
  })

  it('is linked from the resource that it is a format of', async () => {
    const of = suffix.startsWith('/events') ? '/events' : suffix.startsWith('/statements') ? '/statements' : ''
    const link = `<${ORIGIN}${BASE}${suffix}>; rel="alternate"; type="${type}"`
    expect((await reader.get(`${BASE}${of}`)).headers.get('Link')).toContain(link)
    const pinned = link.replace(BASE, `${BASE}/releases/1`)
    expect((await reader.get(`${BASE}/releases/1${of}`)).headers.get('Link')).toContain(pinned)
  })

  it('is served in every release without what was withdrawn', async () => {
    const id = 'liaison-to-hezbollah'
    await withdrawItem(TOPIC, id, LATER)
    for (const path of [suffix, `/releases/1${suffix}`]) {
      const response = await reader.get(`${BASE}${path}`)
      expect(response.status, path).toBe(200)
      expect(await response.text(), path).not.toContain(id)
    }
  })
})

describe('a calendar', () => {
  beforeAll(restart)

  it('folds its lines and never breaks a character, whatever the origin is', async () => {
    await publish(HARBOUR, PUBLISHED_AT, (authored) => {
      for (const event of authored.events) event.description = 'پل گردان '.repeat(20).trim()
    })
    const { manifest } = await readRef(HARBOUR)
    const stored = await env.FACTS.get(blobKey(manifest.files['events.ics']?.sha256 ?? ''))
    const text = await (await reader.get(`/v1/topics/${HARBOUR}/events.ics`)).text()
    for (const line of text.split('\r\n')) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
      expect(line).not.toContain('\ufffd')
    }
    const unfold = (lines: string) => lines.replaceAll(/\r\n[ \t]/g, '')
    expect(unfold(text)).toBe(unfold(stored ?? '').replaceAll(ORIGIN_PLACEHOLDER, ORIGIN))
  })
})
