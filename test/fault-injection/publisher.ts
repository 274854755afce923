/**
 * A publisher's access to the fake KV and D1: `Store` and `IndexDatabase` with an interruption at any write. Bulk writes are stored
 * pair by pair in random order, and a publisher can be stopped between two of them. A killed publisher does nothing more; after an
 * error it continues, and does not know whether the write took effect.
 */
import type { Signer } from '../../data/store/signature.ts'
import {
  type IndexDatabase,
  type SqlValue,
  type Statement,
  type Store,
  type StoreEntry,
  StoreError,
  toBytes,
} from '../../data/store/store.ts'
import type { Clock } from './clock.ts'
import { D1Outage, type FakeD1 } from './fake-d1.ts'
import type { FakeKv } from './fake-kv.ts'
import { pass } from './faulty-reader.ts'
import type { Random } from './random.ts'

/** As for a client of the REST API: reads are cached for a minute. */
const READ_TTL_SECONDS = 60
/** The maximum delay of a step, in microtasks, so that two publishers interleave. */
const MAX_DELAY_TURNS = 12

export class Killed extends Error {}

export interface Interruption {
  /** The number of the write, from 1 (a pair, a delete, or a batch of the index); or the first write whose name matches. */
  at: number | RegExp
  effect: 'before' | 'after'
  kind: 'kill' | 'error'
}

export interface Publisher {
  store: Store
  index: IndexDatabase
  keys?: string[]
  signer?: Signer
  /** Returns how many writes were started. */
  writes(): number
  /** Returns the write at which the interruption happened, such as `before topic/lamp`; absent when it did not. */
  interruptedAt(): string | undefined
}

export interface PublisherOptions {
  kv: FakeKv
  d1: FakeD1
  clock: Clock
  random: Random
  location: number
  interruption?: Interruption | undefined
  /** Signs what is published. */
  signer?: Signer | undefined
  /** The reads of clients in progress: steps and reads do not overlap, so a read takes none of a publisher's time. */
  reading?: () => Promise<void> | undefined
  /** Advances the clock and lets clients read. */
  afterStep?: () => Promise<void>
}

export function openPublisher(options: PublisherOptions): Publisher {
  const { kv, d1, clock, random, location, interruption, signer } = options
  const { reading = () => undefined, afterStep = async () => {} } = options
  let writes = 0
  let stoppedAt: string | undefined

  const isKilled = () => stoppedAt !== undefined && interruption?.kind === 'kill'

  async function step<Result>(run: () => Result): Promise<Result> {
    await pass(random.whole(0, MAX_DELAY_TURNS))
    // Inline, not a function: between its end and the step, another publisher could let clients read.
    while (reading()) await reading()
    if (isKilled()) throw new Killed(stoppedAt)
    const result = run()
    await afterStep()
    return result
  }

  /** Makes one write. @throws Killed, or a StoreError with the effect unknown */
  async function write<Result>(name: string, run: () => Result): Promise<Result> {
    await pass(random.whole(0, MAX_DELAY_TURNS))
    while (reading()) await reading()
    if (isKilled()) throw new Killed(stoppedAt)
    writes++
    const isInterrupted = interruption && stoppedAt === undefined && isAt(interruption, writes, name)
    const interrupt = () => {
      stoppedAt = `${interruption?.effect} ${name}`
      throw interruption?.kind === 'kill' ? new Killed(stoppedAt) : new StoreError(`no answer for ${name}`)
    }
    if (isInterrupted && interruption.effect === 'before') interrupt()
    const result = run()
    if (isInterrupted) interrupt()
    await afterStep()
    return result
  }

  function writePair({ key, value, metadata }: StoreEntry): Promise<void> {
    return write(key, () => {
      clock.advance(kv.writeDelay(key))
      kv.write(key, location, { value: toBytes(value).slice(), metadata })
    })
  }

  /** Tries every item, and throws naming the items that may not have been written. */
  async function writeEach<Item>(
    items: readonly Item[],
    key: (item: Item) => string,
    run: (item: Item) => Promise<void>,
  ) {
    const failed: string[] = []
    for (const item of shuffle(items, random)) {
      await run(item).catch((error: unknown) => {
        if (!(error instanceof StoreError)) throw error
        failed.push(key(item))
      })
    }
    if (failed.length > 0) throw new StoreError(`not written: ${failed.join(', ')}`)
  }

  const store: Store = {
    get: (key) => step(() => kv.read(key, location, READ_TTL_SECONDS)?.slice()),
    getMany: (keys) =>
      step(() => {
        const found = keys.map((key) => [key, kv.read(key, location, READ_TTL_SECONDS)?.slice()] as const)
        return new Map(found.flatMap(([key, value]) => (value ? [[key, value] as const] : [])))
      }),
    put: (key, value, { metadata } = {}) => writePair({ key, value, metadata }),
    putMany: (entries) => writeEach(entries, ({ key }) => key, writePair),
    list: (prefix) => step(() => kv.list(prefix, location)),
    deleteMany: (keys) =>
      writeEach(
        keys,
        (key) => key,
        (key) =>
          write(key, () => {
            clock.advance(kv.writeDelay(key))
            kv.write(key, location, {})
          }),
      ),
  }

  const index: IndexDatabase = {
    query: <Row>(sql: string, params: readonly SqlValue[] = []) => {
      const run = () => runBatch(d1, [{ sql, params }])[0] as Row[]
      return isRead(sql) ? step(run) : write(nameStatement(sql), run)
    },
    batch: (statements) => {
      const run = () => runBatch(d1, statements)
      const changing = statements.find(({ sql }) => !isRead(sql))
      return changing ? write(nameStatement(changing.sql), run) : step(run)
    },
  }

  return {
    store,
    index,
    ...(signer && { keys: [signer.publicKey], signer }),
    writes: () => writes,
    interruptedAt: () => stoppedAt,
  }
}

function isAt({ at }: Interruption, write: number, name: string): boolean {
  return typeof at === 'number' ? at === write : at.test(name)
}

/** Reports an outage as the client does. An error of the SQL itself is a bug. */
function runBatch(d1: FakeD1, statements: readonly Statement[]): Record<string, unknown>[][] {
  try {
    return d1.batch(statements)
  } catch (error) {
    throw error instanceof D1Outage ? new StoreError(error.message) : error
  }
}

const isRead = (sql: string) => !/\b(?:create|drop|insert|update|delete|replace)\b/i.test(sql)

/** Names the statement, such as `index/create` or `index/update`. */
const nameStatement = (sql: string) => `index/${/\w+/.exec(sql)?.[0]?.toLowerCase()}`

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
