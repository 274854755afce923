/**
 * Backs a store up into a folder, which is a store itself. It has the blobs that the topics name now: only new ones are copied,
 * and permanently removed ones are deleted. A damaged or rewritten topic never replaces the good copy.
 */
import { sha256Hex } from '../citations/sha256.ts'
import { readBlobs } from './blobs.ts'
import type { Fault, ReadParts } from './chain-parts.ts'
import { EMPTY_LOG, hashHead, listRemoved, readLog } from './log.ts'
import { listIndexed } from './open-index.ts'
import { BLOB_PREFIX, blobKey, canonicalJson, refKey } from './records.ts'
import { listTopics, readRef, type SignedStore, type Storage } from './refs.ts'
import type { Store } from './store.ts'
import { checkStoredChain, readStored } from './stored-chain.ts'
import { readWidgets, writeWidgets } from './widgets.ts'

export type TopicBackup = { topic: string } & (
  | { kind: 'backed-up' | 'unchanged'; sequence: number }
  /** The copy has a later state (`known`): the store lost changes, or shows an old state. */
  | { kind: 'behind'; sequence: number; known: number }
  /** The log does not continue the copy's: one of the two was rewritten. */
  | { kind: 'diverged' }
  | { kind: 'damaged'; faults: Fault[] }
)

export interface BackedUp {
  topics: TopicBackup[]
  /** Numbers of blobs that were copied, and that were deleted because nothing names them any more. */
  added: number
  deleted: number
}

/** Backs up every topic. If interrupted, the same call completes the work; repeated, it writes nothing. */
export async function backUpStore(storage: Storage, backup: Store): Promise<BackedUp> {
  const { store } = storage
  const topics = [...new Set([...(await listTopics(store)), ...(await listIndexed(storage))])].sort()
  const copy = createCopy(store, backup)
  const results: TopicBackup[] = []
  for (const topic of topics) results.push(await backUpTopic(storage, backup, topic, copy.read))
  await backUpWidgets(storage, backup, copy.read)
  return { topics: results, added: copy.count(), deleted: await deleteUnnamed(backup) }
}

async function backUpTopic(
  { store, keys = [] }: SignedStore,
  backup: Store,
  topic: string,
  read: ReadParts,
): Promise<TopicBackup> {
  // Without the keys: the check reports a wrong signature.
  const ref = await readRef({ store }, topic)
  const kept = await readRef({ store: backup }, topic)
  const sequence = ref?.sequence ?? 0
  const { faults, heads } = await checkStoredChain({ store, keys }, topic, { read })
  if (ref && faults.length > 0) return { topic, kind: 'damaged', faults }
  if (kept && kept.sequence > sequence) return { topic, kind: 'behind', sequence, known: kept.sequence }
  if (!ref) return { topic, kind: 'damaged', faults }
  const head = kept && (await hashHead(await readLog(backup, kept)))
  if (head !== undefined && !heads.includes(head)) return { topic, kind: 'diverged' }
  if (kept && canonicalJson(kept) === canonicalJson(ref)) return { topic, kind: 'unchanged', sequence }
  await backup.put(refKey(topic), canonicalJson(ref))
  return { topic, kind: 'backed-up', sequence }
}

/** Reads blobs from the backup, otherwise from the store, and copies those into the backup. */
function createCopy(store: Store, backup: Store) {
  let added = 0
  const read: ReadParts = async (parts) => {
    const known = await readBlobs(
      backup,
      parts.map(({ sha256 }) => sha256),
    )
    const found = await readStored(store)(parts.filter(({ sha256 }) => !known.has(sha256)))
    const entries = []
    for (const [sha256, value] of found)
      if ((await sha256Hex(value)) === sha256) entries.push({ key: blobKey(sha256), value })
    if (entries.length > 0) await backup.putMany(entries)
    added += entries.length
    return new Map([...known, ...found])
  }
  return { read, count: () => added }
}

/** Adds builds, and never removes one. */
async function backUpWidgets(storage: SignedStore, backup: Store, read: ReadParts): Promise<void> {
  const [current, kept] = [await readWidgets(storage), await readWidgets({ store: backup })]
  const builds = { ...kept.builds, ...current.builds }
  const missing = Object.keys(builds).filter((hash) => !(hash in kept.builds))
  await read(Object.values(builds).map((sha256) => ({ what: 'file', sha256 })))
  if (missing.length > 0) await writeWidgets({ store: backup }, builds)
}

/**
 * Deletes what no topic of the backup names any more: replaced logs, drafts, and withdrawn content. In a damaged backup, only
 * what a log marks as removed. Returns the number of deleted blobs.
 */
async function deleteUnnamed(backup: Store): Promise<number> {
  const named = new Set(Object.values((await readWidgets({ store: backup })).builds))
  const read: ReadParts = (parts) => {
    for (const { sha256 } of parts) named.add(sha256)
    return readStored(backup)(parts)
  }
  const removed = new Set<string>()
  let isWhole = true
  for (const topic of await listTopics(backup)) {
    const { faults } = await checkStoredChain({ store: backup }, topic, { read })
    if (faults.length > 0) isWhole = false
    const ref = await readRef({ store: backup }, topic)
    const log = ref && (await readBlobs(backup, [ref.log])).has(ref.log) ? await readLog(backup, ref) : EMPTY_LOG
    for (const sha256 of listRemoved(log)) removed.add(sha256)
  }
  const hashes = (await backup.list(BLOB_PREFIX)).map(({ key }) => key.slice(BLOB_PREFIX.length))
  const gone = hashes.filter((sha256) => !named.has(sha256) && (isWhole || removed.has(sha256)))
  if (gone.length > 0) await backup.deleteMany(gone.map(blobKey))
  return gone.length
}
