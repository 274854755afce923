/**
 * What KV gave to one isolate, for judging its answers. A release is *held* when KV once gave this isolate its manifest, and
 * a file when it gave its bytes, whole.
 */
import {
  BLOB_PREFIX,
  blobKey,
  CATALOG_KEY,
  type Manifest,
  POINTER_PREFIX,
  type Pointer,
  RELEASE_PREFIX,
  releaseKey,
} from '../../data/releases/records.ts'
import type { FakeKv } from './fake-kv.ts'
import type { ReadEvent } from './faulty-reader.ts'
import { check, type GroundTruth } from './ground-truth.ts'

export interface Witness {
  observe(event: ReadEvent): void
  /** Forgets what was read, but for what is held since. */
  beginRequest(): void
  /** What was read since then. */
  events(): readonly ReadEvent[]
  hasSeenTopic(topic: string): boolean
  /** The newest that KV ever gave. */
  pointer(topic: string): Pointer | undefined
  /** Whether KV was asked for the key and did not give it whole. */
  hasMissed(key: string): boolean
  /** Whether this request found that the release could not be shown here. */
  isExcused(topic: string, release: number, path: string): boolean
}

export function createWitness(kv: FakeKv, truth: GroundTruth): Witness {
  const topics = new Set<string>()
  const pointers = new Map<string, Pointer>()
  const manifests = new Map<string, Manifest>()
  const blobs = new Set<string>()
  let heldBefore = new Set<string>()
  let events: ReadEvent[] = []

  /** A publish that was stopped may have left another manifest under the number; that is never shown. */
  function hold(manifest: Manifest) {
    const published = truth.manifest(manifest.topic, manifest.release)
    if (published && JSON.stringify(published) === JSON.stringify(manifest)) {
      manifests.set(`${manifest.topic}/${manifest.release}`, manifest)
    }
  }

  return {
    observe(event) {
      const { key, outcome, value = '' } = event
      check(key === CATALOG_KEY || kv.wasWritten(key), () => `KV was asked for ${key}, which nobody ever wrote`)
      events.push(event)
      if (!isWhole(event)) return
      if (key === CATALOG_KEY) for (const topic of Object.keys(JSON.parse(value).topics)) topics.add(topic)
      if (key.startsWith(BLOB_PREFIX) && outcome === 'hit') blobs.add(key)
      if (key.startsWith(RELEASE_PREFIX)) hold(JSON.parse(value) as Manifest)
      if (key.startsWith(POINTER_PREFIX)) {
        const pointer = JSON.parse(value) as Pointer
        if (pointer.sequence > (pointers.get(pointer.row.id)?.sequence ?? 0)) pointers.set(pointer.row.id, pointer)
        hold(pointer.manifest)
      }
    },
    beginRequest() {
      events = []
      heldBefore = new Set(blobs)
    },
    events: () => events,
    hasSeenTopic: (topic) => topics.has(topic),
    pointer: (topic) => pointers.get(topic),
    hasMissed: (key) => events.some((event) => event.key === key && !isWhole(event)),
    isExcused(topic, release, path) {
      const manifest = manifests.get(`${topic}/${release}`)
      if (!manifest) return events.some(({ key }) => key === releaseKey(topic, release))
      const blob = blobKey(manifest.files[path]?.sha256 ?? '')
      // A blob that several releases share may come spoilt for the newest and whole for the next.
      return !heldBefore.has(blob) && events.some(({ key, outcome }) => key === blob && outcome !== 'hit')
    },
  }
}

/** A state from before is as whole as the newest. */
function isWhole({ outcome }: ReadEvent): boolean {
  return outcome === 'hit' || outcome === 'stale'
}
