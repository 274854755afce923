/**
 * Publishes topics, in an order that never shows readers half a release: takes a claim on each topic, so that nobody else
 * changes it; writes blobs in bulk, reads them back and hashes them; writes the refs, which publishes; writes the index. If
 * interrupted, readers get the old release or the new one, and the same call completes the work. The cost of a topic does not
 * depend on the number of others: nothing is listed, and no other topic is read. The clock is passed in.
 */
import type { Authored } from '../schema/authored.ts'
import { writeBlobs } from './blobs.ts'
import { renewClaims } from './claims.ts'
import { hashHead, readLogs } from './log.ts'
import { type Candidate, type Changed, type Kept, type PublishOptions, planTopics, type Submission } from './plan.ts'
import type { Log } from './records.ts'
import { findClockLag, formatTime, type Storage, writeRefs } from './refs.ts'
import type { Store } from './store.ts'
import type { Refusal } from './tombstones.ts'
import { updateIndex } from './write-index.ts'

export type { PublishOptions, Submission } from './plan.ts'
export type { Refusal } from './tombstones.ts'

export type Published = PublishedRelease | ({ kind: 'refused'; topic: string } & Refusal)

export interface PublishedRelease {
  kind: 'published' | 'unchanged' | 'draft'
  topic: string
  release: number
  sequence: number
  /** The hash of the log's last entry. Absent if there is none, or if `sequence` was already known. */
  head?: string
  /** Number of keys written. */
  writes: number
  /** The time of the previous change, if the clock is behind it: new times continue from there. */
  clockLag?: string
}

/** Publishes one topic. */
export async function publishTopic(
  storage: Storage,
  authored: Authored,
  { onto, ...options }: PublishOptions & Pick<Submission, 'onto'>,
): Promise<Published> {
  const [published] = await publishTopics(storage, [{ authored, onto }], options)
  return published as Published
}

/**
 * Publishes topics, each only over the state that its submission knows. Returns one result per submission, in order.
 *
 * @throws StoreError if the store or the index fails, or a blob does not read back as it was written
 */
export async function publishTopics(
  storage: Storage,
  submissions: readonly Submission[],
  options: PublishOptions,
): Promise<Published[]> {
  const { store } = storage
  const plans = await planTopics(storage, submissions, options)
  const changed = plans.filter((plan) => plan.kind !== 'refused' && plan.kind !== 'kept')
  const kept = plans.filter((plan) => plan.kind === 'kept')
  const overtaken = await renewClaims(
    storage,
    changed.map(({ claim }) => claim),
    changed,
  )
  const isReady = ({ topic }: Candidate) => !overtaken.has(topic)
  const claimed = changed.filter(isReady)
  const known = claimed.flatMap(({ current }) => Object.values(current?.manifest.files ?? {}))
  const written = await writeBlobs(
    store,
    [...claimed, ...kept].flatMap(({ blobs }) => blobs),
    formatTime(options.now),
    new Set(known.map(({ sha256 }) => sha256)),
  )

  const late = await renewClaims(
    storage,
    claimed.map(({ claim }) => claim),
  )
  for (const [topic, refusal] of late) overtaken.set(topic, refusal)
  const ready = claimed.filter(isReady)
  await writeRefs(
    storage,
    ready.map(({ next, content }) => ({ ref: next, name: content.topic.name })),
  )
  for (const { topic, sequence } of await updateIndex(storage, [...ready, ...kept])) {
    overtaken.set(topic, { reason: 'moved-on', sequence, indexed: sequence })
  }

  const logs = await readUnknownLogs(store, kept)
  return Promise.all(
    plans.map(async (plan): Promise<Published> => {
      const { topic } = plan
      const refusal = plan.kind === 'refused' ? plan.refusal : overtaken.get(topic)
      if (plan.kind === 'refused' || refusal) return { kind: 'refused', topic, ...(refusal as Refusal) }
      const log = plan.kind === 'kept' ? logs.get(topic) : plan.log
      return report(plan, log, written, options.now)
    }),
  )
}

/** Reads the logs of topics whose sequence the publisher does not know; if it knows it, it also knows the log's head. */
function readUnknownLogs(store: Store, kept: readonly (Candidate & Kept)[]): Promise<Map<string, Log>> {
  const isUnknown = ({ sequence, next }: Candidate & Kept) => sequence !== undefined && sequence !== next.sequence
  return readLogs(
    store,
    kept.filter(isUnknown).map(({ next }) => next),
  )
}

async function report(
  plan: Candidate & (Kept | Changed),
  log: Log | undefined,
  written: ReadonlySet<string>,
  now: Date,
): Promise<PublishedRelease> {
  const { topic, current, next, blobs } = plan
  const isDraft = next.manifest.draft === true
  const head = log && (await hashHead(log))
  const clockLag = plan.kind === 'kept' ? undefined : findClockLag(current, now)
  const writes = new Set(blobs.map(({ sha256 }) => sha256)).intersection(written).size
  return {
    kind: isDraft ? 'draft' : plan.kind === 'published' ? 'published' : 'unchanged',
    topic,
    release: next.manifest.release,
    sequence: next.sequence,
    ...(head !== undefined && { head }),
    writes: writes + (plan.kind === 'kept' ? 0 : 1),
    ...(clockLag !== undefined && { clockLag }),
  }
}
