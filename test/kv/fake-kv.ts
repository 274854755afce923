/**
 * Workers KV as it behaves, on a virtual clock and from a seed: a write is seen where it was made at once and elsewhere up
 * to 60 s later; every machine of a location caches hits and misses for the read's cacheTtl; one write a second a key;
 * lists lag behind, even where the write was made. Reads can go wrong in every way (`faulty-reader.ts`). No sleeping.
 */
import type { Store } from '../../data/releases/store.ts'
import type { Clock } from './clock.ts'
import { createFaultyReader, type Fault, type FaultyReader, type ReadEvent, type Sight } from './faulty-reader.ts'
import type { Random } from './random.ts'

const MAX_DELAY_MS = 60_000
const DEFAULT_TTL_SECONDS = 60
const MIN_TTL_SECONDS = 30
const WRITE_INTERVAL_MS = 1000
/** Real pages hold 1,000 keys; short ones make every cursor count. */
const PAGE_SIZE = 7
/** A reader may meet any of them, so that what it sees can go back and forth until all have expired. */
const MACHINES_PER_LOCATION = 2

/** How many states back a read may be that brings an old one. */
const MAX_AGE = 4

export class Killed extends Error {}
class TooManyRequests extends Error {}

interface Version {
  /** Absent when the key was deleted. */
  value?: string
  metadata?: unknown
  /** By location. */
  visibleAt: number[]
  listedAt: number[]
}

export interface Counts {
  reads: number
  writes: number
  lists: number
  deletes: number
}

/** Stops the publisher at its k-th write or delete (from 1), before or after it takes effect. */
export interface Kill {
  at: number
  effect: 'before' | 'after'
}

export interface PublisherOptions {
  kill?: Kill
  /** Runs after each operation: time to let the clock run and readers read. */
  afterStep?: () => Promise<void>
}

export interface FakeKv {
  openStore(location: number, options?: PublisherOptions): Store
  openReader(location: number, observe?: (event: ReadEvent) => void): FaultyReader
  /** What the newest write left, wherever it can be seen; absent when never written, or deleted. */
  truth(key: string): string | undefined
  keys(prefix: string): string[]
  wasWritten(key: string): boolean
  /** Each read of a reader goes wrong with this probability, in one of these ways. */
  setFaults(probability: number, faults: readonly Fault[]): void
  /** Every read of a reader at `location` goes wrong so until then. */
  setOutage(location: number, until: number, fault: Fault): void
  /** From now on no reader ever sees this key, wherever it is. */
  lose(key: string): void
  isLost(key: string): boolean
  /** By the key's first segment. */
  counts: Record<string, Counts>
  /** Called with every write or delete as it takes effect. */
  onWrite(watch: (key: string, value: string | undefined) => void): void
}

export interface FakeKvOptions {
  clock: Clock
  random: Random
  locations: number
  /** Until a write is seen at another location, or listed at any; random up to 60 s unless given. */
  delayMs?: () => number
}

export function createFakeKv({ clock, random, locations, delayMs }: FakeKvOptions): FakeKv {
  const versions = new Map<string, Version[]>()
  const writtenAt = new Map<string, number>()
  const counts: Record<string, Counts> = {}
  const outages = new Map<number, { until: number; fault: Fault }>()
  const lost = new Set<string>()
  const watchers: ((key: string, value: string | undefined) => void)[] = []
  const caches = Array.from({ length: locations }, () =>
    Array.from({ length: MACHINES_PER_LOCATION }, () => new Map<string, { version?: Version; until: number }>()),
  )
  let faultRate = 0
  let likelyFaults: readonly Fault[] = []

  const drawDelay =
    delayMs ?? (() => (random.isLikely(0.2) ? random.pick([0, MAX_DELAY_MS]) : random.whole(0, MAX_DELAY_MS)))

  function count(key: string, kind: keyof Counts) {
    const prefix = key.split('/', 1)[0] ?? key
    counts[prefix] ??= { reads: 0, writes: 0, lists: 0, deletes: 0 }
    counts[prefix][kind]++
  }

  function findVisible(key: string, location: number): Version | undefined {
    return versions.get(key)?.findLast((version) => (version.visibleAt[location] ?? 0) <= clock.now())
  }

  function look(key: string, location: number, ttlSeconds: number): Version | undefined {
    if (ttlSeconds < MIN_TTL_SECONDS) throw new Error(`KV GET failed: 400 Invalid cache_ttl of ${ttlSeconds}`)
    count(key, 'reads')
    const cache = random.pick(caches[location] ?? [])
    const cached = cache.get(key)
    if (cached && clock.now() < cached.until) return cached.version
    const version = findVisible(key, location)
    cache.set(key, { ...(version && { version }), until: clock.now() + ttlSeconds * 1000 })
    return version
  }

  function write(key: string, location: number, content: Pick<Version, 'value' | 'metadata'>) {
    const last = writtenAt.get(key)
    if (last !== undefined && clock.now() - last < WRITE_INTERVAL_MS) throw new TooManyRequests(`429 for ${key}`)
    writtenAt.set(key, clock.now())
    count(key, content.value === undefined ? 'deletes' : 'writes')
    const draw = () => Array.from({ length: locations }, () => clock.now() + drawDelay())
    const visibleAt = draw().map((at, place) => (place === location ? clock.now() : at))
    versions.set(key, [...(versions.get(key) ?? []), { ...content, visibleAt, listedAt: draw() }])
    for (const cache of caches[location] ?? []) cache.delete(key)
    for (const watch of watchers) watch(key, content.value)
  }

  function drawFault(location: number): Fault | undefined {
    const outage = outages.get(location)
    if (outage && clock.now() < outage.until) return outage.fault
    return random.isLikely(faultRate) ? random.pick(likelyFaults) : undefined
  }

  function createSight(key: string, location: number, ttlSeconds: number): Sight {
    return {
      value: () => (lost.has(key) ? undefined : look(key, location, ttlSeconds)?.value),
      earlier: () => (versions.get(key) ?? []).at(-random.whole(2, MAX_AGE))?.value,
    }
  }

  /** A page also counts deleted keys that it steps over, so that it can be empty with more to come, as in KV. */
  function list(location: number, prefix: string, cursor: string | null | undefined, limit: number) {
    count(prefix, 'lists')
    const names = [...versions.keys()].filter((name) => name.startsWith(prefix) && name > (cursor ?? '')).sort()
    const page = names.slice(0, Math.min(limit, PAGE_SIZE))
    const keys = page.flatMap((name) => {
      const version = versions.get(name)?.findLast(({ listedAt }) => (listedAt[location] ?? 0) <= clock.now())
      return version?.value === undefined ? [] : [{ name, metadata: version.metadata }]
    })
    const last = page.at(-1)
    return names.length > page.length && last !== undefined
      ? { keys, list_complete: false, cursor: last }
      : { keys, list_complete: true }
  }

  function openStore(location: number, { kill, afterStep: step = async () => {} }: PublisherOptions = {}): Store {
    let writes = 0
    let steps = Promise.resolve()
    // One after the other, also where the publisher does two things at once: else a seed would not always tell one story.
    const afterStep = () => {
      steps = steps.then(step)
      return steps
    }
    const change = async (key: string, content: Pick<Version, 'value' | 'metadata'>) => {
      writes++
      if (kill?.at === writes && kill.effect === 'before') throw new Killed(`before ${key}`)
      // The publisher's client waits and tries again.
      const wait = (writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) + WRITE_INTERVAL_MS - clock.now()
      try {
        write(key, location, content)
      } catch (error) {
        if (!(error instanceof TooManyRequests)) throw error
        clock.advance(wait)
        write(key, location, content)
      }
      if (kill?.at === writes && kill.effect === 'after') throw new Killed(`after ${key}`)
      await afterStep()
    }
    return {
      async get(key) {
        const value = look(key, location, DEFAULT_TTL_SECONDS)?.value ?? null
        await afterStep()
        return value
      },
      put: (key, value, { metadata } = {}) => change(key, { value, metadata }),
      delete: (key) => change(key, {}),
      async list({ prefix, cursor, limit = PAGE_SIZE }) {
        const page = list(location, prefix, cursor, limit)
        await afterStep()
        return page
      },
    }
  }

  function openReader(location: number, observe: (event: ReadEvent) => void = () => {}): FaultyReader {
    return createFaultyReader({
      clock,
      random,
      observe,
      drawFault: () => drawFault(location),
      look: (key, ttlSeconds) => createSight(key, location, ttlSeconds),
    })
  }

  return {
    openStore,
    openReader,
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
    counts,
    onWrite: (watch) => void watchers.push(watch),
  }
}
