/** The cache of an isolate: which entries stay, and for how long. */
import { expect, it } from 'vitest'
import { createTtlCache } from '../../worker/store/ttl-cache.ts'

const createCache = (options: { ttlMs?: number; now?: () => number } = {}) =>
  createTtlCache<string>({
    maxSize: 10,
    ttlMs: Number.POSITIVE_INFINITY,
    sizeOf: (value) => value.length,
    now: () => 0,
    ...options,
  })

it('evicts the oldest unused entry first', () => {
  const cache = createCache()
  for (const key of ['a', 'b', 'c']) cache.set(key, 'xxx')
  cache.get('a')
  cache.set('d', 'xxx')
  expect(['a', 'b', 'c', 'd'].filter((key) => cache.getStale(key))).toEqual(['a', 'c', 'd'])
  // All three were used just now, so the oldest is evicted.
  cache.set('e', 'xxx')
  expect(['a', 'c', 'd', 'e'].filter((key) => cache.getStale(key))).toHaveLength(3)
  expect(cache.getStale('e')).toBe('xxx')
})

it('never exceeds its bound, whatever is put and used', () => {
  const cache = createCache()
  for (let step = 0; step < 500; step++) {
    cache.set(`key ${(step * 7) % 13}`, 'x'.repeat((step * 5) % 12))
    cache.get(`key ${(step * 3) % 13}`)
    const held = Array.from({ length: 13 }, (_, index) => cache.getStale(`key ${index}`)?.length ?? 0)
    expect(cache.size).toBe(held.reduce((sum, length) => sum + length, 0))
    expect(cache.size).toBeLessThanOrEqual(10)
  }
})

it('does not store an entry larger than the bound, and evicts nothing for it', () => {
  const cache = createCache()
  cache.set('a', 'xxx')
  cache.set('b', 'x'.repeat(11))
  expect(cache.get('b')).toBeUndefined()
  expect(cache.get('a')).toBe('xxx')
  // The previous entry under its key is gone too.
  cache.set('a', 'x'.repeat(11))
  expect(cache.getStale('a')).toBeUndefined()
  expect(cache.size).toBe(0)
})

it('returns an entry while it is fresh, and then as the last good copy', () => {
  let now = 0
  const cache = createCache({ ttlMs: 100, now: () => now })
  cache.set('a', 'x')
  now = 99
  expect(cache.get('a')).toBe('x')
  now = 100
  expect(cache.get('a')).toBeUndefined()
  expect(cache.getStale('a')).toBe('x')
})
