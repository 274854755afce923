/**
 * The Workers rate limiting API, where wrangler.toml binds it. Asked after what costs nothing was refused and before any
 * route runs: it counts in the data centre that answers, so asking takes no time to speak of; without it nothing is asked.
 */

/** A reader is whom Cloudflare says they are: nobody outside can send this header (and on this machine nobody does). */
const READER_HEADER = 'CF-Connecting-IP'

/** A limiter that fails lets everybody through. */
export async function isOverLimit(limiter: RateLimit, headers: Headers): Promise<boolean> {
  const key = headers.get(READER_HEADER) ?? 'unknown'
  return limiter.limit({ key }).then(
    ({ success }) => !success,
    () => false,
  )
}
