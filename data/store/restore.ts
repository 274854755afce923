/**
 * Restores a store from its backup: lost topics, older states, missing blobs. Never lowers a `sequence`, never overwrites a
 * state that the backup does not know, and keeps withdrawn what was withdrawn since the backup.
 */
import { type Blob, findMissing, readBlobs, writeBlobs } from './blobs.ts'
import type { ChainPart, Fault, ReadParts } from './chain-parts.ts'
import { claimTopic } from './claims.ts'
import { hasEntry, hashHead, readLog } from './log.ts'
import { readIndexed } from './open-index.ts'
import type { Ref, Tombstones } from './records.ts'
import { continueTime, formatTime, listTopics, readRef, type Storage, UnsignedError } from './refs.ts'
import { readReleases } from './release.ts'
import type { Store } from './store.ts'
import { checkStoredChain, readStored } from './stored-chain.ts'
import type { Refusal } from './tombstones.ts'
import { writeTopic } from './topic-state.ts'
import { readWidgets, writeWidgets } from './widgets.ts'
import { updateIndex } from './write-index.ts'

export type TopicRestore = { topic: string } /** `blobs`: number that were missing. */ & (
  | { kind: 'restored' | 'repaired' | 'unchanged'; sequence: number; blobs: number }
  /** The index knows a later change than the backup: what was lost may have been a withdrawal. Needs `acceptsLoss`. */
  | { kind: 'incomplete'; sequence: number; indexed: number }
  /** Neither log continues the other. Nothing was changed. */
  | { kind: 'diverged' }
  /** The backup itself is damaged. Nothing was changed. */
  | { kind: 'damaged'; faults: Fault[] }
  | ({ kind: 'refused' } & Refusal)
)

export interface RestoreOptions {
  now: Date
  /** Restore a topic even if changes after its backup are lost. */
  acceptsLoss?: boolean
}

/** Restores every topic. If interrupted, the same call completes the work; repeated, it writes nothing. */
export async function restoreStore(storage: Storage, backup: Store, options: RestoreOptions): Promise<TopicRestore[]> {
  const results: TopicRestore[] = []
  for (const topic of await listTopics(backup)) results.push(await restoreTopic(storage, backup, topic, options))
  await restoreWidgets(storage, backup, options.now)
  return results
}

async function restoreTopic(
  storage: Storage,
  backup: Store,
  topic: string,
  options: RestoreOptions,
): Promise<TopicRestore> {
  // Signatures are not checked: the backup is the operator's own, and restored refs are signed again.
  const kept = await readRef({ store: backup }, topic)
  const parts: ChainPart[] = []
  const { faults, heads } = await checkStoredChain({ store: backup }, topic, { read: notePartsOf(backup, parts) })
  if (!kept || faults.length > 0) return { topic, kind: 'damaged', faults }
  const { store } = storage
  const current = await orNothing(readRef(storage, topic))
  const head = current && (await readHead(store, current, kept))
  const log = await readLog(backup, kept)
  const keptHead = await hashHead(log)
  const isAhead =
    current &&
    current.log !== kept.log &&
    keptHead !== undefined &&
    (await goesOnFrom(storage.store, current, keptHead))
  if (current && (current.log === kept.log || isAhead)) return repairTopic(storage, backup, current, options)
  if (current && head !== undefined && !heads.includes(head)) return { topic, kind: 'diverged' }
  return writeKept(storage, backup, { kept, current, parts }, options)
}

/** Treats a record that no publisher signed as lost. */
async function orNothing<Value>(read: Promise<Value>): Promise<Value | undefined> {
  try {
    return await read
  } catch (error) {
    if (error instanceof UnsignedError) return undefined
    throw error
  }
}

/** Returns the hash of the last entry; undefined if the log is lost, or the backup has the same one. */
async function readHead(store: Store, current: Ref, kept: Ref): Promise<string | undefined> {
  if (current.log === kept.log || !(await readBlobs(store, [current.log])).has(current.log)) return undefined
  return hashHead(await readLog(store, current))
}

async function goesOnFrom(store: Store, current: Ref, head: string): Promise<boolean> {
  const isThere = (await readBlobs(store, [current.log])).has(current.log)
  return isThere && hasEntry(await readLog(store, current), head)
}

/** Keeps the state, and restores its missing blobs from the backup. */
async function repairTopic(
  storage: Storage,
  backup: Store,
  current: Ref,
  { now }: RestoreOptions,
): Promise<TopicRestore> {
  const { topic, sequence } = current
  const blobs = await restoreBlobs(storage.store, backup, topic, now)
  const seen = (await readIndexed(storage, [topic])).get(topic)
  if ((seen?.sequence ?? 0) <= sequence) await updateIndex(storage, [{ next: current, seen }])
  return { topic, kind: blobs > 0 ? 'repaired' : 'unchanged', sequence, blobs }
}

/** Writes missing blobs of a topic from the backup, if it has them. Returns their number. */
async function restoreBlobs(store: Store, backup: Store, topic: string, now: Date): Promise<number> {
  let restored = 0
  // The log names manifests, which name files: each restored blob may show that others are missing.
  for (;;) {
    const { faults } = await checkStoredChain({ store }, topic)
    const lost = faults.flatMap(({ part }) => (part ? [part] : []))
    const found = await readBlobs(
      backup,
      lost.map(({ sha256 }) => sha256),
    )
    const blobs = lost.flatMap((part) => toBlob(part, found, topic))
    if (blobs.length === 0) return restored
    await writeBlobs(store, blobs, formatTime(now))
    restored += blobs.length
  }
}

interface Kept {
  kept: Ref
  current: Ref | undefined
  parts: ChainPart[]
}

async function writeKept(
  storage: Storage,
  backup: Store,
  { kept, current, parts }: Kept,
  { now, acceptsLoss = false }: RestoreOptions,
): Promise<TopicRestore> {
  const { topic } = kept
  const { store } = storage
  const seen = (await readIndexed(storage, [topic])).get(topic)
  const indexed = seen?.sequence ?? 0
  const known = Math.max(indexed, current?.sequence ?? 0)
  if (indexed > kept.sequence && !acceptsLoss) return { topic, kind: 'incomplete', sequence: kept.sequence, indexed }
  const { before: _, ...rest } = kept
  const sequence = Math.max(kept.sequence, known + 1)
  const next: Ref = {
    ...rest,
    sequence,
    ...(sequence > kept.sequence && { updated: continueTime(kept, now) }),
    tombstones: mergeTombstones(kept.tombstones, current?.tombstones),
  }
  const claim = await claimTopic(storage, { topic, token: `restore ${kept.log}`, sequence, at: next.updated })
  if (claim.kind === 'refused') return { topic, ...claim }
  const found = await readBlobs(
    backup,
    parts.map(({ sha256 }) => sha256),
  )
  const blobs = parts.flatMap((part) => toBlob(part, found, topic))
  const missing = await findMissing(store, blobs)
  await writeBlobs(store, missing, formatTime(now))
  const content = (await readReleases(backup, [next.manifest]))(next.manifest)
  await writeTopic(storage, { current: next, log: await readLog(backup, kept), seen }, claim, next, content)
  return { topic, kind: 'restored', sequence, blobs: missing.length }
}

/** Merges tombstones: what is withdrawn in either stays withdrawn. */
function mergeTombstones(kept: Tombstones, current: Tombstones | undefined): Tombstones {
  const items = Object.entries(current?.items ?? {}).filter(([, { kind }]) => kind === 'withdrawn')
  const releases = Object.entries(current?.releases ?? {}).filter(([, { kind }]) => kind === 'withdrawn')
  return {
    items: { ...kept.items, ...Object.fromEntries(items) },
    releases: { ...kept.releases, ...Object.fromEntries(releases) },
  }
}

async function restoreWidgets(storage: Storage, backup: Store, now: Date): Promise<void> {
  const { store } = storage
  const current = (await orNothing(readWidgets(storage))) ?? { builds: {} }
  const kept = await readWidgets({ store: backup })
  const builds = { ...kept.builds, ...current.builds }
  const found = await readBlobs(backup, Object.values(kept.builds))
  const missing = await findMissing(
    store,
    [...found].map(([sha256, bytes]): Blob => ({ sha256, bytes })),
  )
  if (missing.length > 0) await writeBlobs(store, missing, formatTime(now))
  const isNew = Object.keys(builds).some((hash) => !(hash in current.builds))
  if (isNew) await writeWidgets(storage, builds)
}

function notePartsOf(store: Store, noted: ChainPart[]): ReadParts {
  return async (parts) => {
    noted.push(...parts)
    return readStored(store)(parts)
  }
}

function toBlob({ sha256, what }: ChainPart, found: ReadonlyMap<string, Uint8Array>, topic: string): Blob[] {
  const bytes = found.get(sha256)
  return bytes ? [{ sha256, bytes, ...(what !== 'log' && { topic }) }] : []
}
