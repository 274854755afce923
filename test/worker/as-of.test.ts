/** `?at=`: a URL under a topic as it was at a time. */
import { reset } from 'cloudflare:test'
import { beforeAll, expect, it } from 'vitest'
import type { Problem, Topic } from '../../data/schema/api.ts'
import { createReader, day, ORIGIN, publish, rename, rollback, TOPIC, withdrawRelease } from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const reader = createReader({ freshSeconds: 60 })

beforeAll(async () => {
  await reset()
  await publish(TOPIC, day(1))
  await publish(TOPIC, day(3), rename('Second'))
  await publish(TOPIC, day(5), rename('Third'))
  await publish(TOPIC, day(7), rename('Fourth'))
  await rollback(TOPIC, 2, day(9))
  await withdrawRelease(TOPIC, 3, day(11))
  await publish(TOPIC, day(12), ({ statements, topic }) => {
    const place = statements.findIndex(({ id }) => id === 'iraq-only')
    statements.splice(place, 1)
    topic.retired.push({ id: 'iraq-only', date: '2026-11-12', reason: 'The same.', movedTo: 'support-for-iraq' })
  })
})

it.each([
  ['2026-11-01', 1],
  ['2026-11-02', 1],
  ['2026-11-03T11:59:59Z', 1],
  ['2026-11-03T12:00:00Z', 2],
  ['2026-11-04', 2],
  ['2026-11-08', 4],
  ['2026-11-09', 2],
  ['2026-11-11', 2],
  ['2999-12-31', 5],
])('%s is release %i', async (at, release) => {
  const response = await reader.get(`${BASE}?at=${at}`)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Location')).toBe(`${ORIGIN}${BASE}/releases/${release}`)
  expect(response.headers.get('Memento-Datetime')).toMatch(/GMT$/)
  expect(response.headers.get('Cache-Control')).toBe('public, max-age=60, stale-while-revalidate=60')
  expect((await response.json<Topic>()).release).toBe(release)
})

it('equals its permanent Content-Location, with the query, also for HEAD and as a 304', async () => {
  for (const path of [
    '.md',
    '/box',
    '/events?limit=2',
    '/statements?q=iraq&fields=id',
    '/quotes',
    '/cards/first-round',
  ]) {
    const address = `${BASE}${path}${path.includes('?') ? '&' : '?'}at=2026-11-02`
    const response = await reader.get(address)
    const location = response.headers.get('Content-Location') ?? ''
    expect(location).toMatch(new RegExp(`^${ORIGIN}${BASE}/releases/1[./]`))
    expect(await response.text(), path).toBe(await (await reader.get(location.replace(ORIGIN, ''))).text())
    const head = await reader.get(address, { method: 'HEAD' })
    expect([...head.headers], path).toEqual([...response.headers])
    const unchanged = await reader.get(address, { headers: { 'If-None-Match': response.headers.get('ETag') ?? '' } })
    expect([unchanged.status, unchanged.headers.get('Content-Location')], path).toEqual([304, location])
  }
})

it.each([
  ['text/markdown', '.md'],
  ['application/ld+json', '.jsonld'],
  ['application/json', ''],
])('is what Accept chose, at the URL of that format: %s', async (accept, suffix) => {
  for (const path of [`${BASE}?at=2026-11-02`, `${BASE}/releases/1`]) {
    const response = await reader.get(path, { headers: { Accept: accept } })
    expect(response.headers.get('Content-Type')).toContain(accept)
    const location = response.headers.get('Content-Location') ?? `${ORIGIN}${BASE}/releases/1`
    expect(location, path).toBe(`${ORIGIN}${BASE}/releases/1${suffix}`)
    expect(await response.text()).toBe(await (await reader.get(location.replace(ORIGIN, ''))).text())
  }
})

it('redirects where the item moved since the release before, as the release of that time does', async () => {
  const path = `${BASE}/statements/iraq-only`
  const moved = await reader.get(`${path}?at=2026-11-12&fields=id`)
  expect([moved.status, moved.headers.get('Location'), moved.headers.has('Content-Location')]).toEqual([
    308,
    `${ORIGIN}${BASE}/releases/5/statements/support-for-iraq?fields=id`,
    false,
  ])
  expect((await reader.get(`${path}?at=2026-11-02&fields=id`)).status).toBe(200)
})

it('is 410 where that release was withdrawn', async () => {
  const response = await reader.get(`${BASE}/events?at=2026-11-06`)
  expect([response.status, (await response.json<Problem>()).reason]).toEqual([410, 'Published by mistake.'])
})

it.each(['US-Iran', '%C3%A9', `${TOPIC}_x`, `${TOPIC}.txt`, 'nope', 'nope.md', 'nope/events', '-/box'])(
  'on the unknown topic %s gives the same answer as without it',
  async (path) => {
    const get = async (query: string) => {
      const response = await reader.get(`/v1/topics/${path}${query}`)
      return [response.status, await response.json()]
    }
    expect(await get('?at=2026-11-02')).toEqual(await get(''))
  },
)

it.each(['/releases/1/events', '/releases/latest/box', '/releases', '/changes', '/timegate', '/ref', '/log'])(
  'is refused for %s',
  async (path) => {
    const response = await reader.get(`${BASE}${path}?at=2026-11-02`)
    expect([response.status, (await response.json<Problem>()).errors?.[0]?.parameter]).toEqual([400, 'at'])
  },
)
