/**
 * One isolate of the Worker with its own storage, and the checks of every response.
 *
 * A response may be older than the newest state only for a reason observed in the same request: a fault, or a key that is not
 * visible here yet and that this isolate did not hold before.
 */
import { blobKey, type Manifest, type Ref, refKey } from '../../data/store/records.ts'
import { type ResolvedFile, type ResolveError, resolveFile } from '../../worker/store/resolve.ts'
import { createStorage, type Storage } from '../../worker/store/storage.ts'
import type { Clock } from './clock.ts'
import type { FakeD1 } from './fake-d1.ts'
import type { FakeKv } from './fake-kv.ts'
import type { ReadEvent } from './faulty-reader.ts'
import { check, type GroundTruth, hashOfManifest, sha256Of } from './ground-truth.ts'
import { createObservations } from './observations.ts'
import { countIn, type Outcome } from './outcome.ts'
import { markOf } from './tiny-topic.ts'

/** Ref, log, manifest, file; or the file of the current release, the previous manifest and its file. */
const MAX_READS = 6
/** The first hanging read is waited for 2 s, each later one 0.5 s. */
const MAX_WAIT_MS = 5_000
/** Where everything is held: one try for the ref. */
const MAX_HELD_WAIT_MS = 1_000

export type Answer = ResolvedFile | ResolveError

export interface Isolate {
  location: number
  storage: Storage
  /** Reads a file and checks the response. */
  read(topic: string, path: string, release?: number): Promise<Answer>
  /** Whether KV failed, or gave an older state than it should, so recently that responses may still be old. */
  isMisled(): boolean
  /** Sends concurrent requests and checks each: together they cost KV no more than one. */
  readTogether(clients: number, topic: string, path: string, release?: number): Promise<void>
}

export interface IsolateOptions {
  kv: FakeKv
  d1: FakeD1
  truth: GroundTruth
  clock: Clock
  location: number
  freshMs: number
  /** How long an isolate may show an older state while KV does not fail. */
  convergenceMs: number
  outcome: Outcome
  /** The publisher's public keys; empty where nothing is signed. */
  keys: readonly string[]
  /** Whether nothing was ever published under these names, as for names that clients invent. */
  isMadeUp: (topic: string, path: string) => boolean
}

export function createIsolate(options: IsolateOptions): Isolate {
  const { kv, d1, truth, clock, location, freshMs, convergenceMs, outcome, isMadeUp } = options
  const observations = createObservations(kv, clock.now)
  const lastSequence = new Map<string, number>()
  const checkedRefs = new WeakSet<Ref>()
  const cachedAnswers = new Map<string, ResolvedFile>()
  /** When KV last failed, or gave an older state than it should: the isolate keeps what it has for `freshMs`. */
  let misledAt = Number.NEGATIVE_INFINITY

  const { namespace, deliver } = kv.openReader(location, observe)
  const runtime = { ...clock, waitUntil: () => {} }
  const storage = createStorage({ namespace, database: d1.binding, freshMs, runtime, keys: options.keys })

  function observe(event: ReadEvent) {
    observations.observe(event)
    const { outcome: kind, isLate } = event
    if (isLate || (kind !== 'hit' && kind !== 'miss')) misledAt = clock.now()
    if (kind !== 'hit' && kind !== 'miss') countIn(outcome.faults, kind)
  }

  function checkRef(ref: Ref) {
    const { topic, sequence } = ref
    const last = lastSequence.get(topic) ?? 0
    check(sequence >= last, () => `${topic}: sequence fell from ${last} to ${sequence}`)
    lastSequence.set(topic, sequence)
    if (checkedRefs.has(ref)) return
    checkedRefs.add(ref)
    const published = truth.at(topic, sequence)?.ref
    check(
      JSON.stringify(published) === JSON.stringify(ref),
      () => `${topic}: sequence ${sequence} was never written so`,
    )
  }

  function checkFound(found: ResolvedFile, path: string, release: number | undefined) {
    const { ref, manifest, blob, stale } = found
    const { topic } = ref
    checkRef(ref)
    check(manifest.topic === topic, () => `${topic}: a manifest of ${manifest.topic}`)
    checkIsPublished(manifest)
    check(
      !Object.hasOwn(ref.tombstones.releases, manifest.release) || manifest.draft,
      () => `${topic}: release ${manifest.release} is shown, and is withdrawn`,
    )
    check(
      sha256Of(new Uint8Array(blob.bytes)) === manifest.files[path]?.sha256,
      () => `${topic}: ${path} is not of the release that it is shown with`,
    )
    checkWithdrawn(found, path)
    if (release !== undefined) {
      check(manifest.release === release, () => `${topic}: release ${release} was asked for, ${manifest.release} shown`)
      outcome.pinned++
      return
    }
    const shown = hashOfManifest(manifest)
    if (shown !== hashOfManifest(ref.manifest)) {
      check(stale !== undefined, () => `${topic}: release ${manifest.release} is shown and is not marked stale`)
      check(
        shown === ref.before?.manifest,
        () => `${topic}: release ${manifest.release} is shown and is not the one before`,
      )
      const current = ref.manifest.files[path]?.sha256 ?? ''
      check(hasMissed(current), () => `${topic}: ${path} of the release before, and the current one could be shown`)
    }
    countFound(found)
  }

  /** Whether the blob was missing; a miss is cached briefly, so it may be from an earlier request. */
  function hasMissed(sha256: string): boolean {
    return observations.hasMissedBlob(sha256) || clock.now() - (observations.blobMissedAt(sha256) ?? 0) <= freshMs
  }

  function checkIsPublished(manifest: Manifest) {
    const published = truth.manifest(hashOfManifest(manifest))
    check(published, () => `${manifest.topic}: release ${manifest.release} has a manifest that was never published`)
  }

  /** Checks that, while KV answers, withdrawn items are not shown longer than any other change takes. */
  function checkWithdrawn({ ref, blob }: ResolvedFile, path: string) {
    const text = new TextDecoder().decode(blob.bytes)
    for (const item of Object.keys(truth.newest(ref.topic)?.tombstones.items ?? {})) {
      const since = clock.now() - (truth.withdrawnAt(ref.topic, item) ?? Number.POSITIVE_INFINITY)
      if (!text.includes(markOf(ref.topic, item))) continue
      check(
        ref.tombstones.items[item]?.kind !== 'withdrawn',
        () => `${ref.topic}: ${path} has the text of ${item}, which its ref says is withdrawn`,
      )
      check(
        since <= convergenceMs || isMisled(),
        () => `${ref.topic}: ${path} has the text of ${item} ${since / 1000} s after its withdrawal`,
      )
    }
  }

  const isMisled = () => clock.now() - misledAt <= freshMs

  function countFound({ ref, stale }: ResolvedFile) {
    const next = truth.at(ref.topic, ref.sequence + 1)
    if (stale === 'kv-error') outcome.kvErrors++
    else if (stale !== undefined) outcome.fallbacks++
    else if (next) outcome.behind++
    else outcome.newest++
    if (!next || isMisled()) return
    const delay = clock.now() - next.writtenAt
    check(delay <= convergenceMs, () => `${ref.topic}: an older state ${delay / 1000} s after the newer`)
    outcome.maxDelayMs = Math.max(outcome.maxDelayMs, delay)
  }

  function checkError(error: ResolveError, topic: string, path: string, release: number | undefined) {
    const ref = observations.ref(topic)
    const newest = truth.newest(topic)
    switch (error.kind) {
      case 'unknown-topic': {
        check(!ref, () => `${topic} is unknown, and was known`)
        const age = clock.now() - (truth.at(topic, 1)?.writtenAt ?? Number.POSITIVE_INFINITY)
        check(age <= convergenceMs || isMisled(), () => `${topic} is unknown ${age / 1000} s after it was published`)
        if (newest) outcome.unknownTopics++
        else outcome.refusedReads++
        return
      }
      case 'unknown-file':
        check(isMadeUp(topic, path), () => `${topic}: ${path} is unknown`)
        outcome.refusedReads++
        return
      case 'unknown-release':
        check(
          release !== undefined && !(ref && release >= 1 && release <= ref.latest),
          () => `${topic}: release ${release} is unknown`,
        )
        outcome.refusedReads++
        return
      case 'withdrawn':
        check(release !== undefined && ref?.tombstones.releases[release], () => `${topic}: ${release} is gone`)
        outcome.refusedReads++
        return
      case 'unavailable':
        return checkUnavailable(topic, path, release)
      default:
        check(false, () => `${topic}: ${path}: ${JSON.stringify(error)}`)
    }
  }

  function checkUnavailable(topic: string, path: string, release: number | undefined) {
    const ref = observations.ref(topic)
    if (!ref) {
      check(
        observations.hasMissedRef(topic) || clock.now() - (observations.refMissedAt(topic) ?? 0) <= freshMs,
        () => `${topic}: unavailable, and ${refKey(topic)} was not missed`,
      )
    } else if (release === undefined) {
      const current = ref.manifest.files[path]?.sha256 ?? ''
      check(hasMissed(current), () => `${topic}: unavailable, and ${path} of the current release could be shown`)
      const before = ref.before && truth.manifest(ref.before.manifest)
      const beforeFile = before?.files[path]?.sha256
      check(
        !ref.before || !beforeFile || hasMissed(ref.before.manifest) || hasMissed(beforeFile),
        () => `${topic}: unavailable, and ${path} of the release before could be shown`,
      )
    }
    if (release === undefined) outcome.unavailable++
    else outcome.pinnedUnavailable++
  }

  /**
   * Checks that a cached response equals a fresh resolution, without a read. Exception: a log read for the manifest of an earlier
   * release that was found in the previous log.
   */
  function checkCached(known: ResolvedFile, answers: Answer[], what: string) {
    outcome.cached += answers.length
    const reads = observations.events().filter(({ key }) => key !== blobKey(known.ref.log))
    check(reads.length === 0, () => `${what} is in the response cache, and was read again`)
    for (const answer of answers) {
      check(
        answer.kind === 'resolved' &&
          !answer.stale &&
          hashOfManifest(answer.manifest) === hashOfManifest(known.manifest) &&
          answer.blob.sha256 === known.blob.sha256,
        () => `${what} is in the response cache, and is another by now`,
      )
    }
  }

  async function readTogether(clients: number, topic: string, path: string, release?: number) {
    await deliver()
    observations.beginRequest()
    outcome.reads += clients
    const startedAt = clock.now()
    const address = `${topic} ${path} ${release}`
    const cached = cachedAnswers.get(address)
    const isCached = cached !== undefined && storage.refs.peek(topic) === cached.ref
    const resolve = () => resolveFile(storage, topic, path, release)
    const answers = await Promise.all(Array.from({ length: clients }, resolve))
    if (isCached) checkCached(cached, answers, address)
    const waitMs = clock.now() - startedAt
    const isHeld =
      answers.every(({ kind }) => kind === 'resolved') &&
      observations.events().every(({ key }) => key === refKey(topic))
    check(waitMs <= (isHeld ? MAX_HELD_WAIT_MS : MAX_WAIT_MS), () => `${topic}: ${path} was waited for ${waitMs} ms`)
    outcome.maxWaitMs = Math.max(outcome.maxWaitMs, waitMs)
    for (const answer of answers) {
      if (answer.kind === 'resolved' && !answer.stale) cachedAnswers.set(address, answer)
      if (answer.kind === 'resolved') checkFound(answer, path, release)
      else checkError(answer, topic, path, release)
    }
    return answers
  }

  return {
    location,
    storage,
    isMisled,
    async read(topic, path, release) {
      const [answer] = await readTogether(1, topic, path, release)
      return answer as Answer
    },
    async readTogether(clients, topic, path, release) {
      await readTogether(clients, topic, path, release)
      const reads = observations.events().length
      check(reads <= MAX_READS, () => `${clients} clients together caused ${reads} reads`)
      outcome.crowded += clients
      outcome.crowdReads += reads
    },
  }
}
