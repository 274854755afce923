/**
 * A shared HTTP cache in front of the isolates of one location: Workers Cache or a reverse proxy, as the responses' Cache-Control
 * allows (RFC 9111; stale-while-revalidate: RFC 5861).
 */
import type { Answer } from './isolate.ts'

export interface SharedCache {
  /** `resolve` requests from an isolate. */
  read(url: string, resolve: () => Promise<Answer>): Promise<Answer>
}

export interface Freshness {
  maxAgeMs: number
  staleWhileRevalidateMs: number
}

export function createSharedCache(now: () => number, { maxAgeMs, staleWhileRevalidateMs }: Freshness): SharedCache {
  const entries = new Map<string, { answer: Answer; at: number }>()
  return {
    async read(url, resolve) {
      const entry = entries.get(url)
      const age = entry ? now() - entry.at : Number.POSITIVE_INFINITY
      if (entry && age < maxAgeMs) return entry.answer
      const at = now()
      const answer = await resolve()
      // A response that is marked stale, or a 404, is not stored.
      if (answer.kind === 'resolved' && !answer.stale) entries.set(url, { answer, at })
      return entry && age < maxAgeMs + staleWhileRevalidateMs ? entry.answer : answer
    },
  }
}

/** Parses the header that the Worker sends. */
export function readFreshness(cacheControl: string): Freshness {
  const read = (directive: string) =>
    Number(new RegExp(`(?:^|[ ,])${directive}=(\\d+)`).exec(cacheControl)?.[1] ?? 0) * 1000
  return {
    maxAgeMs: read('s-maxage') || read('max-age'),
    staleWhileRevalidateMs: read('stale-while-revalidate'),
  }
}
