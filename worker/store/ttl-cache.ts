/**
 * A bounded map of one isolate. Entries age but stay, so that there is a last good copy in an outage; the entries that were
 * used least recently are evicted first.
 */
export interface TtlCache<Value> {
  /** The entry while it is younger than its time to live. */
  get(key: string): Value | undefined
  /** The entry whatever its age. */
  getStale(key: string): Value | undefined
  /** `at` is when the value was true, in milliseconds: now, unless it took time to arrive. */
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
  failed?: { reason: string; until: number }
}

export function createTtlCache<Value>({ maxSize, ttlMs, sizeOf, now }: TtlCacheOptions<Value>): TtlCache<Value> {
  const entries = new Map<string, Entry<Value>>()
  let total = 0

  function remove(key: string): void {
    total -= entries.get(key)?.size ?? 0
    entries.delete(key)
  }

  /** A map keeps the order of insertion: the first is the least recently used. */
  function use(key: string): Entry<Value> | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    entries.set(key, entry)
    return entry
  }

  return {
    get(key) {
      const entry = use(key)
      return entry && now() - entry.at < ttlMs ? entry.value : undefined
    },
    getStale: (key) => use(key)?.value,
    delete: remove,
    set(key, value, at = now()) {
      remove(key)
      const size = sizeOf(value, key)
      entries.set(key, { value, size, at })
      total += size
      for (const oldest of entries.keys()) {
        if (total <= maxSize) return
        remove(oldest)
      }
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
