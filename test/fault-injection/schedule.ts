/**
 * One random schedule, drawn entirely from its seed: publishers publish, roll back, withdraw, collect garbage and rebuild the index,
 * are interrupted and race each other, while isolates start and stop and clients read. Rules: README.md.
 */
import { blobKey } from '../../data/store/records.ts'
import { createSigner, generateKey, type Signer } from '../../data/store/signature.ts'
import { FRESH_SECONDS, MAX_AGE_SECONDS, STALE_WHILE_REVALIDATE_SECONDS } from '../../worker/freshness.ts'
import { type Clock, createClock } from './clock.ts'
import { createFakeD1, type FakeD1 } from './fake-d1.ts'
import { createFakeKv, type FakeKv } from './fake-kv.ts'
import { FAULT_PROFILES, type FaultProfile, PROFILE_NAMES, type ProfileName } from './fault-profile.ts'
import { check, type GroundTruth, watchTruth } from './ground-truth.ts'
import { createIsolate, type Isolate } from './isolate.ts'
import {
  createEditors,
  type Editors,
  OPERATION_KINDS,
  type Operation,
  type OperationKind,
  PATHS,
} from './operations.ts'
import { countIn, createOutcome, type Outcome } from './outcome.ts'
import { type Interruption, Killed, openPublisher, type Publisher } from './publisher.ts'
import { createRandom, type Random } from './random.ts'
import { createSharedCache, type SharedCache } from './shared-cache.ts'
import { createTinyTopic } from './tiny-topic.ts'

const START = new Date('2031-03-12T09:00:00Z')
const SIGNER = await createSigner(await generateKey())
const LOCATIONS = 3
const ISOLATES = 4
const FRESH_MS = FRESH_SECONDS * 1000
/** A write is visible after 60 s; an older cached value lives 30 s more, and in an isolate FRESH_SECONDS more. */
export const CONVERGENCE_MS = 60_000 + 30_000 + FRESH_MS
const MAX_AGE_MS = MAX_AGE_SECONDS * 1000
const HOUR_MS = 3_600_000
const TOPICS = ['lamp', 'ferry', 'pier']
const CROWD = 8
const MADE_UP_PATH = 'nope.json'
/** More than any operation on a tiny topic makes: blobs, manifest, log, ref, index. */
const MAX_WRITES = 30

/** The longest time that a stopped publisher blocks others, in which its writes become visible everywhere. */
const MAX_CLAIM_MS = 180_000

/** Returns the profiles in turn. */
export function nameProfile(seed: number): ProfileName {
  return PROFILE_NAMES[seed % PROFILE_NAMES.length] as ProfileName
}

/** Runs a schedule. @throws an error that names the seed and what was violated */
export async function runSchedule(seed: number): Promise<Outcome> {
  const schedule = new Schedule(seed)
  try {
    return await schedule.run()
  } catch (error) {
    throw new Error(`seed ${seed} (${nameProfile(seed)}): ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  } finally {
    schedule.d1.close()
  }
}

class Schedule {
  readonly outcome: Outcome = createOutcome()
  readonly random: Random
  readonly clock: Clock = createClock(START)
  readonly kv: FakeKv
  readonly d1: FakeD1
  readonly truth: GroundTruth
  readonly editors: Editors
  readonly topics: string[]
  readonly seed: number
  readonly profile: FaultProfile
  readonly faultRate: number
  readonly caches: SharedCache[]
  isolates: Isolate[]
  publisherLocation = 0
  /** Interrupted operations that are run again at the end. */
  readonly unfinished: Operation[] = []
  /** The longest step of a publisher. */
  paceMs = 300
  /** While clients read, publishers wait: a read takes none of their time. */
  reading: Promise<void> | undefined

  constructor(seed: number) {
    this.seed = seed
    this.random = createRandom(seed)
    this.profile = FAULT_PROFILES[nameProfile(seed)]
    this.kv = createFakeKv({ clock: this.clock, random: createRandom(~seed), locations: LOCATIONS })
    this.d1 = createFakeD1(this.clock.now)
    this.truth = watchTruth(this.kv, this.d1, this.clock)
    this.topics = TOPICS.slice(0, this.random.pick([1, 1, 2, 3]))
    this.editors = createEditors({ random: this.random, truth: this.truth, d1: this.d1, outcome: this.outcome })
    for (const topic of this.topics) this.editors.add(createTinyTopic(topic))
    this.isolates = Array.from({ length: ISOLATES }, (_, index) => this.createIsolate(index % LOCATIONS))
    const freshness = { maxAgeMs: FRESH_MS, staleWhileRevalidateMs: STALE_WHILE_REVALIDATE_SECONDS * 1000 }
    this.caches = Array.from({ length: LOCATIONS }, () => createSharedCache(this.clock.now, freshness))
    this.faultRate = this.random.pick(this.profile.faultRates)
    this.kv.setFaults(this.faultRate, this.profile.faults)
    this.outcome.schedules = 1
  }

  async run(): Promise<Outcome> {
    const named = this.nameInterruption()
    for (let index = 0; index < 2; index++) {
      await this.perform(this.drawOperation('publish'), index === 0 && named.isFirst ? named.interruption : undefined)
      await this.pass()
    }
    if (!named.isFirst) {
      await this.perform(this.drawOperation(named.kind), named.interruption)
      await this.pass()
    }
    for (let rest = this.random.whole(3, 8); rest > 0; rest--) {
      const isInterrupted = this.random.isLikely(this.profile.interruptionRate)
      await this.perform(this.drawOperation(), isInterrupted ? this.drawInterruption() : undefined)
      await this.pass()
    }
    await this.settle()
    return this.outcome
  }

  /** Covers every kind of operation at every write and on both sides of it, over the seeds. */
  nameInterruption() {
    const kinds = ['first' as const, ...OPERATION_KINDS]
    const index = Math.floor(this.seed / kinds.length)
    const kind = kinds[this.seed % kinds.length] as (typeof kinds)[number]
    const effect = Math.floor(index / MAX_WRITES) % 2 === 0 ? ('before' as const) : ('after' as const)
    const interruption: Interruption = { at: 1 + (index % MAX_WRITES), effect, kind: 'kill' }
    return { isFirst: kind === 'first', kind: kind === 'first' ? 'publish' : kind, interruption }
  }

  drawInterruption(): Interruption {
    const { random } = this
    return {
      at: random.whole(1, random.pick([2, 6, MAX_WRITES])),
      effect: random.pick(['before', 'after']),
      kind: random.isLikely(0.7) ? 'kill' : 'error',
    }
  }

  drawOperation(kind?: OperationKind): Operation {
    return this.editors.draw(this.random.pick(this.topics), kind)
  }

  /** Runs an operation, possibly interrupted or racing with another; then usually once more, to the end. */
  async perform(operation: Operation, interruption?: Interruption): Promise<void> {
    const { random, profile } = this
    this.paceMs = random.pick([10, 300, 3000])
    if (random.isLikely(profile.raceRate)) return this.race(operation, interruption)
    const isDone = await this.runOnce(operation, interruption)
    if (!isDone) {
      await this.readSome(6)
      if (random.isLikely(0.3)) {
        this.unfinished.push(operation)
        return
      }
      this.clock.advance(random.pick([1000, 5000, 70_000, 30 * HOUR_MS]))
      await this.finish(operation)
    }
    await this.readSome(4)
    if (random.isLikely(isDone ? 0.1 : 0.5)) await this.converge()
  }

  /** Runs two publishers together. Then each operation is run again alone, as an editor would. */
  async race(operation: Operation, interruption?: Interruption): Promise<void> {
    this.outcome.races++
    const rival = this.random.isLikely(0.7) ? this.editors.draw(operation.topic) : this.drawOperation()
    await Promise.all([this.runOnce(operation, interruption), this.runOnce(rival, undefined, this.drawLocation())])
    await this.readSome(4)
    this.clock.advance(CONVERGENCE_MS)
    for (const one of [operation, rival]) await this.finish(one)
    if (this.random.isLikely(0.5)) await this.converge()
  }

  /** Runs an operation once. Resolves with whether it completed, done or refused. */
  async runOnce(
    operation: Operation,
    interruption?: Interruption,
    location = this.publisherLocation,
  ): Promise<boolean> {
    const publisher = this.openPublisher(location, interruption)
    try {
      await operation.run(publisher, this.now())
      return publisher.interruptedAt() === undefined
    } catch (error) {
      const interruptedAt = publisher.interruptedAt()
      const isExpected = error instanceof Killed || interruptedAt !== undefined || this.editors.isExpected(error)
      if (!isExpected) throw error
      if (interruptedAt) this.countInterruption(operation, interruptedAt)
      return false
    }
  }

  /** Runs the same command again to complete what was stopped, at the latest when everything is visible at its location. */
  async finish(operation: Operation): Promise<void> {
    this.d1.setOutage(0)
    const isComplete = await this.runOnce(operation)
    if (!isComplete || operation.isRefusedForNow()) {
      this.clock.advance(MAX_CLAIM_MS)
      await operation.run(this.openPublisher(this.publisherLocation), this.now())
    }
    operation.check()
  }

  countInterruption({ kind }: Operation, interruptedAt: string): void {
    const [effect = '', key = ''] = interruptedAt.split(' ')
    countIn(this.outcome.interruptions, `${kind}: ${key.startsWith('index/') ? key : key.split('/', 1)[0]} ${effect}`)
  }

  openPublisher(location: number, interruption?: Interruption): Publisher {
    const { kv, d1, clock, random } = this
    const afterStep = async () => {
      while (this.reading) await this.reading
      clock.advance(random.whole(0, this.paceMs))
      if (!random.isLikely(0.1)) return
      this.reading = this.readSome(2).finally(() => {
        this.reading = undefined
      })
      await this.reading
    }
    const { signer } = this
    const reading = () => this.reading
    return openPublisher({ kv, d1, clock, random, location, interruption, signer, reading, afterStep })
  }

  /** Advances the clock: clients read, isolates start and stop, locations fail. */
  async pass(): Promise<void> {
    const { random, clock, profile } = this
    clock.advance(random.pick([1000, 1000, 4000, 20_000, 45_000, 100_000]))
    await this.readSome(random.whole(2, 10))
    if (random.isLikely(0.15)) {
      this.isolates[random.whole(0, ISOLATES - 1)] = this.createIsolate(this.drawLocation())
    }
    if (random.isLikely(profile.outageRate)) {
      const until = clock.now() + random.whole(1_000, 300_000)
      this.kv.setOutage(this.drawLocation(), until, random.pick(profile.outages))
    }
    if (random.isLikely(profile.indexOutageRate)) this.d1.setOutage(clock.now() + random.whole(1_000, 100_000))
    if (random.isLikely(profile.lossRate)) this.loseFile()
    if (random.isLikely(0.12)) clock.advance(random.whole(20, 72) * HOUR_MS)
    if (random.isLikely(profile.moveRate)) this.publisherLocation = this.drawLocation()
    else if (random.isLikely(0.12)) {
      clock.advance(CONVERGENCE_MS)
      this.publisherLocation = this.drawLocation()
    }
  }

  /** Deletes the bytes of a file, for every release that has it. */
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
    const latest = this.truth.newest(topic)?.latest ?? 0
    const release = random.isLikely(0.2) ? random.whole(1, latest + 1) : undefined
    if (random.isLikely(this.profile.crowdRate)) {
      return this.createIsolate(isolate.location).readTogether(CROWD, topic, path, release)
    }
    if (random.isLikely(0.3)) return this.readCached(isolate, topic, path)
    await isolate.read(topic, path, release)
  }

  /** Reads through the shared cache of the location, to measure the sum of all delays. */
  async readCached(isolate: Isolate, topic: string, path: string): Promise<void> {
    const answer = await this.caches[isolate.location]?.read(`${topic}/${path}`, () => isolate.read(topic, path))
    if (answer?.kind !== 'resolved' || isolate.isMisled()) return
    const next = this.truth.at(topic, answer.ref.sequence + 1)
    if (!next) return
    const delay = this.clock.now() - next.writtenAt
    check(
      delay <= MAX_AGE_MS || this.profile.faultRates.some((rate) => rate > 0),
      () => `${topic}: an older state ${delay / 1000} s after the newer, behind a shared cache`,
    )
    if (delay <= MAX_AGE_MS) this.outcome.maxCachedDelayMs = Math.max(this.outcome.maxCachedDelayMs, delay)
  }

  /** Completes everything unfinished, publishes an edit, and expects every isolate to have it. */
  async settle(): Promise<void> {
    this.clock.advance(CONVERGENCE_MS)
    for (const operation of this.unfinished) await this.finish(operation)
    for (const topic of this.topics) await this.finish(this.editors.drawRepublish(topic))
    await this.converge()
    this.truth.searchEverything()
    this.outcome.searches++
  }

  /** Ends the faults and expects every isolate to have the newest state of every topic, complete. */
  async converge(): Promise<void> {
    for (let location = 0; location < LOCATIONS; location++) this.kv.setOutage(location, 0, 'error')
    this.kv.setFaults(0, [])
    this.clock.advance(CONVERGENCE_MS)
    const fresh = this.createIsolate(this.drawLocation())
    for (const isolate of [...this.isolates, fresh]) {
      for (const topic of this.topics) {
        if (this.truth.newest(topic))
          await this.checkNewest(isolate, topic, isolate === fresh ? PATHS : this.drawPaths())
      }
    }
    this.kv.setFaults(this.faultRate, this.profile.faults)
    this.outcome.convergences++
  }

  drawPaths(): string[] {
    return Array.from({ length: 3 }, () => this.random.pick(PATHS))
  }

  drawLocation(): number {
    return this.random.whole(0, LOCATIONS - 1)
  }

  async checkNewest(isolate: Isolate, topic: string, paths: readonly string[]): Promise<void> {
    const newest = this.truth.newest(topic)
    for (const path of paths) {
      const answer = await isolate.read(topic, path)
      if (this.kv.isLost(blobKey(newest?.manifest.files[path]?.sha256 ?? ''))) continue
      check(answer.kind === 'resolved', () => `${topic} ${path}: ${answer.kind} after ${CONVERGENCE_MS / 1000} s`)
      check(
        answer.stale === undefined && answer.ref.sequence === newest?.sequence,
        () => `${topic} ${path}: sequence ${answer.ref.sequence} (${answer.stale}) after ${CONVERGENCE_MS / 1000} s`,
      )
      check(answer.manifest.release === newest.manifest.release, () => `${topic}: another release than the newest`)
    }
  }

  createIsolate(location: number): Isolate {
    const { kv, d1, truth, clock, outcome } = this
    const isMadeUp = (_: string, path: string) => path === MADE_UP_PATH
    return createIsolate({
      kv,
      d1,
      truth,
      clock,
      location,
      freshMs: FRESH_MS,
      convergenceMs: CONVERGENCE_MS,
      outcome,
      isMadeUp,
      keys: this.signer ? [this.signer.publicKey] : [],
    })
  }

  /** Absent where nothing is signed. */
  get signer(): Signer | undefined {
    return this.profile.isSigned && SIGNER
  }

  now(): Date {
    return new Date(this.clock.now())
  }
}
