/** Reads and writes the only mutable record of each topic. Refuses unknown formats. */
import { hashRecord } from './blobs.ts'
import {
  canonicalJson,
  READABLE_FORMATS,
  REF_PREFIX,
  type Ref,
  type RefMetadata,
  refKey,
  STORE_FORMAT,
} from './records.ts'
import { isSigned, type Signer, sign } from './signature.ts'
import { type IndexDatabase, type Store, StoreError } from './store.ts'

/** Where commands read and write. Without an index, lists across topics are not updated, nor concurrent publishers detected. */
export interface Storage {
  store: Store
  index?: IndexDatabase
  /** A lock is held, so nobody else can be writing: an existing claim counts as abandoned. */
  isExclusive?: boolean
  /** The public keys of publishers. Empty if nothing is signed. */
  keys?: readonly string[]
  signer?: Signer
}

/** A store whose records must be signed. */
export type SignedStore = Pick<Storage, 'store' | 'keys'>

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

/** A record is not signed by a publisher. It is not updated, because that would sign a forgery. */
export class UnsignedError extends StoreError {
  constructor(key: string) {
    super(
      `${key} is not signed by a key of PUBLISHER_KEYS. If signing is new here, run sign --unsigned; otherwise somebody else wrote it: see “A token was stolen” in worker/README.md`,
    )
  }
}

/** A key that only a store of format 1 has. */
const FORMAT_1_KEY = 'catalog'

/**
 * Reads refs by topic, in one bulk read. A topic that was never published is absent.
 *
 * @throws FormatError, and UnsignedError if refs are signed and one is not
 */
export async function readRefs(
  { store, keys = [] }: SignedStore,
  topics: readonly string[],
): Promise<Map<string, Ref>> {
  if (topics.length === 0) return new Map()
  const values = await store.getMany([FORMAT_1_KEY, ...topics.map(refKey)])
  if (values.has(FORMAT_1_KEY)) throw new FormatError(1)
  const refs = new Map<string, Ref>()
  for (const topic of topics) {
    const value = values.get(refKey(topic))
    if (value) refs.set(topic, await parseRef(value, topic, keys))
  }
  return refs
}

/** Reads the ref of a topic; undefined if it was never published. @throws as `readRefs` */
export async function readRef(storage: SignedStore, topic: string): Promise<Ref | undefined> {
  return (await readRefs(storage, [topic])).get(topic)
}

async function parseRef(value: Uint8Array, topic: string, keys: readonly string[]): Promise<Ref> {
  const ref = JSON.parse(new TextDecoder().decode(value))
  const { format = 1 } = ref as Partial<Ref>
  if (!READABLE_FORMATS.includes(format)) throw new FormatError(format)
  if (keys.length > 0 && !(ref.topic === topic && (await isSigned(ref, keys)))) throw new UnsignedError(refKey(topic))
  return ref
}

/** Lists topics. A listing may lag by a minute. */
export async function listTopics(store: Store): Promise<string[]> {
  return (await store.list(REF_PREFIX)).map(({ key }) => key.slice(REF_PREFIX.length))
}

/**
 * Signs and writes refs in bulk: the write that changes what readers see. `name` is the topic's.
 *
 * @throws StoreError if refs are signed and the key is missing
 */
export async function writeRefs(
  { store, ...trust }: Storage,
  refs: readonly { ref: Ref; name: string }[],
): Promise<void> {
  const entries = await Promise.all(
    refs.map(async ({ ref, name }) => ({
      key: refKey(ref.topic),
      value: canonicalJson(await seal(ref, trust)),
      metadata: createMetadata(ref, name),
    })),
  )
  const [only] = entries
  // `put` waits until the key may be written again.
  if (only && entries.length === 1) await store.put(only.key, only.value, { metadata: only.metadata })
  else if (only) await store.putMany(entries)
}

/** Returns the record to store: signed, or without the signature of the record before. */
export async function seal<Record extends Pick<Ref, 'signature'>>(
  record: Record,
  { keys = [], signer }: Pick<Storage, 'keys' | 'signer'>,
): Promise<Omit<Record, 'signature'>> {
  if (signer) return sign(record, signer)
  if (keys.length > 0) throw new StoreError(KEY_MISSING)
  const { signature: _, ...unsigned } = record
  return unsigned
}

export const KEY_MISSING =
  'releases here are signed (PUBLISHER_KEYS): name the key file with --key FILE or in the variable FACT_BOX_KEY'

/** KV refuses metadata over 1,024 bytes. */
const MAX_NAME_BYTES = 700

function createMetadata({ format, sequence, manifest, updated }: Ref, name: string): RefMetadata {
  const fits = new TextEncoder().encode(JSON.stringify(name)).length <= MAX_NAME_BYTES
  return { format, sequence, release: manifest.release, updated, ...(fits && { name }) }
}

/** Returns the ref after `current`: its `sequence` is higher by 1, its time is not earlier, and its `before` names `current`. */
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

/** Returns RFC 3339 in UTC, in whole seconds, the precision of HTTP dates. */
export function formatTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** Returns the time for the ref after `current`: the clock's, but never earlier than `current`. */
export function continueTime(current: Pick<Ref, 'updated'> | undefined, now: Date): string {
  const time = formatTime(now)
  return current && current.updated > time ? current.updated : time
}

/** Returns the time of `current` if the clock is behind it. */
export function findClockLag(current: Ref | undefined, now: Date): string | undefined {
  return current && current.updated > formatTime(now) ? current.updated : undefined
}
