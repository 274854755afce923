/**
 * The KV binding of a Worker, with all possible read faults, from a seed. A read that hangs does so until the next timer of the
 * waiting code; a late one arrives after that, when `deliver` is called.
 */
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'

export const FAULTS = ['error', 'hang', 'late', 'stale', 'empty', 'truncated', 'corrupt', 'foreign', 'future'] as const

/** `stale` is an earlier state; `foreign` is valid JSON of something else; `future` is a record of an unknown format. */
export type Fault = (typeof FAULTS)[number]

/** The outcome of a read. `value` is absent where KV answered that there is none, as before the first write. */
export interface ReadEvent {
  key: string
  outcome: 'hit' | 'miss' | Fault
  value?: Uint8Array
  /** Whether it was read some time before it arrived. */
  isLate?: true
}

/** What the reader's location has of a key. */
export interface Sight {
  value(): Uint8Array | undefined
  /** Returns an earlier state, if there was one. */
  earlier(): Uint8Array | undefined
}

export interface ReaderOptions {
  clock: Clock
  random: Random
  /** Decides whether this read fails, and how. */
  drawFault: () => Fault | undefined
  look: (key: string, ttlSeconds: number) => Sight
  observe: (event: ReadEvent) => void
}

export interface FaultyReader {
  namespace: KVNamespace
  /** Lets late reads arrive. */
  deliver(): Promise<void>
}

interface GetOptions {
  type?: 'text' | 'json' | 'arrayBuffer'
  cacheTtl?: number
}

const DEFAULT_TTL_SECONDS = 60
/** More than any chain of promises between two reads. */
const SETTLED_TURNS = 60
const UNKNOWN_FORMAT = 999

const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

export function createFaultyReader({ clock, random, drawFault, look, observe }: ReaderOptions): FaultyReader {
  const late: (() => void)[] = []

  const get = async (key: string, { type = 'text', cacheTtl = DEFAULT_TTL_SECONDS }: GetOptions = {}) => {
    const fault = drawFault()
    if (fault === 'hang' || fault === 'late') return getLate(key, type, cacheTtl, fault)
    const event = fault === 'error' ? { key, outcome: fault } : spoil(key, look(key, cacheTtl), fault, random)
    // A read may arrive after a later read of another request.
    await pass(random.whole(0, 12))
    observe(event)
    if (event.outcome === 'error') throw new Error(`KV GET failed: 503 for ${key}`)
    return convert(event, type)
  }

  async function getLate(key: string, type: GetOptions['type'], ttlSeconds: number, fault: 'hang' | 'late') {
    observe({ key, outcome: fault })
    void pass(SETTLED_TURNS).then(clock.advanceToTimer)
    if (fault === 'hang') return new Promise<never>(() => {})
    const event = spoil(key, look(key, ttlSeconds), undefined, random)
    return new Promise((resolve) => {
      late.push(() => {
        observe({ ...event, isLate: true })
        resolve(convert(event, type))
      })
    })
  }

  return {
    namespace: { get } as unknown as KVNamespace,
    async deliver() {
      if (late.length === 0) return
      for (const arrive of late.splice(0)) arrive()
      await pass(SETTLED_TURNS)
    },
  }
}

/** Lets this many microtasks run first. */
export async function pass(turns: number): Promise<void> {
  for (let rest = turns; rest > 0; rest--) await null
}

function spoil(key: string, sight: Sight, fault: Fault | undefined, random: Random): ReadEvent {
  const value = sight.value()
  if (fault === 'stale' && value !== undefined) {
    const earlier = sight.earlier()
    return { key, outcome: fault, ...(earlier && { value: earlier }) }
  }
  if (value === undefined) return { key, outcome: 'miss' }
  if (fault === undefined && value.length > 0) return { key, outcome: 'hit', value }
  switch (fault) {
    case 'foreign':
      return { key, outcome: fault, value: encode(random.pick(['{}', '[]', '0', '{"format":2}', '{"items":[]}'])) }
    case 'future':
      return { key, outcome: fault, value: encode(`{"format":${UNKNOWN_FORMAT},"topic":"lamp","sequence":1e9}`) }
    case 'truncated':
      return { key, outcome: fault, value: value.slice(0, random.whole(1, value.length - 1)) }
    case 'corrupt': {
      const spoilt = value.slice()
      spoilt[random.whole(0, value.length - 1)] = 0
      return { key, outcome: fault, value: spoilt }
    }
    default:
      return { key, outcome: 'empty', value: encode('') }
  }
}

function convert({ value }: ReadEvent, type: GetOptions['type']): unknown {
  if (value === undefined) return null
  if (type === 'json') return JSON.parse(decode(value))
  return type === 'text' ? decode(value) : value.slice().buffer
}
