/** What an isolate remembers: a bounded map whose entries age but stay, so that there is something to show in an outage. */
export interface Memo<Value> {
  /** The entry while it is younger than its limit. */
  fresh(key: string): Value | undefined
  /** The entry whatever its age. */
  last(key: string): Value | undefined
  /** Milliseconds since the entry was true. */
  age(key: string): number | undefined
  /** `at` is when it was true: now, unless it took time to come. */
  set(key: string, value: Value, at?: number): void
}

/**
 * Entries that weigh `size` at most, each 1 unless `weigh` says otherwise; those that were written longest ago make room.
 * `now` gives milliseconds.
 */
export function createMemo<Value>(
  size: number,
  freshMs: number,
  now: () => number,
  weigh: (value: Value) => number = () => 1,
): Memo<Value> {
  const entries = new Map<string, { value: Value; at: number }>()
  let weight = 0
  const drop = (key: string) => {
    const entry = entries.get(key)
    if (entry) weight -= weigh(entry.value)
    entries.delete(key)
  }
  return {
    fresh(key) {
      const entry = entries.get(key)
      return entry !== undefined && now() - entry.at < freshMs ? entry.value : undefined
    },
    last: (key) => entries.get(key)?.value,
    age(key) {
      const entry = entries.get(key)
      return entry && now() - entry.at
    },
    set(key, value, at = now()) {
      drop(key)
      entries.set(key, { value, at })
      weight += weigh(value)
      for (const oldest of entries.keys()) {
        if (weight <= size) return
        drop(oldest)
      }
    },
  }
}
