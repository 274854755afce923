/**
 * How old a response may be: every delay between a write to KV and a client, in one place. A test checks that the sum of
 * `DELAYS` is at most `MAX_AGE_SECONDS`, for corrections and withdrawals alike.
 */

/** Workers KV shows a write everywhere within this time. */
const KV_PROPAGATION_SECONDS = 60
/** How long a KV location may serve a value without reading it again: the minimum that KV allows. */
export const KV_CACHE_TTL_SECONDS = 30
/** The deployed value of the variable `FRESH_SECONDS`: how long isolates and HTTP caches keep what they have. */
export const FRESH_SECONDS = 60
/** How long an HTTP cache may serve a stale response while it revalidates it (RFC 5861, 3). */
export const STALE_WHILE_REVALIDATE_SECONDS = 60
/** How long an isolate remembers that a topic does not exist. */
export const UNKNOWN_TOPIC_SECONDS = 10

/**
 * Where refs are signed: how long KV may return an older ref than the index knows. After that the ref is refused as a replay, so
 * the sum below also holds when an attacker writes to KV.
 */
export const FLOOR_SECONDS = 120

/** In the order in which a change passes through. */
export const DELAYS: Record<string, number> = {
  'KV, until a write is visible everywhere': KV_PROPAGATION_SECONDS,
  'KV, in the cache of a location': KV_CACHE_TTL_SECONDS,
  'an isolate, in memory': FRESH_SECONDS,
  'an HTTP cache, max-age': FRESH_SECONDS,
  'an HTTP cache, stale-while-revalidate': STALE_WHILE_REVALIDATE_SECONDS,
}
export const MAX_AGE_SECONDS = 5 * 60

/** Pinned releases: a day in a browser. Shared caches revalidate each minute, so that a redaction reaches them in time. */
export const PINNED_MAX_AGE_SECONDS = 86_400
export const PINNED_SHARED_MAX_AGE_SECONDS = 60
