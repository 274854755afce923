/** Malicious requests, byte for byte over a socket, to the Worker on workerd. */
import { describe, expect, inject, it } from 'vitest'
import type {} from '../setup.ts'
import { type RawRequest, sendRaw } from './raw-request.ts'

const origin = inject('origin')
const TOPIC = '/v1/topics/us-iran-iraq-talks'
const send = (path: string, request?: RawRequest) => sendRaw(origin, path, request)

/** Returns everything that makes up a response, except its date, which always differs. */
const describeAnswer = ({ status, headers, body }: Awaited<ReturnType<typeof send>>) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'date'),
  body,
})

describe('paths that redirect nowhere else', () => {
  const nowhere: Record<string, string[]> = {
    'an encoded slash': [
      `${TOPIC}%2Fbox`,
      `${TOPIC}%2fbox`,
      `/assets/..%2f..%2fpackage.json`,
      '/embed/%2e%2e%2fwidget.js',
    ],
    'encoded dots': [`${TOPIC}/%2e%2e%2f%2e%2e/topics`, '/assets/..%5c..%5cpackage.json', '/embed/....//widget.js'],
    'additional slashes': ['/v1//topics', `${TOPIC}//box`, '//evil.example/', '/\\evil.example'],
    'an invalid suffix': [
      `${TOPIC}/box%00`,
      `${TOPIC}%00`,
      `${TOPIC}/box;a=b`,
      `${TOPIC}/box%20`,
      `${TOPIC}/box%0d%0aX:y`,
    ],
    'names of object properties': [
      '/v1/topics/__proto__',
      '/v1/topics/constructor/box',
      `${TOPIC}/events/__proto__`,
      `${TOPIC}/events/toString`,
      `${TOPIC}/__proto__`,
      `${TOPIC}/releases/__proto__`,
      '/embed/__proto__.js',
      '/assets/constructor',
      '/v1/schemas/__proto__.json',
    ],
    'invalid numbers': ['01', '1e0', '+1', '-1', '1.0', '0x1', '99999999999', '%31%00', '１'].map(
      (release) => `${TOPIC}/releases/${encodeURI(decodeURI(release))}`,
    ),
    'overlong names': [`/v1/topics/${'a'.repeat(400)}`, `/${'a'.repeat(20_000)}`, `${'/a'.repeat(3_000)}`],
    'files that servers sometimes expose': [
      '/.git/config',
      '/.env',
      '/admin',
      '/wrangler.toml',
      '/.build/openapi.json',
    ],
  }
  it.each(Object.entries(nowhere))('%s', async (_, paths) => {
    for (const path of paths) {
      const { status, headers, body } = await send(path)
      expect([400, 404], path.slice(0, 80)).toContain(status)
      expect(headers.get('content-type'), path).toBe('application/problem+json')
      expect(JSON.parse(body).status, path).toBe(status)
      expect(headers.has('location') || headers.has('x'), path).toBe(false)
    }
  })

  it('is malformed where the percent signs are', async () => {
    for (const path of ['/v1/topics/%', '/v1/topics/%ff', '/v1/topics/%E0%A4%A', `${TOPIC}/%c0%ae`]) {
      expect((await send(path)).status, path).toBe(400)
    }
  })

  it('gives the same response for every spelling of a URL, and names the canonical one', async () => {
    const plain = await send(`${TOPIC}/box`)
    for (const path of [`${TOPIC}/./box`, `${TOPIC}/x/../box`, `${TOPIC}/box?`]) {
      const written = await send(path)
      expect(describeAnswer(written), path).toEqual(describeAnswer(plain))
      expect(written.headers.get('link'), path).toContain(`<${origin}${TOPIC}/box>; rel="canonical"`)
    }
  })
})

it.each([
  ['/v1/topics/%75s%2Diran-iraq-talks/%62ox?a=%41', `${TOPIC}/box?a=%41`],
  ['//v1/topics', '/v1/topics'],
  ['///', '/'],
])('%s redirects to the canonical spelling, on this origin', async (path, location) => {
  const { status, headers } = await send(path)
  expect([status, headers.get('location')]).toEqual([308, origin + location])
})

describe('queries', () => {
  it('are refused with the wrong parameter', async () => {
    const wrong: Record<string, string[]> = {
      colour: ['colour=red', 'q=talks&colour=red'],
      LIMIT: ['LIMIT=1'],
      __proto__: ['__proto__=1'],
      'constructor[prototype]': ['constructor[prototype]=1'],
      limit: [
        'limit=1&limit=2',
        'limit=1e1',
        'limit=01',
        'limit=-1',
        'limit=',
        'limit=99999999999999999999',
        'limit[]=1',
      ],
      q: ['q=%00', 'q=%u0041', 'q=%ff', `q=${'a'.repeat(9_000)}`],
      cursor: ['cursor=AAAA', `cursor=${'A'.repeat(400)}`, 'cursor=..%2F..', 'cursor=__proto__'],
      fields: ['fields=__proto__', 'fields=id,id,constructor'],
      include: ['include=__proto__'],
    }
    for (const [parameter, queries] of Object.entries(wrong)) {
      for (const query of queries) {
        const { status, body } = await send(`${TOPIC}/events?${query}`)
        expect(status, query.slice(0, 80)).toBe(400)
        const named = JSON.parse(body).errors.map((error: { parameter: string }) => error.parameter)
        expect(named, query).toContain(query.startsWith('limit[]') ? 'limit[]' : parameter)
      }
    }
  })

  it('that are huge are refused immediately, or by the server in front', async () => {
    for (const query of ['a=1&'.repeat(1_000), 'a=1&'.repeat(20_000), `q=${'%41'.repeat(20_000)}`, '&'.repeat(5_000)]) {
      expect([200, 400, 414], query.slice(0, 20)).toContain((await send(`${TOPIC}/events?${query}`)).status)
    }
  })

  it('mean the same in every order, under one URL', async () => {
    const orders = [
      'limit=1&q=talks',
      'q=talks&limit=1',
      '&q=talks&&limit=1&',
      'q=%74alks&limit=1',
      'q=+talks+&limit=1',
    ]
    const answers = await Promise.all(orders.map((query) => send(`${TOPIC}/events?${query}`)))
    for (const answer of answers) {
      expect(describeAnswer(answer)).toEqual(describeAnswer(answers[0] as (typeof answers)[number]))
      expect(answer.headers.get('link')).toContain(`<${origin}${TOPIC}/events?limit=1&q=talks>; rel="canonical"`)
    }
  })
})

describe('headers', () => {
  const line = (name: string, value: string) => `${name}: ${value}`
  const harmless: Record<string, RawRequest> = {
    'another Host': { host: 'evil.example' },
    'another Host with a port': { host: 'xn--e1aybc.evil.example:8080' },
    'forwarding headers': {
      headers: [
        'X-Forwarded-Host: evil.example',
        'X-Forwarded-Proto: http',
        'X-Forwarded-For: 127.0.0.1',
        'X-Forwarded-Prefix: /evil',
        'Forwarded: host=evil.example;proto=http',
        'X-Original-URL: /admin',
        'X-Rewrite-URL: /admin',
        'X-Host: evil.example',
      ],
    },
    'a method in a header': { headers: ['X-HTTP-Method-Override: DELETE', 'X-Method-Override: PUT'] },
    'credentials and an origin': {
      headers: ['Cookie: a=b', 'Authorization: Basic eDp5', 'Origin: https://evil.example'],
    },
    'ranges and conditions that do not match': {
      headers: ['Range: bytes=0-1', 'If-Range: "x"', 'If-None-Match: "x"', 'If-Modified-Since: yesterday'],
    },
    'two thousand headers': { headers: Array.from({ length: 2_000 }, (_, index) => line(`X-${index}`, 'x')) },
    'long headers': {
      headers: [
        line('If-None-Match', '"x",'.repeat(5_000)),
        line('Accept-Datetime', '9'.repeat(5_000)),
        line('Accept-Language', 'en,'.repeat(5_000)),
        line('User-Agent', 'x'.repeat(50_000)),
      ],
    },
  }
  it.each(Object.entries(harmless))('%s: no byte changes', async (_, request) => {
    for (const path of [
      TOPIC,
      `${TOPIC}.md`,
      `${TOPIC}/feed.atom`,
      '/embed/us-iran-iraq-talks.js',
      '/topics/us-iran-iraq-talks',
    ]) {
      expect(describeAnswer(await send(path, request)), path).toEqual(describeAnswer(await send(path)))
    }
  })

  it('that accept three thousand types get a served type, or the list of them', async () => {
    const accept = Array.from({ length: 3_000 }, (_, index) => `a/b${index};q=0.${index}`).join(',')
    expect((await send(TOPIC, { headers: [line('Accept', accept)] })).status).toBe(406)
    expect((await send(TOPIC, { headers: [line('Accept', `${accept},*/*;q=0.001`)] })).status).toBe(200)
  })

  it('redirect nobody away: every URL in a response is on this origin', async () => {
    const request = { host: 'evil.example', headers: ['X-Forwarded-Host: evil.example'] }
    for (const path of [
      '/topics/us-iran-iraq-talks/',
      '//evil.example//',
      `${TOPIC}/timegate`,
      '/topics/us-iran-iraq-talks?utm_source=evil',
    ]) {
      const { headers, body } = await send(path, request)
      expect(headers.get('location') ?? origin, path).toMatch(new RegExp(`^${origin}(?:/(?!/)|$)`))
      expect(headers.get('link') ?? '', path).not.toContain('evil')
      expect(body, path).not.toContain('http://evil')
    }
  })
})

describe('/oembed', () => {
  it.each([
    'https://evil.example/topics/us-iran-iraq-talks',
    `${origin}@evil.example/topics/us-iran-iraq-talks`,
    `${origin}.evil.example/topics/us-iran-iraq-talks`,
    `https://evil.example/#${origin}/topics/us-iran-iraq-talks`,
    `https://evil.example\\@${origin.replace('http://', '')}/topics/us-iran-iraq-talks`,
    `${origin}/topics/../../evil`,
    `${origin}/topics/us-iran-iraq-talks"><script>`,
    `${origin}/topics/__proto__`,
    `${origin}/topics/nope`,
    `${origin}/topics/us-iran-iraq-talks/verify`,
    'javascript:alert(1)//https://facts.example/topics/us-iran-iraq-talks',
    'data:text/html,x',
    '//evil.example',
  ])('refuses %s', async (url) => {
    for (const format of ['json', 'xml']) {
      const { status, body } = await send(`/oembed?url=${encodeURIComponent(url)}&format=${format}`)
      expect([400, 404]).toContain(status)
      expect(body).not.toMatch(/<script|<iframe/)
    }
  })
})
