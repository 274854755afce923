/**
 * One isolate of the Worker, watched: its own storage, and what must hold of every answer.
 *
 * When an answer may fall short: each newer release within reach (the one that readers should have and two before it) was
 * tried in that very request, and its manifest or the file was missing here, or spoilt, or KV failed, and neither was held.
 */
import {
  BLOB_PREFIX,
  blobKey,
  CATALOG_KEY,
  type Manifest,
  type Pointer,
  pointerKey,
  RELEASE_PREFIX,
} from '../../data/releases/records.ts'
import { type Found, findFile, findTopic, type Missing } from '../../worker/storage/release.ts'
import { createStorage, type Storage } from '../../worker/storage/storage.ts'
import type { Clock } from './clock.ts'
import type { FakeKv } from './fake-kv.ts'
import type { ReadEvent } from './faulty-reader.ts'
import { check, type GroundTruth } from './ground-truth.ts'
import { createWitness } from './witness.ts'

const REACH = 3
/** Catalog, pointer, file; twice an earlier release and its file. */
const MAX_READS = 7
/** What hangs once is waited for long, what hangs after that not: 2 s and six times 0.5 s. */
const MAX_WAIT_MS = 5_000
/** Catalog and pointer, 0.5 s each. */
const MAX_HELD_WAIT_MS = 1_000

export interface ReadCounts {
  /** By what went wrong with them. */
  faults: Record<string, number>
  reads: number
  /** The newest release, whole, as it should be. */
  newest: number
  /** An older state of the topic than the newest, within what KV's delays allow. */
  behind: number
  /** An earlier release, since the newest was not whole here. */
  fallbacks: number
  /** From the last good copy, or an earlier release, while KV failed. */
  kvErrors: number
  /** The release that was asked for by its number. */
  pinned: number
  /** 503: nothing that could be shown was visible here or held. */
  unavailable: number
  /** 503 for a pinned release. */
  pinnedUnavailable: number
  /** 404 for a topic that is published, and not in the catalog here yet. */
  unknownTopics: number
  /** 404 or 410, rightly. */
  refused: number
  /** Answers that could have been given again without looking for them. */
  recalled: number
  /** Readers who came together, and the reads of KV that all of them caused. */
  crowded: number
  crowdReads: number
  /** Two files of one page view came from two releases, each named as such. */
  splitViews: number
  /** The longest that a reader saw an older state than the newest, KV not failing. */
  maxDelayMs: number
  /** The longest that a reader waited for an answer. */
  maxWaitMs: number
}

export interface Isolate {
  location: number
  storage: Storage
  /** Reads a file and checks the answer. */
  read(topic: string, path: string, release?: number): Promise<Found | Missing>
  /** As many requests at the same moment, each checked: all of them cost KV no more than one. */
  readTogether(readers: number, topic: string, path: string, release?: number): Promise<void>
  /** Two requests at the same moment, for the topic alone. */
  readTwice(topic: string): Promise<void>
}

export interface IsolateOptions {
  kv: FakeKv
  truth: GroundTruth
  clock: Clock
  location: number
  freshMs: number
  /** How long a reader may see an older state, KV not failing. */
  convergenceMs: number
  counts: ReadCounts
  /** Names that nothing was ever published under, such as those that visitors make up. */
  isMadeUp: (topic: string, path: string) => boolean
}

export function createIsolate(options: IsolateOptions): Isolate {
  const { kv, truth, clock, location, freshMs, convergenceMs, counts, isMadeUp } = options
  const witness = createWitness(kv, truth)
  const lastSequence = new Map<string, number>()
  /** What an isolate keeps is the same each time. */
  const checked = new WeakSet<Pointer | Manifest>()
  /** By the release and path that they were seen as. */
  const checkedBytes = new WeakMap<ArrayBuffer, string>()
  /** What the Worker would answer with again, by what was asked. */
  const recalled = new Map<string, Found>()
  /** When KV last gave an older state than it should: the isolate keeps that for `freshMs`. */
  let misledAt = Number.NEGATIVE_INFINITY

  const { namespace, deliver } = kv.openReader(location, observe)
  const storage = createStorage(namespace, freshMs, { ...clock, finish: () => {} })

  function observe(event: ReadEvent) {
    witness.observe(event)
    const { outcome, isLate } = event
    if (isLate || outcome === 'stale') misledAt = clock.now()
    if (outcome !== 'hit' && outcome !== 'miss') counts.faults[outcome] = (counts.faults[outcome] ?? 0) + 1
  }

  function checkSequence(pointer: Pointer) {
    const topic = pointer.row.id
    const last = lastSequence.get(topic) ?? 0
    check(pointer.sequence >= last, () => `${topic}: sequence fell from ${last} to ${pointer.sequence}`)
    lastSequence.set(topic, pointer.sequence)
    if (checked.has(pointer)) return
    checked.add(pointer)
    const published = truth.at(topic, pointer.sequence)?.pointer
    check(
      JSON.stringify(published) === JSON.stringify(pointer),
      () => `${topic}: sequence ${pointer.sequence} was never published so`,
    )
  }

  function checkFound({ pointer, manifest, entry, bytes, stale }: Found, path: string, release?: number) {
    const topic = pointer.row.id
    const shown = manifest.release
    checkSequence(pointer)
    check(
      !Object.hasOwn(pointer.withdrawn.releases, shown),
      () => `${topic}: release ${shown} is shown, and was withdrawn`,
    )
    check(entry === manifest.files[path], () => `${topic}: ${path} is not of the release that it is shown with`)
    checkManifest(manifest)
    checkBytes(manifest, path, bytes)
    if (release !== undefined) {
      check(shown === release, () => `${topic}: release ${release} was asked for, ${shown} shown`)
      counts.pinned++
      return
    }
    const showable = truth.listShowable(pointer)
    const newer = showable.slice(0, showable.indexOf(shown))
    check(showable.indexOf(shown) >= 0, () => `${topic}: release ${shown} is shown and is not in line`)
    check(
      newer.length === 0 || stale !== undefined,
      () => `${topic}: release ${shown} is shown for ${newer[0]} without saying so`,
    )
    for (const skipped of newer) {
      check(
        witness.isExcused(topic, skipped, path),
        () => `${topic}: release ${shown} is shown, and ${skipped} could be`,
      )
    }
    countShown(pointer, stale)
  }

  function checkManifest(manifest: Manifest) {
    if (checked.has(manifest)) return
    checked.add(manifest)
    const { topic, release } = manifest
    check(
      JSON.stringify(truth.manifest(topic, release)) === JSON.stringify(manifest),
      () => `${topic}: release ${release} is shown with a manifest that was never published`,
    )
  }

  function checkBytes({ topic, release, files }: Manifest, path: string, bytes: ArrayBuffer) {
    const name = `${release} ${path}`
    if (checkedBytes.get(bytes) === name) return
    checkedBytes.set(bytes, name)
    const text = new TextDecoder().decode(bytes)
    const published = kv.truth(blobKey(files[path]?.sha256 ?? ''))
    check(text === published, () => `${topic}: ${path} has other bytes than were published`)
    checkContent(topic, path, release, text)
  }

  /** The file says itself what it is, and what its editor wrote. */
  function checkContent(topic: string, path: string, release: number, text: string) {
    const content = truth.content(topic, release)
    if (!['topic.json', 'box.json', 'changes.json', 'events.json'].includes(path)) return
    const file = JSON.parse(text)
    if (path !== 'events.json') {
      check(file.release === release, () => `${topic}: ${path} says release ${file.release} in ${release}`)
    }
    if (path === 'topic.json' || path === 'box.json') {
      check(file.name === content?.topic.name, () => `${topic}: ${path} of ${release} is named ${file.name}`)
    }
    const told = path === 'events.json' ? file.items : path === 'topic.json' ? file.events : undefined
    if (told)
      check(JSON.stringify(told) === JSON.stringify(content?.events), () => `${topic}: other events in ${release}`)
  }

  function countShown(pointer: Pointer, stale: Found['stale']) {
    const topic = pointer.row.id
    const next = truth.at(topic, pointer.sequence + 1)
    if (stale === 'kv-error') counts.kvErrors++
    else if (stale === 'release-incomplete') counts.fallbacks++
    else if (next) counts.behind++
    else counts.newest++
    if (!next || stale === 'kv-error') return
    const hasFailed = witness.events().some(({ outcome }) => outcome !== 'hit' && outcome !== 'miss')
    if (hasFailed || clock.now() - misledAt <= freshMs) return
    const delay = clock.now() - next.writtenAt
    check(delay <= convergenceMs, () => `${topic}: an older state ${delay / 1000} s after the newer`)
    counts.maxDelayMs = Math.max(counts.maxDelayMs, delay)
  }

  function checkMissing(missing: Missing, topic: string, path: string, release?: number) {
    const pointer = witness.pointer(topic)
    switch (missing.kind) {
      case 'unknown-topic':
        check(!witness.hasSeenTopic(topic), () => `${topic} is unknown, and was known`)
        if (truth.newest(topic)) counts.unknownTopics++
        else counts.refused++
        return
      case 'unknown-file':
        check(isMadeUp(topic, path), () => `${topic}: ${path} is unknown`)
        counts.refused++
        return
      case 'unknown-release':
        check(
          release !== undefined && release > (pointer?.latest ?? 0),
          () => `${topic}: release ${release} is unknown`,
        )
        counts.refused++
        return
      case 'withdrawn':
        check(release !== undefined && pointer?.withdrawn.releases[release], () => `${topic}: ${release} is gone`)
        counts.refused++
        return
      case 'unavailable':
        return checkUnavailable(topic, path, release)
    }
  }

  function checkUnavailable(topic: string, path: string, release?: number) {
    const pointer = witness.pointer(topic)
    if (!witness.hasSeenTopic(topic)) {
      check(witness.hasMissed(CATALOG_KEY), () => `${topic}: unavailable, and the catalog was never missed`)
    } else if (!pointer) {
      check(witness.hasMissed(pointerKey(topic)), () => `${topic}: unavailable, and the pointer was never missed`)
    } else {
      for (const showable of release === undefined ? truth.listShowable(pointer).slice(0, REACH) : [release]) {
        check(
          witness.isExcused(topic, showable, path),
          () => `${topic}: unavailable, and ${path} of ${showable} could be shown`,
        )
      }
    }
    counts.unavailable += release === undefined ? 1 : 0
    counts.pinnedUnavailable += release === undefined ? 0 : 1
  }

  /** As `worker/recall.ts` has it, which sits where no fake reaches. */
  function recall(topic: string, path: string, release?: number): Found | undefined {
    const known = recalled.get(`${topic} ${path} ${release}`)
    return known && storage.freshPointer(topic) === known.pointer ? known : undefined
  }

  /** Recalling is no other answer than asking, which then costs no reading. */
  function checkRecalled(known: Found, answers: (Found | Missing)[], what: string) {
    counts.recalled += answers.length
    check(witness.events().length === 0, () => `${what} would be recalled, and cost a reading`)
    for (const answer of answers) {
      check(
        answer.kind === 'found' &&
          !answer.stale &&
          isSame(answer.manifest, known.manifest) &&
          answer.bytes === known.bytes,
        () => `${what} would be recalled, and is another by now`,
      )
    }
  }

  async function readTogether(readers: number, topic: string, path: string, release?: number) {
    await deliver()
    witness.beginRequest()
    counts.reads += readers
    const startedAt = clock.now()
    const known = recall(topic, path, release)
    const answers = await Promise.all(Array.from({ length: readers }, () => findFile(storage, topic, path, release)))
    if (known) checkRecalled(known, answers, `${topic}: ${path} of ${release ?? 'the newest'}`)
    const waitMs = clock.now() - startedAt
    const isHeld =
      answers.every(({ kind }) => kind === 'found') && !witness.events().some(({ key }) => isOfRelease(key))
    const limitMs = isHeld ? MAX_HELD_WAIT_MS : MAX_WAIT_MS
    check(waitMs <= limitMs, () => `${topic}: ${path} was waited for ${waitMs} ms`)
    counts.maxWaitMs = Math.max(counts.maxWaitMs, waitMs)
    for (const answer of answers) {
      if (answer.kind === 'found' && !answer.stale) recalled.set(`${topic} ${path} ${release}`, answer)
      if (answer.kind === 'found') checkFound(answer, path, release)
      else checkMissing(answer, topic, path, release)
    }
    return answers
  }

  return {
    location,
    storage,
    async read(topic, path, release) {
      const [answer] = await readTogether(1, topic, path, release)
      return answer as Found | Missing
    },
    async readTogether(readers, topic, path, release) {
      await readTogether(readers, topic, path, release)
      const asked = witness.events().length
      check(asked <= MAX_READS, () => `${readers} readers together caused ${asked} reads`)
      counts.crowded += readers
      counts.crowdReads += asked
    },
    async readTwice(topic) {
      await deliver()
      witness.beginRequest()
      const request = async () => {
        const found = await findTopic(storage, topic)
        if (found.kind === 'found') checkSequence(found.pointer)
      }
      await Promise.all([request(), request()])
    },
  }
}

/** An isolate may have read it twice. */
function isSame(one: Manifest, other: Manifest): boolean {
  return one.release === other.release && one.published === other.published
}

function isOfRelease(key: string): boolean {
  return key.startsWith(RELEASE_PREFIX) || key.startsWith(BLOB_PREFIX)
}
