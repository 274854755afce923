/**
 * The Workers rate limiting API, if wrangler.toml binds it. Called after the cheap checks and before any route. It counts in the
 * data centre that handles the request, so a call takes almost no time.
 */

/** The client's IP address, set by Cloudflare; clients cannot forge it. Absent when the Worker runs locally. */
const READER_HEADER = 'CF-Connecting-IP'
const IPV6_GROUPS = 8
/** Groups of an IPv6 address that identify a network: one household or server has all of its addresses (RFC 6177). */
const NETWORK_GROUPS = 4

/** Allows all requests if the limiter fails. */
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
