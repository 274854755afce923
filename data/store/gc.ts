/**
 * Deletes blobs that no topic names. Blobs to be deleted are announced in the index: a publish that is about to name one of
 * them is refused, and blobs that a publish has announced are kept. Each check is one transaction, so one of the two sees the
 * other. Announcements expire.
 */
import { hashRecord, readBlobs } from './blobs.ts'
import { beginRecent, LEASE_SECONDS, listRecentBlobs } from './claims.ts'
import { findManifests } from './log.ts'
import { listIndexed } from './open-index.ts'
import { BLOB_PREFIX, type BlobMetadata, blobKey, FALLBACK_MS, type Log, type Manifest, type Ref } from './records.ts'
import { listTopics, readRefs, type Storage } from './refs.ts'
import { inBatches, type Store, StoreError } from './store.ts'
import { readWidgets } from './widgets.ts'

const HOUR_MS = 3_600_000
/** A publish names its blobs within minutes; older unnamed ones were left by a publish that never finished. */
const MIN_AGE_MS = 24 * HOUR_MS
/** Number of topics whose refs, logs and manifests are in memory together. */
const TOPICS_AT_ONCE = 100

export interface Collected {
  deleted: number
  kept: number
}

/**
 * Deletes blobs that nothing names and that are older than a day. With `isDryRun`, only counts them. Blobs are listed before
 * the refs are read, so that blobs that a publish names meanwhile do not count as garbage. A listing may show a rewritten blob
 * as old.
 *
 * @throws StoreError if a log or a manifest cannot be read: nothing is deleted then
 */
export async function collectGarbage(
  storage: Storage,
  { now, isDryRun = false }: { now: Date; isDryRun?: boolean },
): Promise<Collected> {
  const { store } = storage
  const blobs = await store.list(BLOB_PREFIX)
  const named = await listNamed(storage, { now, isStrict: true })
  const garbage = blobs.filter(({ key, metadata }) => {
    const { written } = (metadata ?? {}) as Partial<BlobMetadata>
    const isOld = written !== undefined && now.getTime() - Date.parse(written) > MIN_AGE_MS
    return isOld && !named.has(key.slice(BLOB_PREFIX.length))
  })
  const hashes = garbage.map(({ key }) => key.slice(BLOB_PREFIX.length))
  const deleted = isDryRun
    ? hashes.length
    : await deleteUnclaimed(storage, { hashes, now }, (unclaimed) => store.deleteMany(unclaimed.map(blobKey)))
  return { deleted, kept: blobs.length - deleted }
}

/**
 * Immediately deletes what was permanently removed, and what an interrupted publish of the topic left, unless something else
 * names it: two topics may have the same file. `current` is the topic's ref that was just written.
 */
export async function deleteRemoved(
  storage: Storage,
  { current, removed, now }: { current: Ref; removed: ReadonlySet<string>; now: Date },
): Promise<number> {
  const { store } = storage
  const left = (await store.list(BLOB_PREFIX)).filter(
    ({ metadata }) => (metadata as Partial<BlobMetadata> | undefined)?.topic === current.topic,
  )
  const named = await listNamed(storage, { now, own: current, isStrict: false })
  const recent = await listRecentBlobs(storage, now, current.topic)
  const own = new Set([...removed, ...recent, ...left.map(({ key }) => key.slice(BLOB_PREFIX.length))])
  const hashes = [...own].filter((sha256) => !named.has(sha256))
  return deleteUnclaimed(storage, { hashes, topic: current.topic, now }, (gone) => store.deleteMany(gone.map(blobKey)))
}

interface NamingOptions {
  now: Date
  /** Used instead of the stored ref of its topic. */
  own?: Ref
  /** Whether an unreadable record is an error. One of another topic must not prevent the deletion of withdrawn content. */
  isStrict: boolean
}

/** Returns all hashes that are named. The index knows topics that a listing does not show yet. */
async function listNamed(storage: Storage, { own, ...options }: NamingOptions): Promise<Set<string>> {
  const { store } = storage
  // Unless `isStrict`, also keeps what an unsigned ref names.
  const signed = options.isStrict ? storage : { store }
  const topics = new Set([...(await listTopics(store)), ...(await listIndexed(storage))])
  if (own) topics.delete(own.topic)
  const named = new Set(Object.values((await readWidgets(signed)).builds))
  const add = async (refs: Ref[]) => {
    for (const sha256 of await listNamedBy(store, refs, options)) named.add(sha256)
  }
  if (own) await add([own])
  for (const batch of inBatches([...topics], TOPICS_AT_ONCE)) await add([...(await readRefs(signed, batch)).values()])
  return named
}

async function listNamedBy(store: Store, refs: Ref[], { now, isStrict }: NamingOptions): Promise<string[]> {
  const isLate = ({ updated }: Ref) => now.getTime() - Date.parse(updated) >= FALLBACK_MS
  const before = refs.flatMap((ref) => (ref.before && !isLate(ref) ? [ref.before] : []))
  const logHashes = refs.map(({ log }) => log)
  const logs = await readRecords<Log>(store, logHashes, isStrict)
  const hashes = [...logs.flatMap((log) => [...findManifests(log).values()]), ...before.map(({ manifest }) => manifest)]
  const manifests = await readRecords<Manifest>(store, hashes, isStrict)
  const current = refs.map(({ manifest }) => manifest)
  return [
    ...logHashes,
    ...before.map(({ log }) => log),
    ...hashes,
    ...(await Promise.all(current.map(hashRecord))),
    ...[...manifests, ...current].flatMap(({ files }) => Object.values(files).map(({ sha256 }) => sha256)),
  ]
}

async function readRecords<Value>(store: Store, hashes: string[], isStrict: boolean): Promise<Value[]> {
  const blobs = await readBlobs(store, hashes)
  const lost = hashes.find((sha256) => !blobs.has(sha256))
  if (isStrict && lost) throw new StoreError(`${blobKey(lost)} is named and cannot be read; nothing was deleted`)
  return [...blobs.values()].map((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Value)
}

/** So many hashes fit into a parameter of 1 MB. */
const HASHES_AT_ONCE = 10_000

const FORGET_LAPSED = `DELETE FROM deletions WHERE began <= unixepoch() - ${LEASE_SECONDS}`
const ALLOWED = `SELECT value FROM json_each(?1)
WHERE value NOT IN (SELECT sha256 FROM recent_blobs WHERE written >= ?2 AND topic <> ?3)`
const ANNOUNCE = `INSERT OR REPLACE INTO deletions (sha256, began) SELECT value, unixepoch() FROM (${ALLOWED})`
const WITHDRAW = 'DELETE FROM deletions WHERE sha256 IN (SELECT value FROM json_each(?))'

/**
 * Deletes, by `run`, the hashes that no publish is about to name; what `topic` itself was about to name is deleted too. Returns
 * the number of deleted hashes.
 */
async function deleteUnclaimed(
  { index }: Storage,
  { hashes, topic = '', now }: { hashes: readonly string[]; topic?: string; now: Date },
  run: (hashes: string[]) => Promise<void>,
): Promise<number> {
  let deleted = 0
  for (const batch of inBatches(hashes, HASHES_AT_ONCE)) {
    if (!index) {
      await run(batch)
      deleted += batch.length
      continue
    }
    const params = [JSON.stringify(batch), beginRecent(now), topic]
    const results = await index.batch([{ sql: FORGET_LAPSED }, { sql: ANNOUNCE, params }, { sql: ALLOWED, params }])
    const allowed = (results.at(-1) ?? []).map(({ value }) => String(value))
    if (allowed.length === 0) continue
    await run(allowed)
    await index.batch([{ sql: WITHDRAW, params: [JSON.stringify(allowed)] }])
    deleted += allowed.length
  }
  return deleted
}
