/**
 * The mutable records: a topic's ref, and the list of widget builds. Cached for FRESH_SECONDS, then read again. An isolate never
 * accepts a lower `sequence` of a topic, in whatever order KV's locations see the writes. With publishers' keys, refuses unsigned
 * records, and refs below the floor that the index knows.
 */
import { type Ref, refKey, STORE_FORMAT, WIDGETS_KEY, type WidgetIndex } from '../../data/store/records.ts'
import { isSigned } from '../../data/store/signature.ts'
import { KV_CACHE_TTL_SECONDS, UNKNOWN_TOPIC_SECONDS } from '../freshness.ts'
import type { TopicChanges } from './changes.ts'
import { checkFormat, isId, isRecord, isRefOf, isWidgetIndex } from './guards.ts'
import type { Reading, ReadThrough } from './read-through.ts'
import { createTtlCache } from './ttl-cache.ts'

/** A ref takes about 4 KB as text and three times that when parsed: enough for about 2,000 topics. */
const MAX_REF_BYTES = 24_000_000
const VALUE_FACTOR = 3
/** About 2,000 unknown names. */
const MAX_UNKNOWN_BYTES = 500_000
const ENTRY_BYTES = 150

/** A record, and the text from which it was parsed. */
interface Cached<Value> {
  value: Value
  text: string
}

export interface RefStore {
  /** Absent if the topic does not exist. One read when cold, none while fresh. Rejects when KV fails and there is no copy. */
  read(topic: string): Promise<Reading<Ref | undefined>>
  /** Returns the fresh cached ref, without reading KV. The same object while the record is the same. */
  peek(topic: string): Ref | undefined
  /** Empty before the first deployment. Rejects as above. */
  readWidgets(): Promise<WidgetIndex['builds']>
}

export interface RefStoreOptions {
  namespace: Pick<KVNamespace, 'get'>
  freshMs: number
  now: () => number
  readThrough: ReadThrough
  /** The publishers' public keys; empty if nothing is signed. */
  keys: readonly string[]
  changes: TopicChanges
}

export function createRefStore({ namespace, freshMs, now, readThrough, keys, changes }: RefStoreOptions): RefStore {
  const records = createTtlCache<Cached<Ref | WidgetIndex>>({
    maxSize: MAX_REF_BYTES,
    ttlMs: freshMs,
    sizeOf: ({ text }) => text.length * VALUE_FACTOR,
    now,
  })
  const unknown = createTtlCache<true>({
    maxSize: MAX_UNKNOWN_BYTES,
    ttlMs: Math.min(UNKNOWN_TOPIC_SECONDS * 1000, freshMs),
    sizeOf: (_, key) => key.length + ENTRY_BYTES,
    now,
  })

  const isTrusting = keys.length === 0

  async function readRecord<Value extends Ref | WidgetIndex>(
    key: string,
    isValid: (value: Record<string, unknown>) => boolean,
  ): Promise<Cached<Value> | null> {
    const text = await namespace.get(key, { type: 'text', cacheTtl: KV_CACHE_TTL_SECONDS })
    if (text === null) return null
    const value: unknown = JSON.parse(text)
    checkFormat(value)
    if (!isRecord(value) || !isValid(value)) throw new Error(`${key} is malformed`)
    if (isTrusting || (await isSigned(value, keys))) return { value: value as unknown as Value, text }
    throw new Error(`${key} is not signed by a publisher`)
  }

  /** Reads a ref, and drops a cached copy below the floor, whatever KV returns. */
  async function readRef(topic: string, key: string): Promise<Cached<Ref> | null> {
    const reading = readRecord<Ref>(key, (record) => isRefOf(topic, record))
    if (isTrusting) return reading
    reading.catch(() => {})
    const floor = await changes.readFloor(topic)
    const known = records.getStale(key)
    if (known && sequenceOf(known) < floor) records.delete(key)
    const read = await reading
    if ((read?.value.sequence ?? 0) < floor) throw new Error(`${key} is behind change ${floor}, which the index knows`)
    return read
  }

  return {
    async read(topic) {
      if (!isId(topic) || unknown.get(topic)) return { value: undefined }
      const key = refKey(topic)
      const { value, stale } = await readThrough({
        cache: records,
        key,
        read: () => readRef(topic, key),
        settle: pickNewer,
      })
      if (value === undefined) unknown.set(topic, true)
      return { value: value?.value as Ref | undefined, ...(stale && { stale }) }
    },
    peek: (topic) => records.get(refKey(topic))?.value as Ref | undefined,
    async readWidgets() {
      const read = async () => {
        const row = await readRecord<WidgetIndex>(WIDGETS_KEY, isWidgetIndex)
        // Each deployment writes it, so it must not be missing.
        if (!row && !isTrusting) throw new Error(`${WIDGETS_KEY} is missing`)
        return row ?? NO_BUILDS
      }
      const { value } = await readThrough({ cache: records, key: WIDGETS_KEY, read, settle: mergeBuilds })
      return (value?.value as WidgetIndex | undefined)?.builds ?? {}
    },
  }
}

const NO_BUILDS: Cached<WidgetIndex> = { value: { format: STORE_FORMAT, builds: {} }, text: '' }

/** Merges the lists, since builds are only added. */
function mergeBuilds(read: Cached<Ref | WidgetIndex>, known: Cached<Ref | WidgetIndex>): Cached<Ref | WidgetIndex> {
  const builds = { ...(known.value as WidgetIndex).builds, ...(read.value as WidgetIndex).builds }
  return { value: { format: STORE_FORMAT, builds }, text: read.text }
}

/** Keeps the same object for an unchanged record, so that responses rendered from it stay valid. */
function pickNewer(read: Cached<Ref | WidgetIndex>, known: Cached<Ref | WidgetIndex>): Cached<Ref | WidgetIndex> {
  return read.text === known.text || sequenceOf(read) < sequenceOf(known) ? known : read
}

function sequenceOf({ value }: Cached<Ref | WidgetIndex>): number {
  return 'sequence' in value ? value.sequence : 0
}
