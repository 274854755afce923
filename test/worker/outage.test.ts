/** While a topic cannot be read, every response that contains it is marked as possibly outdated, until it can be read again. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { refKey } from '../../data/store/records.ts'
import { createNamespace, createReader, ORIGIN, publishReal, TOPIC } from './content.ts'

const FRESH_SECONDS = 60
const BASE = `/v1/topics/${TOPIC}`
const PATHS = [
  BASE,
  `${BASE}.md`,
  `${BASE}/box`,
  `${BASE}/events?from=2007-06`,
  `${BASE}/events/first-round`,
  `${BASE}/releases`,
  `${BASE}/timegate`,
  `/embed/${TOPIC}`,
  `/embed/${TOPIC}.js`,
  `/topics/${TOPIC}`,
  `/topics/${TOPIC}/changes`,
  `/oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${TOPIC}`)}`,
  `/snippet?as=html&topic=${TOPIC}`,
  `/preview?as=html&topic=${TOPIC}`,
]

beforeEach(async () => {
  await publishReal()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-03T00:00:00Z') })
})
afterEach(() => vi.useRealTimers())

it.each(PATHS)('%s', async (path) => {
  let isBroken = false
  const namespace = createNamespace((key) => (isBroken && key === refKey(TOPIC) ? 'error' : undefined))
  const reader = createReader({ freshSeconds: FRESH_SECONDS, namespace })
  const readStale = async () => {
    const response = await reader.get(path, { redirect: 'manual' })
    expect(response.status).toBeLessThan(400)
    await response.body?.cancel()
    return response.headers.get('X-Stale')
  }
  const pass = () => vi.setSystemTime(Date.now() + FRESH_SECONDS * 1000)
  expect(await readStale()).toBeNull()
  isBroken = true
  expect(await readStale()).toBeNull()
  pass()
  expect(await readStale()).toBe('kv-error')
  isBroken = false
  pass()
  expect(await readStale()).toBeNull()
})
