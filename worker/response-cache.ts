/**
 * Serves a cached response before routing. A response for a topic is valid while the topic's ref is the same object and fresh;
 * a response from the index, for FRESH_SECONDS; a response that depends only on this code, permanently.
 */
import type { Ref } from '../data/store/records.ts'
import { takesAnything } from './http/accept.ts'
import { type Representation, respond } from './http/response.ts'
import type { Storage } from './store/storage.ts'
import { createTtlCache } from './store/ttl-cache.ts'

/** Together with refs and blobs, well below the memory limit of an isolate (128 MB). */
const MAX_RESPONSE_BYTES = 30_000_000
/** Estimate for headers, URL and everything else besides the body. */
const OVERHEAD_BYTES = 8_000
/** Larger responses to queries are not cached: clients can invent many queries, which must not evict the rest. */
const MAX_QUERY_BYTES = 64 * 1024

/** What a response depends on: a topic's ref, the index as read at a time, or only this code. */
export type Basis = { ref: Ref } | { indexedAt: number } | 'code'

export interface CachedResponse {
  representation: Representation
  basis: Basis
}

export interface ResponseCache {
  /** Returns the response to a request, if it is cached and valid. */
  match(request: Request): Response | undefined
  /** Returns an entry of any age. The key is the canonical path and query, and what was negotiated. */
  get(key: string): CachedResponse | undefined
  /** Returns an entry that was rendered from exactly this ref. */
  getFor(key: string, ref: Ref): Representation | undefined
  put(key: string, representation: Representation, basis: Basis): void
}

export function createResponseCache({ refs, freshMs, now }: Storage): ResponseCache {
  const cache = createTtlCache<CachedResponse>({
    maxSize: MAX_RESPONSE_BYTES,
    ttlMs: Number.POSITIVE_INFINITY,
    sizeOf: ({ representation: { body, compressed } }) =>
      body.byteLength + (compressed?.body.byteLength ?? 0) + OVERHEAD_BYTES,
    now,
  })

  function isValid(basis: Basis): boolean {
    if (basis === 'code') return true
    if ('indexedAt' in basis) return now() - basis.indexedAt < freshMs
    return refs.peek(basis.ref.topic) === basis.ref
  }

  return {
    match(request) {
      if (request.method !== 'GET') return undefined
      const cached = cache.getStale(readPath(request))
      if (!cached || !isValid(cached.basis)) return undefined
      const { representation } = cached
      if (representation.isNegotiated && !takesAnything(request.headers.get('Accept'))) return undefined
      return respond(request, representation)
    },
    get: cache.getStale,
    getFor(key, ref) {
      const cached = cache.getStale(key)
      return typeof cached?.basis === 'object' && 'ref' in cached.basis && cached.basis.ref === ref
        ? cached.representation
        : undefined
    },
    put(key, representation, basis) {
      if (key.includes('?') && representation.body.byteLength > MAX_QUERY_BYTES) return
      cache.set(key, { representation, basis })
    },
  }
}

/** Returns path and query as sent. Only canonical URLs are keys: other spellings go through a route. */
function readPath({ url }: Request): string {
  return url.slice(url.indexOf('/', 'https://'.length))
}
