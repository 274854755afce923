/** What an isolate remembers: a bounded map whose entries age but stay, so that there is something to show in an outage. */
export interface Memo<Value> {
  /** The entry while it is younger than its limit. */
  fresh(key: string): Value | undefined
  /** The entry whatever its age. */
  last(key: string): Value | undefined
  /** Milliseconds since the entry was written. */
  age(key: string): number | undefined
  set(key: string, value: Value): void
}

/** At most `size` entries, the one that was written longest ago making room; `now` gives milliseconds. */
export function createMemo<Value>(size: number, freshMs: number, now: () => number): Memo<Value> {
  const entries = new Map<string, { value: Value; readAt: number }>()
  return {
    fresh(key) {
      const entry = entries.get(key)
      return entry !== undefined && now() - entry.readAt < freshMs ? entry.value : undefined
    },
    last: (key) => entries.get(key)?.value,
    age(key) {
      const entry = entries.get(key)
      return entry && now() - entry.readAt
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, { value, readAt: now() })
      if (entries.size > size) entries.delete(entries.keys().next().value as string)
    },
  }
}
