/** A cached response is repeated without running a route, and only where a new one would be the same. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Event, ItemList, Topic } from '../../data/schema/api.ts'
import app from '../../worker/app.ts'
import worker from '../../worker/index.ts'
import { createReader, ORIGIN, publish, publishReal, rename, TOPIC, withdrawItem } from './content.ts'

const FRESH_SECONDS = 60
const BASE = `/v1/topics/${TOPIC}`
const PATHS = [BASE, `${BASE}/box`, `${BASE}/events?from=2007-06`, `/embed/${TOPIC}.js`, `/topics/${TOPIC}`]

beforeEach(async () => {
  await publishReal()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-03T00:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const renameNow = (name: string) => publish(TOPIC, new Date(), rename(name))
const openReader = () => createReader({ freshSeconds: FRESH_SECONDS })

describe('a response', () => {
  for (const path of PATHS) {
    it(`to ${path} is repeated without running a route`, async () => {
      const reader = openReader()
      const first = await reader.get(path)
      const routed = vi.spyOn(app, 'fetch')
      const again = await reader.get(path)
      expect(routed).not.toHaveBeenCalled()
      expect(again.status).toBe(200)
      expect([...again.headers]).toEqual([...first.headers])
      expect(await again.text()).toBe(await first.text())
      const unchanged = await reader.get(path, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } })
      expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
      expect(routed).not.toHaveBeenCalled()
    })
  }

  it('is replaced by a new release when the ref is due', async () => {
    const reader = openReader()
    await reader.get(BASE)
    const { release } = await reader.getJson<Topic>(BASE)
    await renameNow('One name')
    expect((await reader.getJson<Topic>(BASE)).release).toBe(release)
    pass(FRESH_SECONDS)
    expect(await reader.getJson<Topic>(BASE)).toMatchObject({ release: release + 1, name: 'One name' })
  })

  it('is recomputed for every other spelling of its URL, and is the same', async () => {
    const reader = openReader()
    const [spelled, canonical] = ['?to=2008&from=2006', '?from=2006&to=2008'].map((query) => `${BASE}/events${query}`)
    const first = await (await reader.get(canonical ?? '')).text()
    const routed = vi.spyOn(app, 'fetch')
    for (let turn = 0; turn < 2; turn++) expect(await (await reader.get(spelled ?? '')).text()).toBe(first)
    expect(routed).toHaveBeenCalledTimes(2)
    await reader.get(canonical ?? '')
    expect(routed).toHaveBeenCalledTimes(2)
  })

  it.each(['h#', 'h:99999', 'a b'])('is not affected by a Host such as %s, which is refused', async (host) => {
    const reader = openReader()
    const path = `${BASE}/events?limit=2`
    const spoilt = Object.defineProperty(new Request(ORIGIN + path), 'url', { value: `http://${host}${path}` })
    expect((await worker.fetch(spoilt, reader.bindings)).status).toBe(400)
    expect((await reader.getJson<ItemList<Event>>(path)).items).toHaveLength(2)
  })

  it('that Accept chose is repeated only to clients that accept anything', async () => {
    const reader = openReader()
    const get = async (accept?: string) => {
      const response = await reader.get(BASE, accept === undefined ? {} : { headers: { Accept: accept } })
      return response.headers.get('Content-Type')
    }
    expect(await get('text/markdown')).toContain('text/markdown')
    expect(await get()).toBe('application/json')
    expect(await get('text/markdown')).toContain('text/markdown')
    expect(await get('application/ld+json')).toBe('application/ld+json')
    expect(await get('*/*')).toBe('application/json')
  })

  it('is repeated for GET: HEAD has no body, and other methods are refused', async () => {
    const reader = openReader()
    await reader.get(BASE)
    const head = await reader.get(BASE, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await reader.get(BASE, { method: 'POST' })).status).toBe(405)
  })

  it('belongs to its own URL: a pinned release and the newest never mix', async () => {
    const { release } = await openReader().getJson<Topic>(BASE)
    await renameNow('Another name')
    const reader = openReader()
    for (let turn = 0; turn < 2; turn++) {
      expect((await reader.getJson<Topic>(`${BASE}/releases/${release}`)).release).toBe(release)
      expect((await reader.getJson<Topic>(BASE)).release).toBe(release + 1)
    }
  })

  it('is counted where requests are counted', async () => {
    const { FACTS, ASSETS } = env
    const limit = vi.fn(async () => ({ success: true }))
    const bindings = { FACTS, ASSETS, PUBLIC_ORIGIN: ORIGIN, FRESH_SECONDS, RATE_LIMITER: { limit } as RateLimit }
    for (let turn = 0; turn < 3; turn++) await worker.fetch(new Request(ORIGIN + BASE), bindings)
    expect(limit).toHaveBeenCalledTimes(3)
  })

  it('is not repeated after a withdrawal', async () => {
    const reader = openReader()
    const path = `${BASE}/events/first-round`
    for (let turn = 0; turn < 2; turn++) expect((await reader.get(path)).status).toBe(200)
    await withdrawItem(TOPIC, 'first-round', new Date())
    pass(FRESH_SECONDS)
    for (let turn = 0; turn < 2; turn++) expect((await reader.get(path)).status).toBe(410)
    expect(await (await reader.get(BASE)).text()).not.toContain('"id":"first-round"')
  })
})
