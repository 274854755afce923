/** What an isolate shares between responses (headers, encoded items, parsed files, routes) never shows in another response. */
import { reset } from 'cloudflare:test'
import { beforeAll, expect, it, vi } from 'vitest'
import {
  createReader,
  day,
  HARBOUR,
  ORIGIN,
  publish,
  publishAuthored,
  readTopic,
  rename,
  TOPIC,
  withdrawItem,
} from './content.ts'

/** Has the same files as HARBOUR, byte for byte. */
const TWIN = `${HARBOUR}-twin`

const PATHS = [
  ...[TOPIC, HARBOUR, TWIN].flatMap((topic) => [
    `/v1/topics/${topic}`,
    `/v1/topics/${topic}/events`,
    `/v1/topics/${topic}/events?limit=2`,
    `/v1/topics/${topic}/statements?include=claimant&limit=3`,
    `/v1/topics/${topic}/corrections`,
    `/v1/topics/${topic}/feed.atom`,
    `/v1/topics/${topic}/releases/1/events`,
    `/embed/${topic}.js`,
  ]),
  ...[HARBOUR, TWIN].flatMap((topic) => [
    `/v1/topics/${topic}/events/closure`,
    `/v1/topics/${topic}/events/closure?fields=topic`,
    `/v1/topics/${topic}/releases/1/statements/ferry-agreed?include=claimant`,
  ]),
  // The first must not be shown alone.
  `/v1/topics/${TOPIC}/statements/qods-force-member`,
  `/v1/topics/${TOPIC}/statements/iraq-only`,
  `/v1/topics/${TOPIC}.md`,
  `/v1/topics/${TOPIC}/box`,
  `/v1/topics/${TOPIC}/events?at=2026-11-01`,
  `/v1/topics/${TOPIC}/releases`,
  `/v1/topics/${TOPIC}/changes`,
  `/v1/topics/${TOPIC}/ref`,
  `/topics/${TOPIC}`,
  `/topics/${TWIN}`,
  `/embed/${TWIN}`,
  '/v1/topics',
  '/v1/events?limit=3',
  '/docs',
]
/** A fixed order that mixes topics, formats and releases. */
const MIXED = PATHS.map((path, index) => ({ path, place: (index * 19) % PATHS.length }))
  .sort((a, b) => a.place - b.place)
  .map(({ path }) => path)

const HEADERS: Record<string, string>[] = [{}, { Accept: 'text/markdown, */*;q=0.1', 'Accept-Encoding': 'gzip' }]

const decoder = new TextDecoder()

type Send = (path: string, init: RequestInit) => Promise<Response>

async function ask(send: Send, path: string, headers: Record<string, string>, method = 'GET') {
  const response = await send(path, { method, headers, redirect: 'manual' })
  return { status: response.status, headers: [...response.headers], body: decoder.decode(await response.arrayBuffer()) }
}

beforeAll(async () => {
  await reset()
  const twin = readTopic(HARBOUR)
  twin.topic.id = TWIN
  await publish(TOPIC, day(1))
  await publish(HARBOUR, day(1))
  await publishAuthored(twin, day(1))
  await publish(TOPIC, day(2), rename('Second'))
  await withdrawItem(TOPIC, 'liaison-to-hezbollah', day(3))
  twin.topic.name = 'Draft'
  await publishAuthored(twin, day(4), { isDraft: true })
})

it('earlier requests do not change a response, however many there were', async () => {
  expect(new Set(PATHS).size).toBe(PATHS.length)
  const reader = createReader({ freshSeconds: 60 })
  const send: Send = (path, init) => reader.get(path, init)
  for (const path of MIXED) {
    const alone = await startAlone()
    for (const headers of HEADERS) {
      const name = `${path} ${JSON.stringify(headers)}`
      const expected = await ask(alone, path, headers)
      expect(expected.status, name).toBe(200)
      for (let turn = 0; turn < 2; turn++) expect(await ask(send, path, headers), name).toEqual(expected)
      const tag = new Headers(expected.headers).get('ETag') ?? ''
      const kept = expected.headers.filter(([name]) => !/^content-(?:type|length|encoding)$/.test(name))
      const unchanged = await ask(send, path, { ...headers, 'If-None-Match': tag })
      expect(unchanged, name).toEqual({ status: 304, headers: kept, body: '' })
      expect(await ask(send, path, headers, 'HEAD'), name).toEqual({ ...expected, body: '' })
    }
  }
})

/** Loads the Worker's code again, with empty memory. */
async function startAlone(): Promise<Send> {
  vi.resetModules()
  const { default: worker } = await import('../../worker/index.ts')
  const { bindings } = createReader({ freshSeconds: 60 })
  return async (path, init) => worker.fetch(new Request(ORIGIN + path, init), bindings)
}
