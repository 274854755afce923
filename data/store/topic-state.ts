/** A topic as a command finds it, and as it leaves it: one ref, its log, and which ref the index has rows of. */
import type { Topic } from '../wire.ts'
import type { IndexedRef } from './index-rows.ts'
import { readLog } from './log.ts'
import type { Log, Ref } from './records.ts'
import { readRef, type Storage, writeRefs } from './refs.ts'
import { type Refusal, refuseMoved } from './refusals.ts'
import { StoreError } from './store.ts'
import { readIndexed, updateIndex } from './write-index.ts'

export interface TopicState {
  current: Ref
  log: Log
  /** Which ref the index has rows of. */
  seen: IndexedRef | undefined
}

export type TopicReading = ({ kind: 'read' } & TopicState) | { kind: 'unknown-topic' } | ({ kind: 'refused' } & Refusal)

/** `sequence` is the highest that whoever asks knows: an older state is refused. */
export async function readTopic(storage: Storage, topic: string, known = 0): Promise<TopicReading> {
  const current = await readRef(storage.store, topic)
  const sequence = current?.sequence ?? 0
  if (sequence < known) return { kind: 'refused', reason: 'store-behind', sequence, known }
  const seen = (await readIndexed(storage, [topic])).get(topic)
  const moved = refuseMoved(current, seen)
  if (moved) return { kind: 'refused', ...moved }
  if (!current) return { kind: 'unknown-topic' }
  return { kind: 'read', current, seen, log: await readLog(storage.store, current) }
}

/** The one write that readers notice, then the index. @throws StoreError when somebody else changed the topic meanwhile */
export async function writeTopic(storage: Storage, { seen }: TopicState, next: Ref, content: Topic): Promise<void> {
  await writeRefs(storage.store, [{ ref: next, name: content.name }])
  const [lost] = await updateIndex(storage, [{ next, seen, content }])
  if (lost)
    throw new StoreError(`${next.topic}: somebody else changed it at the same moment; look at releases, then run again`)
}
