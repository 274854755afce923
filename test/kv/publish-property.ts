/**
 * The property: whatever is published, rolled back, withdrawn or collected, wherever that is stopped, however KV's locations
 * learn of it, and whatever goes wrong with reading, every reader gets a release as it was published, never a mixture and
 * never an older state than before, within a known time; what was stopped is completed by running it again, and readers
 * recover by themselves. A schedule is drawn from its seed, all of it.
 */
import type { Authored } from '../../data/authored.ts'
import { buildRelease } from '../../data/build/index.ts'
import type { Event } from '../../data/entities.ts'
import { createEventRow } from '../../data/list-rows.ts'
import { collectGarbage } from '../../data/releases/collect-garbage.ts'
import { publishTopic } from '../../data/releases/publish.ts'
import { blobKey, type Catalog, type Pointer, pointerKey } from '../../data/releases/records.ts'
import { rollbackTopic } from '../../data/releases/rollback.ts'
import type { Store } from '../../data/releases/store.ts'
import { withdraw } from '../../data/releases/withdraw.ts'
import { type Clock, createClock } from './clock.ts'
import { createFakeKv, type FakeKv, type Kill, Killed } from './fake-kv.ts'
import { check, type GroundTruth, watchTruth } from './ground-truth.ts'
import { createIsolate, type Isolate } from './isolate.ts'
import { createOutcome, type Outcome } from './outcome.ts'
import { createRandom, type Random } from './random.ts'
import { createTinyTopic } from './tiny-topic.ts'
import { WEATHER_NAMES, WEATHERS, type Weather, type WeatherName } from './weather.ts'

const START = new Date('2031-03-12T09:00:00Z')
const LOCATIONS = 3
const ISOLATES = 4
/** As FRESH_SECONDS in wrangler.toml. */
const FRESH_MS = 60_000
/** A write is visible after 60 s; what was cached just before lives 30 s more, and in an isolate FRESH_MS more. */
export const CONVERGENCE_MS = 60_000 + 30_000 + FRESH_MS
const HOUR_MS = 3_600_000
const TOPICS = ['lamp', 'ferry', 'pier']
const CROWD = 8
const MADE_UP_PATH = 'nope.json'
const STAMP = { release: 1, datePublished: START.toISOString(), dateModified: START.toISOString() }
const PATHS = buildRelease(createTinyTopic('lamp'), STAMP).map(({ path }) => path)
/** A publish writes the blobs that KV lacks, the release, the pointer, a shard of each list across topics, the catalog. */
const MAX_WRITES = PATHS.length + 5

interface Operation {
  kind: 'publish' | 'rollback' | 'withdraw' | 'gc'
  topic?: string
  /** Whether it did what it was for, and the catalog therefore tells of the topic; what is refused changes nothing. */
  run(store: Store): Promise<boolean>
}

/** Every kind in turn. */
export function nameWeather(seed: number): WeatherName {
  return WEATHER_NAMES[seed % WEATHER_NAMES.length] as WeatherName
}

/** @throws an error that names the seed and what was violated. */
export async function runSchedule(seed: number): Promise<Outcome> {
  try {
    return await new Schedule(seed).run()
  } catch (error) {
    throw new Error(`seed ${seed} (${nameWeather(seed)}): ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

class Schedule {
  readonly outcome: Outcome = createOutcome()
  readonly random: Random
  readonly clock: Clock = createClock(START)
  readonly kv: FakeKv
  readonly truth: GroundTruth
  readonly topics: string[]
  readonly seed: number
  readonly weather: Weather
  readonly faultRate: number
  isolates: Isolate[]
  /** What the editors have now, and what they had. */
  drafts = new Map<string, Authored[]>()
  publisherLocation = 0
  edits = 0
  /** The longest step of the publisher. */
  paceMs = 300

  constructor(seed: number) {
    this.seed = seed
    this.random = createRandom(seed)
    this.kv = createFakeKv({ clock: this.clock, random: createRandom(~seed), locations: LOCATIONS })
    this.truth = watchTruth(this.kv, this.clock)
    this.topics = TOPICS.slice(0, this.random.pick([1, 1, 2, 3]))
    for (const topic of this.topics) this.drafts.set(topic, [createTinyTopic(topic)])
    this.isolates = Array.from({ length: ISOLATES }, (_, index) => this.createIsolate(index % LOCATIONS))
    this.weather = WEATHERS[nameWeather(seed)]
    this.faultRate = this.random.pick(this.weather.faultRates)
    this.kv.setFaults(this.faultRate, this.weather.faults)
    this.outcome.schedules = 1
  }

  async run(): Promise<Outcome> {
    // Every k and both sides of it, on the first, second or third operation, which are publishes.
    const kill: Kill = {
      at: 1 + (this.seed % MAX_WRITES),
      effect: Math.floor(this.seed / MAX_WRITES) % 2 === 0 ? 'before' : 'after',
    }
    const killedFirst = Math.floor(this.seed / (2 * MAX_WRITES)) % 3
    for (let index = 0; index < 3; index++) {
      await this.perform(this.drawPublish(), index === killedFirst ? kill : undefined)
      await this.pass()
    }
    for (let rest = this.random.whole(3, 8); rest > 0; rest--) {
      await this.perform(this.drawOperation(), this.random.isLikely(0.3) ? this.drawKill() : undefined)
      await this.pass()
    }
    this.clock.advance(CONVERGENCE_MS)
    await this.perform(this.drawPublish())
    await this.converge({ isCatalogWhole: true })
    return this.outcome
  }

  /** Runs it, perhaps stopped; then mostly once more, to the end. */
  async perform(operation: Operation, kill?: Kill): Promise<void> {
    this.paceMs = this.random.pick([10, 300, 3000])
    const first = kill === undefined ? 'stopped' : await this.runKilled(operation, kill)
    const isStopped = kill !== undefined && first === 'stopped'
    if (isStopped) {
      await this.readSome(6)
      if (this.random.isLikely(0.3)) return
      this.clock.advance(this.random.pick([1000, 5000, 70_000, 30 * HOUR_MS]))
    }
    const isDone = first === 'stopped' ? await operation.run(this.openStore()) : first
    if (this.random.isLikely(0.15)) await this.drawCollection().run(this.openStore())
    await this.readSome(4)
    if (this.random.isLikely(isStopped ? 0.5 : 0.1))
      await this.converge({ finished: isDone ? operation.topic : undefined })
  }

  /** Readers have what they had, unless the pointer was written. */
  async runKilled(operation: Operation, kill: Kill): Promise<boolean | 'stopped'> {
    const sequences = () => this.topics.map((topic) => this.truth.newest(topic)?.sequence ?? 0)
    const before = sequences()
    try {
      return await operation.run(this.openStore(kill))
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      const after = sequences()
      const isPointerWritten = String(after) !== String(before)
      this.countKill(operation, kill, error.message, isPointerWritten)
      const expected = this.topics.map((topic, index) => (before[index] ?? 0) + (topic === operation.topic ? 1 : 0))
      check(
        isPointerWritten ? String(after) === String(expected) : !error.message.startsWith('after topic/'),
        () => `stopped ${error.message}: sequences ${before} became ${after}`,
      )
      return 'stopped'
    }
  }

  /** A blob that is written after the pointer is a file of a list across topics. */
  countKill({ kind }: Operation, { at }: Kill, message: string, isPointerWritten: boolean): void {
    const { kills, publishKills } = this.outcome
    const [effect = '', key = ''] = message.split(' ')
    const record = key.split('/', 1)[0] ?? ''
    const name = record === 'blob' && isPointerWritten ? 'list' : record
    const step = `${kind === 'publish' ? '' : `${kind}: `}${name} ${effect}`
    kills[step] = (kills[step] ?? 0) + 1
    if (kind === 'publish') publishKills[at] = (publishKills[at] ?? 0) + 1
  }

  openStore(kill?: Kill): Store {
    return this.kv.openStore(this.publisherLocation, {
      ...(kill && { kill }),
      afterStep: async () => {
        this.clock.advance(this.random.whole(0, this.paceMs))
        if (this.random.isLikely(0.25)) await this.readSome(2)
      },
    })
  }

  drawKill(): Kill {
    return {
      at: this.random.whole(1, this.random.pick([2, MAX_WRITES])),
      effect: this.random.pick(['before', 'after']),
    }
  }

  drawOperation(): Operation {
    const topic = this.random.pick(this.topics)
    const latest = this.truth.newest(topic)?.latest ?? 0
    const kind = this.random.pick(['publish', 'publish', 'publish', 'rollback', 'withdraw', 'gc'] as const)
    if (kind === 'gc') return this.drawCollection()
    if (kind === 'publish' || latest === 0) return this.drawPublish()
    const release = this.random.whole(1, latest)
    if (kind === 'rollback') {
      return {
        kind,
        topic,
        run: async (store) => {
          const { kind } = await rollbackTopic(store, topic, release, this.now())
          this.outcome.rollbacks++
          return kind === 'rolled-back' || kind === 'unchanged'
        },
      }
    }
    const target = this.random.isLikely(0.5) ? { release } : { item: this.random.pick(['lighting', 'nobody-saw']) }
    return {
      kind,
      topic,
      run: async (store) => {
        const { kind } = await withdraw(store, topic, target, 'A test.', this.now())
        this.outcome.withdrawals++
        return kind === 'withdrawn' || kind === 'already-withdrawn'
      },
    }
  }

  drawCollection(): Operation {
    return {
      kind: 'gc',
      run: async (store) => {
        const { deleted } = await collectGarbage(store, this.now())
        this.outcome.collections++
        this.outcome.deletedBlobs += deleted
        return true
      },
    }
  }

  drawPublish(): Operation {
    const topic = this.random.pick(this.topics)
    const drafts = this.drafts.get(topic) ?? []
    const draft = this.random.isLikely(0.15)
      ? this.random.pick(drafts)
      : this.edit(drafts.at(-1) ?? createTinyTopic(topic))
    this.drafts.set(topic, [...drafts, draft])
    return {
      kind: 'publish',
      topic,
      run: async (store) => {
        this.truth.setAuthored(draft)
        const published = await publishTopic(store, draft, { now: this.now(), onto: 'any' })
        check(published.kind !== 'refused', () => `${topic}: refused`)
        check(
          published.release === this.truth.newest(topic)?.manifest.release,
          () => `${topic}: reported ${published.release}`,
        )
        this.outcome.publishes++
        return true
      },
    }
  }

  edit(before: Authored): Authored {
    const authored = structuredClone(before)
    const edit = `Edit ${++this.edits}`
    const date = '2031-03-12'
    const edits = [
      () => Object.assign(authored.topic, { name: edit }),
      () => authored.events.forEach((event) => Object.assign(event, { name: edit })),
      () =>
        authored.events.forEach((event) =>
          Object.assign(event, { datePrecision: 'year', startDate: this.random.pick(['2029', '2030']) }),
        ),
      () => authored.statements.forEach((statement) => Object.assign(statement, { text: edit })),
      () =>
        authored.topic.corrections.push({
          id: `correction-${this.edits}`,
          date,
          kind: 'correction',
          target: 'lighting',
          before: 'Before',
          after: edit,
          reason: 'A test.',
        }),
    ]
    this.random.pick(edits)()
    return authored
  }

  /** Time goes by; readers read, isolates come and go, places fail. */
  async pass(): Promise<void> {
    const { random, clock, weather } = this
    clock.advance(random.pick([1000, 1000, 4000, 20_000, 45_000, 100_000]))
    await this.readSome(random.whole(2, 10))
    if (random.isLikely(0.15))
      this.isolates[random.whole(0, ISOLATES - 1)] = this.createIsolate(random.whole(0, LOCATIONS - 1))
    if (random.isLikely(weather.outageRate)) {
      const until = clock.now() + random.whole(1_000, 300_000)
      this.kv.setOutage(random.whole(0, LOCATIONS - 1), until, random.pick(weather.outages))
    }
    if (random.isLikely(weather.lossRate)) this.loseFile()
    if (random.isLikely(0.12)) clock.advance(random.whole(20, 72) * HOUR_MS)
    if (random.isLikely(0.12)) {
      // Publishing is one job; where it runs can change from one day to the next.
      clock.advance(CONVERGENCE_MS)
      this.publisherLocation = random.whole(0, LOCATIONS - 1)
    }
  }

  /** Its bytes are gone, for every release that has them, until a release has others. */
  loseFile(): void {
    const files = this.truth.newest(this.random.pick(this.topics))?.manifest.files ?? {}
    const sha256 = files[this.random.pick(PATHS)]?.sha256
    if (sha256 === undefined || this.kv.isLost(blobKey(sha256))) return
    this.kv.lose(blobKey(sha256))
    this.outcome.lostBlobs++
  }

  async readSome(most: number): Promise<void> {
    for (let rest = this.random.whole(0, most); rest > 0; rest--) await this.readOnce(this.random.pick(this.isolates))
  }

  async readOnce(isolate: Isolate): Promise<void> {
    const { random } = this
    const topic = random.isLikely(0.03) ? 'made-up' : random.pick(this.topics)
    const path = random.isLikely(0.03) ? MADE_UP_PATH : random.pick(PATHS)
    if (random.isLikely(this.weather.crowdRate)) {
      const release = random.isLikely(0.2) ? random.whole(1, (this.truth.newest(topic)?.latest ?? 0) + 1) : undefined
      return this.createIsolate(isolate.location).readTogether(CROWD, topic, path, release)
    }
    const kind = random.next()
    if (kind < 0.15) return isolate.readTwice(topic)
    if (kind < 0.3) {
      await isolate.read(topic, path, random.whole(1, (this.truth.newest(topic)?.latest ?? 0) + 1))
      return
    }
    const first = await isolate.read(topic, path)
    if (kind < 0.8) return
    const second = await isolate.read(topic, random.pick(PATHS))
    if (first.kind !== 'found' || second.kind !== 'found') return
    if (first.manifest.release !== second.manifest.release) this.outcome.splitViews++
  }

  /** From then on every reader has the newest state, whole, and the catalog agrees. */
  async converge({ isCatalogWhole = false, finished }: { isCatalogWhole?: boolean; finished?: string | undefined }) {
    for (let location = 0; location < LOCATIONS; location++) this.kv.setOutage(location, 0, 'error')
    this.kv.setFaults(0, [])
    this.clock.advance(CONVERGENCE_MS)
    const fresh = this.createIsolate(this.random.whole(0, LOCATIONS - 1))
    for (const isolate of [...this.isolates, fresh]) {
      const catalog = (await isolate.storage.readCatalog()).value
      for (const topic of this.topics) {
        if (isCatalogWhole || topic === finished) this.checkCatalog(catalog, topic)
        if (topic in catalog.topics)
          await this.checkNewest(isolate, topic, isolate === fresh ? PATHS : this.drawPaths())
      }
    }
    this.kv.setFaults(this.faultRate, this.weather.faults)
    this.outcome.convergences++
  }

  drawPaths(): string[] {
    return Array.from({ length: 3 }, () => this.random.pick(PATHS))
  }

  checkCatalog(catalog: Catalog, topic: string): void {
    const newest = this.truth.newest(topic)
    const { sequence, row } = catalog.topics[topic] ?? {}
    const isSame = sequence === newest?.sequence && JSON.stringify(row) === JSON.stringify(newest?.row)
    check(isSame, () => `the catalog has another row of ${topic}`)
    if (newest) this.checkEvents(catalog, newest)
  }

  /** The list across topics has the topic's events, less what was withdrawn. */
  checkEvents({ lists }: Catalog, { manifest, withdrawn }: Pointer): void {
    const { topic } = manifest
    const readItems = <Item>(sha256 = '') => (JSON.parse(this.kv.truth(blobKey(sha256)) ?? '{}').items ?? []) as Item[]
    const events = readItems<Event>(manifest.files['events.json']?.sha256).filter(({ id }) => !withdrawn.items[id])
    const listed = Object.values(lists?.events ?? {}).flatMap(({ sha256 }) => readItems<{ topic: string }>(sha256))
    const expected = JSON.stringify(events.map((event) => createEventRow(topic, event)))
    const told = JSON.stringify(listed.filter((row) => row.topic === topic))
    check(told === expected, () => `the list of events tells of ${topic}: ${told}; expected: ${expected}`)
  }

  async checkNewest(isolate: Isolate, topic: string, paths: readonly string[]): Promise<void> {
    const newest = this.truth.newest(topic)
    for (const path of paths) {
      const found = await isolate.read(topic, path)
      if (this.kv.isLost(blobKey(newest?.manifest.files[path]?.sha256 ?? ''))) continue
      check(found.kind === 'found', () => `${pointerKey(topic)}: ${found.kind} after ${CONVERGENCE_MS / 1000} s`)
      check(
        found.stale === undefined && found.pointer.sequence === newest?.sequence,
        () => `${topic}: sequence ${found.pointer.sequence} (${found.stale}) after ${CONVERGENCE_MS / 1000} s`,
      )
      check(found.manifest.release === newest.manifest.release, () => `${topic}: another release than the newest`)
    }
  }

  createIsolate(location: number): Isolate {
    const { kv, truth, clock, outcome: counts } = this
    const isMadeUp = (_: string, path: string) => path === MADE_UP_PATH
    return createIsolate({
      kv,
      truth,
      clock,
      location,
      freshMs: FRESH_MS,
      convergenceMs: CONVERGENCE_MS,
      counts,
      isMadeUp,
    })
  }

  now(): Date {
    return new Date(this.clock.now())
  }
}
