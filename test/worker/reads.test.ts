/** The KV reads of a request: in a cold isolate, and in one that has just served it. */
import { reset } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { createReader, ORIGIN, PUBLISHED_AT, publish, rename, TOPIC } from './content.ts'

const BASE = `/v1/topics/${TOPIC}`
const LATER = new Date('2026-11-03T12:00:00Z')

beforeAll(async () => {
  await reset()
  await publish(TOPIC, PUBLISHED_AT)
  await publish(TOPIC, LATER, rename('Second'))
})

describe('a cold isolate reads', () => {
  it.each([
    ['/healthz', 1],
    [`${BASE}/timegate`, 2],
    ...['', '/box', '.md', '/feed.atom', '/events', '/events?limit=2', '/statements?include=event&from=2007'].map(
      (path): [string, number] => [BASE + path, 2],
    ),
    [`${BASE}/events/first-round`, 2],
    [`${BASE}/people/first-round`, 3],
    [`/embed/${TOPIC}.js`, 2],
    [`/embed/${TOPIC}`, 2],
    [`/topics/${TOPIC}/verify`, 2],
    [`/oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${TOPIC}`)}`, 2],
    [`/snippet?topic=${TOPIC}`, 2],
    [`${BASE}/releases`, 2],
    [`/topics/${TOPIC}`, 3],
    [`${BASE}/releases/1`, 4],
    [`${BASE}/releases/1/events/first-round`, 4],
    [`${BASE}/releases/1/changes`, 4],
    // Both releases and the history.
    [`/topics/${TOPIC}/changes`, 5],
    ['/v1/topics/nope', 1],
    ['/v1/topics/nope/box', 1],
    ['/embed/nope.js', 1],
    ['/v1/topics/Nope', 0],
    ['/v1/topics/no--pe', 0],
    [`/v1/topics/${'a'.repeat(81)}`, 0],
    [`${BASE}/releases/9`, 1],
    ['/v1/topics', 0],
    ['/v1/events', 0],
    ['/widget.js', 0],
  ])('for %s %i keys, and a hot one none', async (path, reads) => {
    const reader = createReader({ freshSeconds: 60 })
    const first = await reader.get(path, { redirect: 'manual' })
    await first.body?.cancel()
    expect(reader.reads).toHaveLength(reads)
    const again = await reader.get(path, { redirect: 'manual' })
    expect(again.status).toBe(first.status)
    await again.body?.cancel()
    expect(reader.reads).toHaveLength(reads)
  })
})
