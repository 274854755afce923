/**
 * Records what KV gave to one isolate, to check its responses. A manifest, a log or a file is *held* when KV once gave this isolate
 * its exact bytes.
 */
import { BLOB_PREFIX, blobKey, REF_PREFIX, type Ref, refKey } from '../../data/store/records.ts'
import type { FakeKv } from './fake-kv.ts'
import type { ReadEvent } from './faulty-reader.ts'
import { check, sha256Of } from './ground-truth.ts'

export interface Observations {
  observe(event: ReadEvent): void
  /** Starts a request: earlier reads now count as held, later ones as reads of this request. */
  beginRequest(): void
  /** Lists the reads of this request. */
  events(): readonly ReadEvent[]
  /** Returns the newest ref that KV ever gave. */
  ref(topic: string): Ref | undefined
  /** Whether this request read the ref and did not get a valid one. */
  hasMissedRef(topic: string): boolean
  /** Whether this request read the blob, did not get its exact bytes, and did not hold it before. */
  hasMissedBlob(sha256: string): boolean
  /** Returns when this isolate last read the ref and KV had none; absent when that never happened. */
  refMissedAt(topic: string): number | undefined
  /** Returns when a request of this isolate last failed to get the blob. */
  blobMissedAt(sha256: string): number | undefined
}

export function createObservations(kv: FakeKv, now: () => number): Observations {
  const refs = new Map<string, Ref>()
  const missedAt = new Map<string, number>()
  const held = new Set<string>()
  let heldBefore = new Set<string>()
  let events: ReadEvent[] = []

  return {
    observe(event) {
      const { key, value } = event
      check(
        !key.startsWith(BLOB_PREFIX) || kv.wasWritten(key),
        () => `a Worker asked for ${key}, which was never written: the miss is cached`,
      )
      events.push(event)
      if (!isExact(event) || !value) return void missedAt.set(key, now())
      if (key.startsWith(BLOB_PREFIX)) held.add(key)
      if (!key.startsWith(REF_PREFIX)) return
      const ref = JSON.parse(new TextDecoder().decode(value)) as Ref
      if (ref.sequence > (refs.get(ref.topic)?.sequence ?? 0)) refs.set(ref.topic, ref)
    },
    beginRequest() {
      events = []
      heldBefore = new Set(held)
    },
    events: () => events,
    ref: (topic) => refs.get(topic),
    hasMissedRef: (topic) => events.some((event) => event.key === refKey(topic) && !isExact(event)),
    hasMissedBlob(sha256) {
      const key = blobKey(sha256)
      return !heldBefore.has(key) && events.some((event) => event.key === key && !isExact(event))
    },
    refMissedAt: (topic) => missedAt.get(refKey(topic)),
    blobMissedAt: (sha256) => missedAt.get(blobKey(sha256)),
  }
}

/** Returns whether a read is correct: an earlier state of a ref is as valid as the newest; a blob must have its hash. */
function isExact({ key, outcome, value }: ReadEvent): boolean {
  if (outcome !== 'hit' && outcome !== 'stale') return false
  return !key.startsWith(BLOB_PREFIX) || (value !== undefined && sha256Of(value) === key.slice(BLOB_PREFIX.length))
}
