/**
 * Reads of a cache that falls back to KV or D1. Whatever those do (throw, hang, return nothing or something malformed), a
 * client gets the last good copy, marked stale, or an error within a known time; the next read after RETRY_DELAY_MS tries
 * again.
 *
 * Concurrent reads of a key are one read. workerd lets a request await a promise of another, but ends the I/O of a request
 * whose client has left: the promise would then never settle. So a read is kept alive beyond the request that began it
 * (`waitUntil`), every request that waits has its own timer, and a read that outlasts one is abandoned: the next request
 * begins another. Only plain values are shared: a stream belongs to its request.
 */
import type { TtlCache } from './ttl-cache.ts'

/** How long a request waits for one read, with nothing to show instead. */
const READ_TIMEOUT_MS = 2_000
/** The same while there is a copy, or another read of this isolate has timed out lately. */
const DEGRADED_TIMEOUT_MS = 500
/** How long a copy is served without a read, after a read failed, and how long timeouts stay short after one. */
const RETRY_DELAY_MS = 5_000

/** What reading needs of its surroundings: tests bring their own clock. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after `ms` milliseconds, unless the returned function is called before. */
  startTimer(run: () => void, ms: number): () => void
  /** Keeps the work alive after the client of this request has left. */
  waitUntil(work: Promise<unknown>): void
}

/** Why a value may be older than what the store holds. */
export type StaleReason = 'kv-error' | 'release-incomplete' | 'unreadable-format' | 'index-error'

/** A read that failed; the message is for clients. */
export class ReadError extends Error {
  readonly reason: StaleReason
  constructor(message: string, reason: StaleReason) {
    super(message)
    this.reason = reason
  }
}

class ReadTimeout extends Error {}

export interface Reading<Value> {
  value: Value
  stale?: StaleReason
}

export interface ReadThroughOptions<Value> {
  cache: TtlCache<Value>
  key: string
  /** `null` when the store has no such key. */
  read: () => Promise<Value | null>
  /** Chooses between what was read and the last good copy: a slow read may end after a later one. */
  settle?: (read: Value, known: Value) => Value
  /** Why a copy is stale when reading fails without a `ReadError`. */
  reason?: StaleReason
}

/** The value while it is fresh, else what is read, else the last good copy; `undefined` when the store has none. Rejects otherwise. */
export type ReadThrough = <Value>(options: ReadThroughOptions<Value>) => Promise<Reading<Value | undefined>>

export function createReadThrough(runtime: Runtime): ReadThrough {
  const { now } = runtime
  const shareRead = createSharedReads(runtime)
  let degradedUntil = 0

  return async function readThrough({ cache, key, read, settle = (value) => value, reason = 'kv-error' }) {
    const fresh = cache.get(key)
    if (fresh !== undefined) return { value: fresh }
    const known = cache.getStale(key)
    const failure = cache.failure(key)
    if (known !== undefined && failure) return { value: known, stale: failure as StaleReason }
    const isDegraded = known !== undefined || now() < degradedUntil
    const readAndKeep = async () => {
      const begunAt = now()
      const value = await read()
      const last = cache.getStale(key)
      // What is read here is never deleted while it is current.
      if (value === null && last !== undefined) throw new Error(`${key} was there before`)
      if (value === null) return undefined
      const settled = last === undefined ? value : settle(value, last)
      cache.set(key, settled, begunAt)
      return settled
    }
    try {
      return { value: await shareRead(key, readAndKeep, isDegraded ? DEGRADED_TIMEOUT_MS : READ_TIMEOUT_MS) }
    } catch (error) {
      // Not after a short timeout: where reads are merely slow, the isolate would stay degraded.
      if (error instanceof ReadTimeout && !isDegraded) degradedUntil = now() + RETRY_DELAY_MS
      const copy = cache.getStale(key)
      if (copy === undefined) throw error
      const stale = error instanceof ReadError ? error.reason : reason
      cache.fail(key, stale, RETRY_DELAY_MS)
      console.warn(JSON.stringify({ event: 'stale', key, error: String(error) }))
      return { value: copy, stale }
    }
  }
}

type ShareRead = <Value>(key: string, read: () => Promise<Value>, limitMs: number) => Promise<Value>

function createSharedReads({ startTimer, waitUntil }: Runtime): ShareRead {
  const underWay = new Map<string, Promise<unknown>>()
  const forget = (key: string, reading: Promise<unknown>) => {
    if (underWay.get(key) === reading) underWay.delete(key)
  }

  function begin<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    const reading = read()
    underWay.set(key, reading)
    const settled = () => forget(key, reading)
    waitUntil(reading.then(settled, settled))
    return reading
  }

  return async function shareRead<Value>(key: string, read: () => Promise<Value>, limitMs: number) {
    const reading = (underWay.get(key) as Promise<Value> | undefined) ?? begin(key, read)
    let stop = () => {}
    const expiry = new Promise<never>((_, reject) => {
      stop = startTimer(() => {
        forget(key, reading)
        reject(new ReadTimeout(`no answer for ${key} within ${limitMs} ms`))
      }, limitMs)
    })
    return Promise.race([reading, expiry]).finally(stop)
  }
}
