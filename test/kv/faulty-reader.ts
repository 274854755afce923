/**
 * What a Worker reads KV through, and all that can go wrong there, from a seed. A read that hangs does so until the next
 * timer of whoever waits; a late one arrives after that, when `deliver` is called.
 */
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'

export const FAULTS = ['error', 'hang', 'late', 'stale', 'empty', 'truncated', 'corrupt', 'foreign'] as const

/** `stale` is a state from before, `foreign` is whole JSON, or whole bytes, of something else. */
export type Fault = (typeof FAULTS)[number]

/** What a read came to; `value` is there with a hit, and with what is stale. */
export interface ReadEvent {
  key: string
  outcome: 'hit' | 'miss' | Fault
  value?: string
  /** It was read some time before it came. */
  isLate?: true
}

/** What a reader's location has of a key. */
export interface Sight {
  value(): string | undefined
  /** One of the states before, if there were any. */
  earlier(): string | undefined
}

export interface ReaderOptions {
  clock: Clock
  random: Random
  /** Decides whether this read goes wrong, and how. */
  drawFault: () => Fault | undefined
  look: (key: string, ttlSeconds: number) => Sight
  observe: (event: ReadEvent) => void
}

export interface FaultyReader {
  namespace: KVNamespace
  /** Lets what was late arrive. */
  deliver(): Promise<void>
}

interface GetOptions {
  type?: 'text' | 'json' | 'arrayBuffer'
  cacheTtl?: number
}

const DEFAULT_TTL_SECONDS = 60
/** More than any chain of promises between two reads. */
const SETTLED_TURNS = 40

export function createFaultyReader({ clock, random, drawFault, look, observe }: ReaderOptions): FaultyReader {
  const late: (() => void)[] = []

  const get = async (key: string, { type = 'text', cacheTtl = DEFAULT_TTL_SECONDS }: GetOptions = {}) => {
    const fault = drawFault()
    if (fault === 'hang' || fault === 'late') return getLate(key, type, cacheTtl, fault)
    const event = fault === 'error' ? { key, outcome: fault } : spoil(key, look(key, cacheTtl), fault, random)
    // What was read may arrive after what another request has read since.
    await pass(random.whole(0, 12))
    observe(event)
    if (event.outcome === 'error') throw new Error(`KV GET failed: 503 for ${key}`)
    return convert(event, type)
  }

  async function getLate(key: string, type: GetOptions['type'], ttlSeconds: number, fault: 'hang' | 'late') {
    observe({ key, outcome: fault })
    void pass(SETTLED_TURNS).then(clock.advanceToTimer)
    // Bytes are hashed, which takes real time: only what arrives at a known moment keeps the story the seed's.
    if (fault === 'hang' || type === 'arrayBuffer') return new Promise<never>(() => {})
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

async function pass(turns: number): Promise<void> {
  for (let rest = turns; rest > 0; rest--) await null
}

function spoil(key: string, sight: Sight, fault: Fault | undefined, random: Random): ReadEvent {
  const value = sight.value()
  if (fault === 'stale') {
    const earlier = sight.earlier()
    return earlier === undefined ? { key, outcome: 'miss' } : { key, outcome: fault, value: earlier }
  }
  if (value === undefined) return { key, outcome: 'miss' }
  if (fault === undefined && value !== '') return { key, outcome: 'hit', value }
  if (fault === 'foreign') return { key, outcome: fault, value: random.pick(['{}', '[]', '0', '{"items":[]}']) }
  if (fault === 'truncated') return { key, outcome: fault, value: value.slice(0, random.whole(1, value.length - 1)) }
  if (fault !== 'corrupt') return { key, outcome: 'empty', value: '' }
  const place = random.whole(0, value.length - 1)
  return { key, outcome: fault, value: `${value.slice(0, place)}\u0000${value.slice(place + 1)}` }
}

function convert({ value }: ReadEvent, type: GetOptions['type']): unknown {
  if (value === undefined) return null
  if (type === 'json') return JSON.parse(value)
  return type === 'text' ? value : new TextEncoder().encode(value).buffer
}
