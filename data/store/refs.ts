/** The one mutable record of each topic: read, refused where its format is unknown, and written. */
import { hashRecord } from './blobs.ts'
import { canonicalJson } from './canonical-json.ts'
import { READABLE_FORMATS, REF_PREFIX, type Ref, type RefMetadata, refKey, STORE_FORMAT } from './records.ts'
import { type IndexDatabase, type Store, StoreError } from './store.ts'

/** Where commands read and write. Without an index, lists across topics are left as they are, and two publishers at once are not noticed. */
export interface Storage {
  store: Store
  index?: IndexDatabase
}

/** The store has records of a format that this code does not write. */
export class FormatError extends StoreError {
  readonly format: number

  constructor(format: number) {
    super(
      format === 1
        ? 'this store has format 1, which has no upgrade: replace it with an empty one and publish again'
        : `this store has records of format ${format}, and this code knows ${READABLE_FORMATS.join(', ')}: update the code`,
    )
    this.format = format
  }
}

/** A key that only a store of format 1 has. */
const FORMAT_1_KEY = 'catalog'

/** By topic; a topic that was never published is absent. One bulk read. @throws FormatError */
export async function readRefs(store: Store, topics: readonly string[]): Promise<Map<string, Ref>> {
  if (topics.length === 0) return new Map()
  const values = await store.getMany([FORMAT_1_KEY, ...topics.map(refKey)])
  if (values.has(FORMAT_1_KEY)) throw new FormatError(1)
  return new Map(
    topics.flatMap((topic): [string, Ref][] => {
      const value = values.get(refKey(topic))
      return value ? [[topic, parseRef(value)]] : []
    }),
  )
}

export async function readRef(store: Store, topic: string): Promise<Ref | undefined> {
  return (await readRefs(store, [topic])).get(topic)
}

function parseRef(value: Uint8Array): Ref {
  const ref = JSON.parse(new TextDecoder().decode(value)) as Partial<Ref>
  const { format = 1 } = ref
  if (!READABLE_FORMATS.includes(format)) throw new FormatError(format)
  return ref as Ref
}

/** The topics that a listing shows: it may lag behind by a minute. */
export async function listTopics(store: Store): Promise<string[]> {
  return (await store.list(REF_PREFIX)).map(({ key }) => key.slice(REF_PREFIX.length))
}

/** The write by which readers come to see another state of a topic: one for each, in bulk. `name` is the topic's. */
export async function writeRefs(store: Store, refs: readonly { ref: Ref; name: string }[]): Promise<void> {
  const entries = refs.map(({ ref, name }) => ({
    key: refKey(ref.topic),
    value: canonicalJson(ref),
    metadata: createMetadata(ref, name),
  }))
  const [only] = entries
  // A single pair waits until the key may be written again.
  if (only && entries.length === 1) await store.put(only.key, only.value, { metadata: only.metadata })
  else if (only) await store.putMany(entries)
}

/** KV refuses metadata over 1,024 bytes. */
const MAX_NAME_BYTES = 700

function createMetadata({ format, sequence, manifest, updated }: Ref, name: string): RefMetadata {
  const fits = new TextEncoder().encode(JSON.stringify(name)).length <= MAX_NAME_BYTES
  return { format, sequence, release: manifest.release, updated, ...(fits && { name }) }
}

/** The ref after `current`: one higher, and never before it in time. What `current` named is what clients fall back to. */
export async function succeed(
  current: Ref | undefined,
  now: Date,
  next: Pick<Ref, 'topic' | 'latest' | 'manifest' | 'log' | 'tombstones'>,
): Promise<Ref> {
  return {
    format: STORE_FORMAT,
    ...next,
    sequence: (current?.sequence ?? 0) + 1,
    updated: continueTime(current, now),
    ...(current && { before: { manifest: await hashRecord(current.manifest), log: current.log } }),
  }
}

/** RFC 3339 in UTC, in whole seconds: what an HTTP date can carry. */
export function formatTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** The time for what follows `current`. Where the clock went back, time goes on from the last one: dates never fall. */
export function continueTime(current: Pick<Ref, 'updated'> | undefined, now: Date): string {
  const time = formatTime(now)
  return current && current.updated > time ? current.updated : time
}

/** Since when the clock would have to be later; absent when it is. */
export function findClockLag(current: Ref | undefined, now: Date): string | undefined {
  return current && current.updated > formatTime(now) ? current.updated : undefined
}
