/**
 * A bounded map of one isolate. Entries age but stay, so that there is a last good copy in an outage. Evicted first are the
 * oldest entries that were not used since they were last spared (CLOCK, or second chance): nearly the least recently used, but
 * a read moves nothing, which took a tenth of serving a cached response.
 */
export interface TtlCache<Value> {
  /** The entry while it is younger than its time to live. */
  get(key: string): Value | undefined
  /** The entry whatever its age. */
  getStale(key: string): Value | undefined
  /** `at` is when the value was true, in milliseconds: now, unless it took time to arrive. A value larger than `maxSize` is not kept. */
  set(key: string, value: Value, at?: number): void
  delete(key: string): void
  /** Why reading the entry again failed, while it is not due to be tried again. */
  failure(key: string): string | undefined
  /** Records that reading the entry again failed, for `ms` milliseconds. Without an entry, nothing. */
  fail(key: string, reason: string, ms: number): void
  /** The sum of the sizes of all entries. */
  readonly size: number
}

export interface TtlCacheOptions<Value> {
  /** The bound, in the unit of `sizeOf`. */
  maxSize: number
  ttlMs: number
  /** In bytes, as near as is cheap to tell. */
  sizeOf: (value: Value, key: string) => number
  /** Milliseconds since the epoch. */
  now: () => number
}

interface Entry<Value> {
  value: Value
  size: number
  at: number
  isUsed: boolean
  failed?: { reason: string; until: number }
}

export function createTtlCache<Value>({ maxSize, ttlMs, sizeOf, now }: TtlCacheOptions<Value>): TtlCache<Value> {
  const entries = new Map<string, Entry<Value>>()
  let total = 0
  // Reading the clock is not free.
  const ages = ttlMs < Number.POSITIVE_INFINITY

  function remove(key: string): void {
    total -= entries.get(key)?.size ?? 0
    entries.delete(key)
  }

  function use(key: string): Entry<Value> | undefined {
    const entry = entries.get(key)
    if (entry) entry.isUsed = true
    return entry
  }

  /** A map keeps the order of insertion, and visits again what is moved to its end. */
  function makeRoom(size: number): void {
    for (const [key, entry] of entries) {
      if (total + size <= maxSize) return
      if (!entry.isUsed) {
        remove(key)
        continue
      }
      entry.isUsed = false
      entries.delete(key)
      entries.set(key, entry)
    }
  }

  return {
    get(key) {
      const entry = use(key)
      return entry && (!ages || now() - entry.at < ttlMs) ? entry.value : undefined
    },
    getStale: (key) => use(key)?.value,
    delete: remove,
    set(key, value, at = ages ? now() : 0) {
      remove(key)
      const size = sizeOf(value, key)
      if (size > maxSize) return
      makeRoom(size)
      entries.set(key, { value, size, at, isUsed: false })
      total += size
    },
    failure(key) {
      const failed = entries.get(key)?.failed
      return failed && now() < failed.until ? failed.reason : undefined
    },
    fail(key, reason, ms) {
      const entry = entries.get(key)
      if (entry) entry.failed = { reason, until: now() + ms }
    },
    get size() {
      return total
    },
  }
}
