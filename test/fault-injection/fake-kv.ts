/**
 * Workers KV as documented, on a manual clock and with a seed. A write is visible immediately where it was made, and elsewhere up to
 * 60 s later, per key; every machine of a location caches hits and misses for the read's cacheTtl; one write per second and key;
 * lists lag, even where the write was made. Writes: `publisher.ts`. Read faults: `faulty-reader.ts`.
 */
import type { StoreKey } from '../../data/store/store.ts'
import type { Clock } from './clock.ts'
import { createFaultyReader, type Fault, type FaultyReader, type ReadEvent, type Sight } from './faulty-reader.ts'
import type { Random } from './random.ts'

const MAX_DELAY_MS = 60_000
const MIN_TTL_SECONDS = 30
export const WRITE_INTERVAL_MS = 1000
/** Each read meets a random machine, so what a client sees can go back and forth until all caches have expired. */
const MACHINES_PER_LOCATION = 2
/** How many states a stale read may go back. */
const MAX_AGE = 4

interface Version {
  /** Absent when the key was deleted. */
  value?: Uint8Array
  metadata?: unknown
  /** By location, in milliseconds since the epoch. */
  visibleAt: number[]
  listedAt: number[]
}

export interface KvCalls {
  reads: number
  writes: number
  lists: number
  deletes: number
}

export interface FakeKv {
  locations: number
  /** Reads as a machine of the location. */
  read(key: string, location: number, ttlSeconds: number): Uint8Array | undefined
  list(prefix: string, location: number): StoreKey[]
  /** Writes; without a value, the key is deleted. @throws when the last write of the key was less than a second ago */
  write(key: string, location: number, content: { value?: Uint8Array; metadata?: unknown }): void
  /** Returns the milliseconds until the key may be written again. */
  writeDelay(key: string): number
  openReader(location: number, observe?: (event: ReadEvent) => void): FaultyReader
  /** Returns the newest write, wherever it is visible; absent when never written, or deleted. */
  truth(key: string): Uint8Array | undefined
  /** Lists every key that has a value in the newest state. */
  keys(prefix: string): string[]
  wasWritten(key: string): boolean
  /** Makes each read of a Worker fail with this probability, in one of these ways. */
  setFaults(probability: number, faults: readonly Fault[]): void
  /** Makes every read of a Worker at `location` fail in this way until then. */
  setOutage(location: number, until: number, fault: Fault): void
  /** Hides this key from all Workers from now on. */
  lose(key: string): void
  isLost(key: string): boolean
  /** By the first segment of the key. */
  calls: Record<string, KvCalls>
  /** Calls `watch` with every write or delete as it takes effect. */
  onWrite(watch: (key: string, value: Uint8Array | undefined) => void): void
}

export interface FakeKvOptions {
  clock: Clock
  random: Random
  locations: number
  /** Milliseconds until a write is visible at another location, or listed at any; random up to 60 s unless given. */
  delayMs?: () => number
}

export function createFakeKv({ clock, random, locations, delayMs }: FakeKvOptions): FakeKv {
  const versions = new Map<string, Version[]>()
  const writtenAt = new Map<string, number>()
  const calls: Record<string, KvCalls> = {}
  const outages = new Map<number, { until: number; fault: Fault }>()
  const lost = new Set<string>()
  const watchers: ((key: string, value: Uint8Array | undefined) => void)[] = []
  const caches = Array.from({ length: locations }, () =>
    Array.from({ length: MACHINES_PER_LOCATION }, () => new Map<string, { version?: Version; until: number }>()),
  )
  let faultRate = 0
  let likelyFaults: readonly Fault[] = []

  const drawDelay =
    delayMs ?? (() => (random.isLikely(0.2) ? random.pick([0, MAX_DELAY_MS]) : random.whole(0, MAX_DELAY_MS)))

  function count(key: string, kind: keyof KvCalls) {
    const prefix = key.split('/', 1)[0] ?? key
    calls[prefix] ??= { reads: 0, writes: 0, lists: 0, deletes: 0 }
    calls[prefix][kind]++
  }

  function read(key: string, location: number, ttlSeconds: number): Version | undefined {
    if (ttlSeconds < MIN_TTL_SECONDS) throw new Error(`KV GET failed: 400 Invalid cache_ttl of ${ttlSeconds}`)
    count(key, 'reads')
    const cache = random.pick(caches[location] ?? [])
    const cached = cache.get(key)
    if (cached && clock.now() < cached.until) return cached.version
    const version = versions.get(key)?.findLast(({ visibleAt }) => (visibleAt[location] ?? 0) <= clock.now())
    cache.set(key, { ...(version && { version }), until: clock.now() + ttlSeconds * 1000 })
    return version
  }

  const writeDelay = (key: string) =>
    Math.max(0, (writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) + WRITE_INTERVAL_MS - clock.now())

  function drawFault(location: number): Fault | undefined {
    const outage = outages.get(location)
    if (outage && clock.now() < outage.until) return outage.fault
    return random.isLikely(faultRate) ? random.pick(likelyFaults) : undefined
  }

  function createSight(key: string, location: number, ttlSeconds: number): Sight {
    return {
      value: () => (lost.has(key) ? undefined : read(key, location, ttlSeconds)?.value),
      earlier: () => (versions.get(key) ?? []).at(-random.whole(2, MAX_AGE))?.value,
    }
  }

  return {
    locations,
    read: (key, location, ttlSeconds) => read(key, location, ttlSeconds)?.value,
    list(prefix, location) {
      count(prefix, 'lists')
      return [...versions].flatMap(([key, all]) => {
        if (!key.startsWith(prefix)) return []
        const version = all.findLast(({ listedAt }) => (listedAt[location] ?? 0) <= clock.now())
        return version?.value === undefined ? [] : [{ key, metadata: version.metadata }]
      })
    },
    write(key, location, content) {
      if (writeDelay(key) > 0) throw new Error(`KV PUT failed: 429 for ${key}`)
      writtenAt.set(key, clock.now())
      count(key, content.value === undefined ? 'deletes' : 'writes')
      const draw = () => Array.from({ length: locations }, () => clock.now() + drawDelay())
      const visibleAt = draw().map((at, place) => (place === location ? clock.now() : at))
      versions.set(key, [...(versions.get(key) ?? []), { ...content, visibleAt, listedAt: draw() }])
      for (const cache of caches[location] ?? []) cache.delete(key)
      for (const watch of watchers) watch(key, content.value)
    },
    writeDelay,
    openReader: (location, observe = () => {}) =>
      createFaultyReader({
        clock,
        random,
        observe,
        drawFault: () => drawFault(location),
        look: (key, ttlSeconds) => createSight(key, location, ttlSeconds),
      }),
    truth: (key) => versions.get(key)?.at(-1)?.value,
    keys: (prefix) =>
      [...versions].flatMap(([key, all]) => (key.startsWith(prefix) && all.at(-1)?.value !== undefined ? [key] : [])),
    wasWritten: (key) => versions.has(key),
    setFaults(probability, faults) {
      faultRate = probability
      likelyFaults = faults
    },
    setOutage: (location, until, fault) => void outages.set(location, { until, fault }),
    lose: (key) => void lost.add(key),
    isLost: (key) => lost.has(key),
    calls,
    onWrite: (watch) => void watchers.push(watch),
  }
}
