/**
 * A bounded map of one isolate. Expired entries stay as last good copies for outages. Evicts the oldest entries that were not used
 * since they were last spared (CLOCK, or second chance): nearly least recently used, but a read does not move entries, which took
 * a tenth of the time of serving a cached response.
 */
export interface TtlCache<Value> {
  /** Returns the entry while it is younger than its time to live. */
  get(key: string): Value | undefined
  /** Returns the entry regardless of its age. */
  getStale(key: string): Value | undefined
  /** Stores a value. `at` is when the value was current, in milliseconds; by default now. A value larger than `maxSize` is not kept. */
  set(key: string, value: Value, at?: number): void
  delete(key: string): void
  /** Returns why the last read of the entry failed, until it is due for another try. */
  failure(key: string): string | undefined
  /** Records for `ms` milliseconds that a read of the entry failed. Does nothing without an entry. */
  fail(key: string, reason: string, ms: number): void
  /** The sum of the sizes of all entries. */
  readonly size: number
}

export interface TtlCacheOptions<Value> {
  /** The bound, in the unit of `sizeOf`. */
  maxSize: number
  ttlMs: number
  /** Size in bytes; a cheap estimate. */
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
  // Avoids reading the clock if entries never expire.
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

  /** Relies on Map's insertion order: iteration visits an entry again after it is moved to the end. */
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
