/**
 * One isolate of the Worker, watched: its own storage, a record of everything KV gave it, and what must hold of every
 * answer. A release is *held* when KV once gave this isolate its manifest, and a file when it gave its bytes, whole.
 *
 * When an answer may fall short: each newer release within reach (the one that readers should have and two before it) was
 * tried in that very request, and its manifest or the file was missing here, or spoilt, or KV failed, and neither was held.
 */
import type { Manifest, Pointer } from '../../data/releases/records.ts'
import {
  BLOB_PREFIX,
  blobKey,
  CATALOG_KEY,
  POINTER_PREFIX,
  pointerKey,
  RELEASE_PREFIX,
  releaseKey,
} from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import { createStorage, type Storage } from '../../worker/storage/kv.ts'
import { type Found, findFile, findTopic, type Missing } from '../../worker/storage/release.ts'
import type { Clock, FakeKv, ReadEvent } from './fake-kv.ts'
import { check, type GroundTruth, type Publication } from './ground-truth.ts'

const REACH = 3

export interface ReadCounts {
  reads: number
  /** An older state of the topic than the newest, within what KV's delays allow. */
  stale: number
  /** An earlier release, since the newest was not whole here. */
  fallbacks: number
  /** From the last good copy while KV failed. */
  kvErrors: number
  /** 503: nothing that could be shown was visible here or held. */
  unavailable: number
  /** 503 for a pinned release. */
  pinnedUnavailable: number
  /** 404 for a topic that is published, and not in the catalog here yet. */
  unknownTopics: number
  gone: number
  /** Two files of one page view came from two releases, each named as such. */
  splitViews: number
  /** The longest that a reader saw an older state than the newest, KV not failing. */
  maxDelayMs: number
}

export interface Isolate {
  location: number
  storage: Storage
  /** Reads a file and checks the answer. */
  read(topic: string, path: string, release?: number): Promise<Found | Missing>
  /** Two requests at the same moment. */
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

export function createIsolate({
  kv,
  truth,
  clock,
  location,
  freshMs,
  convergenceMs,
  counts,
  isMadeUp,
}: IsolateOptions): Isolate {
  const topics = new Set<string>()
  const pointers = new Map<string, Pointer>()
  const manifests = new Map<string, Manifest>()
  const blobs = new Set<string>()
  let heldBefore = new Set<string>()
  let events: ReadEvent[] = []
  const lastSequence = new Map<string, number>()

  const storage = createStorage(kv.openReader(location, observe), freshMs, clock.now)

  function observe(event: ReadEvent) {
    const { key, outcome, value = '' } = event
    check(key === CATALOG_KEY || kv.wasWritten(key), () => `KV was asked for ${key}, which nobody ever wrote`)
    events.push(event)
    if (outcome !== 'hit') return
    if (key === CATALOG_KEY) for (const topic of Object.keys(JSON.parse(value).topics)) topics.add(topic)
    if (key.startsWith(BLOB_PREFIX)) blobs.add(key)
    if (key.startsWith(RELEASE_PREFIX)) hold(JSON.parse(value) as Manifest)
    if (key.startsWith(POINTER_PREFIX)) {
      const pointer = JSON.parse(value) as Pointer
      if (pointer.sequence > (pointers.get(pointer.row.id)?.sequence ?? 0)) pointers.set(pointer.row.id, pointer)
      hold(pointer.manifest)
    }
  }

  /** A publish that was stopped may have left another manifest under the number; that is never shown. */
  function hold(manifest: Manifest) {
    const published = truth.manifest(manifest.topic, manifest.release)
    if (published && JSON.stringify(published) === JSON.stringify(manifest)) {
      manifests.set(`${manifest.topic}/${manifest.release}`, manifest)
    }
  }

  /** Whether this request found that the release could not be shown here. */
  function isExcused(topic: string, release: number, path: string): boolean {
    const manifest = manifests.get(`${topic}/${release}`)
    if (!manifest) return events.some(({ key }) => key === releaseKey(topic, release))
    const blob = blobKey(manifest.files[path]?.sha256 ?? '')
    // A blob that several releases share may come spoilt for the newest and whole for the next.
    return !heldBefore.has(blob) && events.some(({ key, outcome }) => key === blob && outcome !== 'hit')
  }

  function checkSequence(pointer: Pointer) {
    const topic = pointer.row.id
    const last = lastSequence.get(topic) ?? 0
    check(pointer.sequence >= last, () => `${topic}: sequence fell from ${last} to ${pointer.sequence}`)
    lastSequence.set(topic, pointer.sequence)
    const published = truth.at(topic, pointer.sequence)?.pointer
    check(
      JSON.stringify(published) === JSON.stringify(pointer),
      () => `${topic}: sequence ${pointer.sequence} was never published so`,
    )
  }

  async function checkFound({ pointer, manifest, entry, bytes, stale }: Found, path: string, release?: number) {
    const topic = pointer.row.id
    const shown = manifest.release
    checkSequence(pointer)
    check(
      !Object.hasOwn(pointer.withdrawn.releases, shown),
      () => `${topic}: release ${shown} is shown, and was withdrawn`,
    )
    check(
      JSON.stringify(truth.manifest(topic, shown)) === JSON.stringify(manifest),
      () => `${topic}: release ${shown} is shown with a manifest that was never published`,
    )
    check(
      (await sha256Hex(new Uint8Array(bytes))) === entry.sha256,
      () => `${topic}: ${path} has other bytes than its hash`,
    )
    check(entry === manifest.files[path], () => `${topic}: ${path} is not of the release that it is shown with`)
    checkContent(topic, path, shown, new TextDecoder().decode(bytes))
    if (release !== undefined) {
      check(shown === release, () => `${topic}: release ${release} was asked for, ${shown} shown`)
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
      check(isExcused(topic, skipped, path), () => `${topic}: release ${shown} is shown, and ${skipped} could be`)
    }
    countStale(pointer, stale)
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

  function countStale(pointer: Pointer, stale: Found['stale']) {
    const next: Publication | undefined = truth.at(pointer.row.id, pointer.sequence + 1)
    if (stale === 'release-incomplete') counts.fallbacks++
    if (stale === 'kv-error') counts.kvErrors++
    if (!next) return
    counts.stale++
    if (events.some(({ outcome }) => outcome !== 'hit' && outcome !== 'miss')) return
    const delay = clock.now() - next.writtenAt
    check(delay <= convergenceMs, () => `${pointer.row.id}: an older state ${delay / 1000} s after the newer`)
    counts.maxDelayMs = Math.max(counts.maxDelayMs, delay)
  }

  function checkMissing(missing: Missing, topic: string, path: string, release?: number) {
    const pointer = pointers.get(topic)
    switch (missing.kind) {
      case 'unknown-topic':
        check(!topics.has(topic), () => `${topic} is unknown, and was known`)
        if (truth.newest(topic)) counts.unknownTopics++
        return
      case 'unknown-file':
        check(isMadeUp(topic, path), () => `${topic}: ${path} is unknown`)
        return
      case 'unknown-release':
        check(
          release !== undefined && release > (pointer?.latest ?? 0),
          () => `${topic}: release ${release} is unknown`,
        )
        return
      case 'withdrawn':
        check(release !== undefined && pointer?.withdrawn.releases[release], () => `${topic}: ${release} is gone`)
        counts.gone++
        return
      case 'unavailable':
        return checkUnavailable(topic, path, release)
    }
  }

  function checkUnavailable(topic: string, path: string, release?: number) {
    const pointer = pointers.get(topic)
    const failed = (key: string) => events.some((event) => event.key === key && event.outcome !== 'hit')
    if (!topics.has(topic)) {
      check(failed(CATALOG_KEY), () => `${topic}: unavailable, and the catalog was never missed`)
    } else if (!pointer) {
      check(failed(pointerKey(topic)), () => `${topic}: unavailable, and the pointer was never missed`)
    } else {
      const tried = release === undefined ? truth.listShowable(pointer).slice(0, REACH) : [release]
      for (const showable of tried) {
        check(
          isExcused(topic, showable, path),
          () => `${topic}: unavailable, and ${path} of ${showable} could be shown`,
        )
      }
    }
    counts.unavailable += release === undefined ? 1 : 0
    counts.pinnedUnavailable += release === undefined ? 0 : 1
  }

  return {
    location,
    storage,
    async read(topic, path, release) {
      events = []
      heldBefore = new Set(blobs)
      counts.reads++
      const found = await findFile(storage, topic, path, release)
      if (found.kind === 'found') await checkFound(found, path, release)
      else checkMissing(found, topic, path, release)
      return found
    },
    async readTwice(topic) {
      const request = async () => {
        const found = await findTopic(storage, topic)
        if (found.kind === 'found') checkSequence(found.pointer)
      }
      counts.reads += 2
      await Promise.all([request(), request()])
    },
  }
}
