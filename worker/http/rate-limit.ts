/**
 * The Workers rate limiting API, where wrangler.toml binds it. Asked after what costs nothing was refused and before any
 * route runs: it counts in the data centre that answers, so asking takes no time to speak of; without it nothing is asked.
 */

/** A reader is whom Cloudflare says they are: nobody outside can send this header (and on this machine nobody does). */
const READER_HEADER = 'CF-Connecting-IP'
const IPV6_GROUPS = 8
/** Of an IPv6 address: one household or server has all that begin so (RFC 6177). */
const NETWORK_GROUPS = 4

/** A limiter that fails lets everybody through. */
export async function isOverLimit(limiter: RateLimit, headers: Headers): Promise<boolean> {
  const key = nameReader(headers.get(READER_HEADER) ?? 'unknown')
  return limiter.limit({ key }).then(
    ({ success }) => !success,
    () => false,
  )
}

function nameReader(address: string): string {
  if (!address.includes(':')) return address
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array.from({ length: Math.max(0, IPV6_GROUPS - head.length - tail.length) }, () => '0')
  return [...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS).join(':')
}
