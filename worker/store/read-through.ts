/**
 * Reads through a cache from KV or D1. If a read throws, hangs, or returns nothing or malformed data, the client gets the last good
 * copy, marked stale, or an error within a time limit; the next read after RETRY_DELAY_MS tries again.
 *
 * Concurrent reads of a key share one read. workerd lets a request await another request's promise, but cancels the I/O of a
 * request whose client has disconnected: the promise would never settle. So `waitUntil` keeps a read alive beyond its request, every
 * waiting request has its own timer, and a read that times out is abandoned: the next request starts another. Only plain values
 * are shared, since a stream belongs to its request.
 */
import type { TtlCache } from './ttl-cache.ts'

/** How long a request waits for one read if there is no copy. */
const READ_TIMEOUT_MS = 2_000
/** The same if there is a copy, or if another read of this isolate has timed out recently. */
const DEGRADED_TIMEOUT_MS = 500
/** After a failed read, how long a copy is served without reading; after a timeout, how long timeouts stay short. */
const RETRY_DELAY_MS = 5_000

/** Clock, timers and `waitUntil`; tests replace them. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after `ms` milliseconds, unless the returned function is called first. */
  startTimer(run: () => void, ms: number): () => void
  /** Keeps the work alive after this request's client has disconnected. */
  waitUntil(work: Promise<unknown>): void
}

/** Why a value may be older than the stored one. */
export type StaleReason = 'kv-error' | 'release-incomplete' | 'unreadable-format' | 'index-error'

/** A failed read; the message is for clients. */
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
  /** Chooses between the value read and the last good copy, since a slow read may end after a later one. */
  settle?: (read: Value, known: Value) => Value
  /** Reason for stale copies when reading fails without a `ReadError`. */
  reason?: StaleReason
}

/**
 * Resolves with the cached value while it is fresh, otherwise with the value read or, if reading fails, the last good copy.
 * Resolves with `undefined` if the store has no value. Rejects if reading fails and there is no copy.
 */
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
      // These keys are never deleted while they are current, so a missing one is a fault.
      if (value === null && last !== undefined) throw new Error(`${key} was there before`)
      if (value === null) return undefined
      const settled = last === undefined ? value : settle(value, last)
      cache.set(key, settled, begunAt)
      return settled
    }
    try {
      return { value: await shareRead(key, readAndKeep, isDegraded ? DEGRADED_TIMEOUT_MS : READ_TIMEOUT_MS) }
    } catch (error) {
      // Not after a short timeout: with merely slow reads, the isolate would stay degraded.
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
