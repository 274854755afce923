/** The checks for deployed services, run against a correct service and against one with many faults. */
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, it } from 'vitest'
import { OPERATIONS } from '../../worker/openapi/operations/index.ts'
import { addressOf, close, listen, send } from '../fixtures/loopback.ts'
import { runNode } from '../fixtures/processes.ts'
import type {} from '../http/setup.ts'
import { TOPIC } from '../http/topic.ts'
import { type CheckOptions, listChecks } from './checks.ts'

const COMMAND = fileURLToPath(new URL('index.ts', import.meta.url))
const origin = inject('origin')

/** Lists what fails, and why. */
async function listFailures(options: CheckOptions): Promise<[what: string, complaints: string][]> {
  const failures: [string, string][] = []
  for (const { what, run } of await listChecks(origin, { freshSeconds: 60, topic: TOPIC, ...options })) {
    const complaints = (await run?.()) ?? []
    if (complaints.length > 0) failures.push([what, complaints.join('; ')])
  }
  return failures
}

interface Answer {
  status: number
  headers: Headers
  body: ArrayBuffer | string | null
}

interface Fault {
  /** The URL, without its query, whose responses are changed. */
  path: string
  method?: string
  spoil: (answer: Answer) => void
  /** The check that must fail, where it is not that of the URL. */
  what?: string
  complaint: RegExp
}

const set = (name: string, value: string) => (answer: Answer) => answer.headers.set(name, value)
const drop = (name: string) => (answer: Answer) => answer.headers.delete(name)
const turn = (from: number, to: number) => (answer: Answer) => {
  if (answer.status === from) answer.status = to
}
const replace = (from: RegExp | string, to: string) => (answer: Answer) => {
  if (answer.body instanceof ArrayBuffer) answer.body = new TextDecoder().decode(answer.body).replace(from, to)
}

const BASE = `/v1/topics/${TOPIC}`
const PATH = '/v1/topics/{topic}'
const MORE = '"paths":{"/more":{"get":{"operationId":"getMore","parameters":[],"responses":{}}},'

/** All in one service, each at its own URL. */
const FAULTS: Fault[] = [
  { path: '/v1/events', spoil: drop('ETag'), complaint: /ETag is null/ },
  { path: `${BASE}/box`, spoil: set('ETag', 'W/"x"'), complaint: /not strong/ },
  {
    path: '/widget.mjs',
    spoil: set('Cache-Control', 'max-age=14400'),
    complaint: /Cache-Control is max-age=14400, not/,
  },
  { path: '/v1/articles', spoil: drop('Access-Control-Allow-Origin'), complaint: /not readable from other origins/ },
  { path: '/sitemap.xml', spoil: set('Set-Cookie', 'a=b'), complaint: /a cookie/ },
  { path: '/about', spoil: drop('Content-Security-Policy'), complaint: /no Content-Security-Policy/ },
  { path: '/docs', spoil: drop('X-Content-Type-Options'), complaint: /X-Content-Type-Options is null/ },
  { path: `${BASE}/people`, method: 'HEAD', spoil: set('X-Release', '9'), complaint: /HEAD has another X-Release/ },
  { path: `${BASE}/events`, spoil: set('X-Stale', 'kv-error'), complaint: /X-Stale is kv-error/ },
  {
    path: `${BASE}/articles`,
    spoil: set('Content-Location', 'http://localhost/'),
    complaint: /leads to http:.*localhost/,
  },
  { path: `${BASE}/organizations`, spoil: replace(/^\{/, '{"x":1,'), complaint: /additional properties/ },
  { path: `${BASE}/statements`, spoil: turn(200, 503), complaint: /status 503/ },
  { path: '/robots.txt', spoil: turn(304, 200), complaint: /status 200 for its own tag/ },
  {
    path: '/widget.js',
    spoil: replace(/$/, ' '),
    what: 'the widget’s script is the one that its hash names',
    complaint: / is not /,
  },
  {
    path: '/snippet',
    spoil: replace(/sha384-./, 'sha384-_'),
    what: 'integrity in snippets is that of the script',
    complaint: /is not what sha384-_/,
  },
  {
    path: '/healthz',
    spoil: replace('"pass"', '"fail"'),
    what: 'which code runs, and whether it reaches KV',
    complaint: /status fail/,
  },
  {
    path: '/v1/topics/no-such-topic',
    spoil: turn(404, 200),
    what: '/v1/topics/no-such-topic is 404',
    complaint: /status 200, not 404/,
  },
  {
    path: `${BASE}/box`,
    method: 'OPTIONS',
    spoil: turn(204, 500),
    what: `OPTIONS ${BASE}/box is 204`,
    complaint: /status 500/,
  },
  {
    path: '/v1/openapi.json',
    spoil: replace('"paths":{', MORE),
    what: 'the document describes every route of this code',
    complaint: /more is not of this code/,
  },
]

/** Not a fault: a topic may have no corrections. */
const EMPTY: Pick<Fault, 'path' | 'method' | 'spoil'> = {
  path: BASE,
  spoil: replace(/"corrections":\[.*\],"release"/, '"corrections":[],"release"'),
}

const fetchSpoilt: typeof fetch = async (url, init) => {
  const { pathname } = new URL(String(url))
  const { method = 'GET' } = init ?? {}
  const response = await fetch(url, init)
  const body = response.body === null ? null : await response.arrayBuffer()
  const answer: Answer = { status: response.status, headers: new Headers(response.headers), body }
  for (const fault of [EMPTY, ...FAULTS]) {
    if (fault.path === pathname && (fault.method ?? method) === method) fault.spoil(answer)
  }
  return new Response(answer.body, answer)
}

it('finds every fault of a broken service, and reports nothing else', async () => {
  const failures = await listFailures({ send: fetchSpoilt })
  for (const { path, what = path, complaint } of FAULTS) {
    expect(failures.find(([failed]) => failed === what)?.[1] ?? '', what).toMatch(complaint)
  }
  const expected = FAULTS.flatMap(({ path, what = path }) => [path, what])
  const others = failures.map(([what]) => what).filter((what) => !expected.includes(what))
  expect(others.filter((what) => !expected.includes(what.replace(/\?.*| (?:is|with) .*/g, '')))).toEqual([])
})

it('names what it cannot check', async () => {
  const checks = await listChecks(origin, { topic: TOPIC, send: fetchSpoilt })
  expect(checks.filter(({ run }) => !run).map(({ what }) => what.replace(/:.*/, ''))).toEqual([
    `${PATH}/corrections/{id}`,
    `${PATH}/releases/{release}/corrections/{id}`,
  ])
})

it('detects that another version runs than was deployed', async () => {
  const [health] = await listChecks(origin, { version: 'd3b0' })
  expect(await health?.run?.()).toEqual(['version local, not d3b0'])
})

describe('npm run smoke', () => {
  it('prints a line per check, and passes', async () => {
    const { code, lines } = await run(origin)
    expect([code, lines.at(-1)]).toEqual([0, expect.stringMatching(/: \d+ passed, 0 failed, 0 skipped$/)])
    expect(lines).toContain('ok    /widget.js')
    expect(lines.length).toBeGreaterThan(OPERATIONS.length)
  })

  it('fails where URLs in responses belong to another service', async () => {
    const relay = await listen(async (path, response) => {
      const answer = await fetch(origin + path, { redirect: 'manual' })
      const type = answer.headers.get('Content-Type') ?? ''
      send(
        response,
        { status: answer.status, type, body: await answer.text() },
        { Link: answer.headers.get('Link') ?? '' },
      )
    })
    const { code, lines } = await run(addressOf(relay))
    await close(relay)
    expect(code).toBe(1)
    expect(lines.find((line) => line.startsWith('FAIL  /v1/topics '))).toContain(`leads to ${origin}/v1/topics`)
  })

  it('fails where another service answers, or none', async () => {
    const other = await listen((_, response) => send(response, { status: 500, body: 'Oh.' }))
    const address = addressOf(other)
    expect(await run(address)).toMatchObject({ code: 1, lines: [expect.stringMatching(/^FAIL/), expect.anything()] })
    await close(other)
    expect(await run(address)).toMatchObject({ code: 1, lines: [expect.stringMatching(/^FAIL/), expect.anything()] })
  })

  it('prints its usage', async () => {
    expect(await run('facts')).toEqual({ code: 2, lines: [] })
  })
})

async function run(address: string): Promise<{ code: number; lines: string[] }> {
  const { code, stdout } = await runNode([COMMAND, address])
  return { code, lines: stdout.split('\n').filter((line) => line !== '') }
}
