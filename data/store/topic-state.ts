/** The state of a topic before and after a command: the ref, its log, and the ref that the index has rows of. */
import type { Previous } from '../build/index.ts'
import type { Blob } from './blobs.ts'
import { type Claim, renewClaims } from './claims.ts'
import type { IndexedRef } from './index-tables.ts'
import { readLog } from './log.ts'
import { readIndexed } from './open-index.ts'
import type { Log, Ref } from './records.ts'
import { readRef, type Storage, writeRefs } from './refs.ts'
import { StoreError } from './store.ts'
import { type Refusal, refuseMoved } from './tombstones.ts'
import { updateIndex } from './write-index.ts'

export interface TopicState {
  current: Ref
  log: Log
  /** The ref that the index has rows of. */
  seen: IndexedRef | undefined
}

export type TopicReading = ({ kind: 'read' } & TopicState) | { kind: 'unknown-topic' } | ({ kind: 'refused' } & Refusal)

/** Reads the state of a topic. `known` is the highest sequence that the caller knows: an older state is refused. */
export async function readTopic(storage: Storage, topic: string, known = 0): Promise<TopicReading> {
  const current = await readRef(storage, topic)
  const sequence = current?.sequence ?? 0
  if (sequence < known) return { kind: 'refused', reason: 'store-behind', sequence, known }
  const seen = (await readIndexed(storage, [topic])).get(topic)
  const moved = refuseMoved(current, seen)
  if (moved) return { kind: 'refused', ...moved }
  if (!current) return { kind: 'unknown-topic' }
  return { kind: 'read', current, seen, log: await readLog(storage.store, current) }
}

/**
 * Renews `claim`, writes the ref, which changes what readers see, then the index.
 *
 * @throws StoreError if somebody else is changing the topic: nothing is written then
 */
export async function writeTopic(
  storage: Storage,
  { seen }: TopicState,
  claim: Claim,
  next: Ref,
  content: Previous,
): Promise<void> {
  await holdClaim(storage, claim)
  await writeRefs(storage, [{ ref: next, name: content.topic.name }])
  await updateIndex(storage, [{ next, seen, content }])
}

/** Renews the claim before a write. @throws StoreError if somebody else has taken it */
export async function holdClaim(storage: Storage, claim: Claim, blobs: readonly Blob[] = []): Promise<void> {
  const { topic } = claim
  const [refusal] = (await renewClaims(storage, [claim], [{ blobs }])).values()
  if (refusal)
    throw new StoreError(`${topic}: somebody else is changing it at the same moment; run again in three minutes`)
}
