/** No client is more than five minutes behind a correction or a withdrawal, whatever caches lie between. */
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  DELAYS,
  FLOOR_SECONDS,
  FRESH_SECONDS,
  KV_CACHE_TTL_SECONDS,
  MAX_AGE_SECONDS,
  PINNED_SHARED_MAX_AGE_SECONDS,
  STALE_WHILE_REVALIDATE_SECONDS,
} from '../../worker/freshness.ts'
import wrangler from '../../wrangler.toml?raw'
import { createReader, publishReal, TOPIC } from './content.ts'

const BASE = `/v1/topics/${TOPIC}`

beforeAll(async () => {
  await publishReal()
})

describe('the delays', () => {
  it('add up to at most five minutes', () => {
    expect(Object.values(DELAYS).reduce((sum, seconds) => sum + seconds)).toBeLessThanOrEqual(MAX_AGE_SECONDS)
    expect(MAX_AGE_SECONDS).toBe(300)
  })

  it('also add up to that where somebody keeps an older ref in KV, which is refused after a while', () => {
    expect(FLOOR_SECONDS + 2 * FRESH_SECONDS + STALE_WHILE_REVALIDATE_SECONDS).toBeLessThanOrEqual(MAX_AGE_SECONDS)
    expect(FLOOR_SECONDS).toBeGreaterThan(60 + KV_CACHE_TTL_SECONDS)
  })

  it('are those of every deployment', () => {
    const deployed = [...wrangler.matchAll(/^FRESH_SECONDS = (\d+)$/gm)].map(([, seconds]) => Number(seconds))
    expect(deployed).toEqual([FRESH_SECONDS, FRESH_SECONDS, FRESH_SECONDS])
    expect(env.FRESH_SECONDS).toBe(FRESH_SECONDS)
  })

  it.each([
    BASE,
    `${BASE}/box`,
    `${BASE}/events?limit=2`,
    `/embed/${TOPIC}.js`,
    `/topics/${TOPIC}`,
    '/v1/topics',
    '/topics',
  ])('are sent to caches for %s', async (path) => {
    const response = await createReader({ freshSeconds: FRESH_SECONDS }).get(path)
    expect(response.headers.get('Cache-Control')?.replace(/, no-transform$/, '')).toBe(
      `public, max-age=${FRESH_SECONDS}, stale-while-revalidate=${STALE_WHILE_REVALIDATE_SECONDS}`,
    )
  })

  it('let a shared cache revalidate a pinned release each minute', async () => {
    const response = await createReader({ freshSeconds: FRESH_SECONDS }).get(`${BASE}/releases/1/box`)
    expect(response.headers.get('Cache-Control')).toBe(
      `public, max-age=86400, s-maxage=${PINNED_SHARED_MAX_AGE_SECONDS}`,
    )
    expect(PINNED_SHARED_MAX_AGE_SECONDS).toBeLessThanOrEqual(FRESH_SECONDS + STALE_WHILE_REVALIDATE_SECONDS)
  })

  it('are passed to KV for every key', async () => {
    const ttls: unknown[] = []
    const namespace = {
      get: (key: string, options: KVNamespaceGetOptions<'json'>) => {
        ttls.push(options.cacheTtl)
        return env.FACTS.get(key, options)
      },
    } as KVNamespace
    const reader = createReader({ namespace })
    for (const path of [BASE, `${BASE}/releases/1`, '/widget@0123456789abcdef.js', '/healthz']) await reader.get(path)
    expect(new Set(ttls)).toEqual(new Set([KV_CACHE_TTL_SECONDS]))
  })
})
