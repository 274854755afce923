/**
 * Checks every ref, log, manifest, file, build of the widget and row of the index; with `repair`, repairs what it can. A file
 * is only replaced by bytes of the same hash; `latest`, hashes and logs never change.
 */
import type { Authored } from '../schema/authored.ts'
import { type Blob, createBlob, readBlobs, writeBlobs } from './blobs.ts'
import { type ChainPart, isLog } from './chain-parts.ts'
import { createLogBlob } from './log.ts'
import { listIndexed, readIndexed } from './open-index.ts'
import { canonicalJson, type Ref } from './records.ts'
import { formatTime, listTopics, readRef, type SignedStore, type Storage, UnsignedError } from './refs.ts'
import { findWrongTables, rewriteRows } from './reindex.ts'
import { type Builder, PLAIN_BUILDER } from './release.ts'
import { buildAgain } from './repair.ts'
import { type Store, StoreError } from './store.ts'
import { checkStoredChain } from './stored-chain.ts'
import { readWidgets } from './widgets.ts'

export interface Flaw {
  /** Absent for a build of the widget. */
  topic?: string
  /** A sentence without its full stop. */
  problem: string
  part?: ChainPart
  isRepaired: boolean
  /** What would repair it, if known. */
  needs?: 'repair' | 'content' | 'backup' | 'restore'
}

export interface Checkup {
  topics: number
  flaws: Flaw[]
}

export interface CheckupOptions {
  now: Date
  repair?: boolean
  /** A source of lost blobs. */
  backup?: Store
  /** Content by topic, from which files of the current release can be rebuilt. */
  authored?: ReadonlyMap<string, Authored>
  builder?: Builder
}

/** Checks the whole store. Without `repair`, writes nothing. @throws StoreError if the store cannot be read or written at all */
export async function checkStore(storage: Storage, options: CheckupOptions): Promise<Checkup> {
  const topics = [...new Set([...(await listTopics(storage.store)), ...(await listIndexed(storage))])].sort()
  const flaws: Flaw[] = []
  for (const topic of topics) flaws.push(...(await checkTopic(storage, topic, options)))
  return { topics: topics.length, flaws: [...flaws, ...(await checkWidgets(storage, options))] }
}

async function checkTopic(storage: Storage, topic: string, options: CheckupOptions): Promise<Flaw[]> {
  const { now } = options
  const { faults } = await checkStoredChain(storage, topic, { now })
  const ref = await readRefIfWhole(storage, topic)
  if (!ref) return faults.map(({ problem }) => ({ topic, problem, isRepaired: false, needs: 'restore' }))
  const lost = faults.flatMap(({ part }) => (part ? [part] : []))
  const current = new Set(Object.values(ref.manifest.files).map(({ sha256 }) => sha256))
  if (options.repair && lost.length > 0) await repairBlobs(storage, ref, options)
  const left = options.repair && lost.length > 0 ? await checkStoredChain(storage, topic, { now }) : { faults }
  const isLeft = (part: ChainPart) => left.faults.some((fault) => fault.part?.sha256 === part.sha256)
  const known = new Set(lost.map(({ sha256 }) => sha256))
  // Faults that only a repaired log or manifest shows.
  const found = left.faults.filter(({ part }) => part && !known.has(part.sha256))
  const flaws = [...faults, ...found].map(({ entry, problem, part }): Flaw => {
    const isRepaired = part !== undefined && !isLeft(part)
    const needs = !part ? undefined : current.has(part.sha256) ? 'content' : 'backup'
    const place = entry === undefined ? '' : `entry ${entry} of the log: `
    return {
      topic,
      problem: place + problem,
      ...(part && { part }),
      isRepaired,
      ...(!isRepaired && needs && { needs }),
    }
  })
  return [...flaws, ...(await checkRows(storage, ref, options))]
}

async function readRefIfWhole(storage: SignedStore, topic: string): Promise<Ref | undefined> {
  const { faults, sequence } = await checkStoredChain(storage, topic, { read: async () => new Map() })
  // With no blobs to read, the only fault of a readable ref is its missing log.
  return sequence > 0 && faults[0]?.part?.what === 'log' ? readRef(storage, topic) : undefined
}

/** Repairs from the ref itself, then the backup, then the content. Repeats as long as it finds more. */
async function repairBlobs(
  { store }: Storage,
  ref: Ref,
  { now, backup, authored, builder = PLAIN_BUILDER }: CheckupOptions,
): Promise<void> {
  const { topic } = ref
  const own = await createBlob(canonicalJson(ref.manifest), topic)
  const content = authored?.get(topic)
  let isBuilt = false
  for (;;) {
    const { faults } = await checkStoredChain({ store }, topic, { now })
    const lost = new Map(faults.flatMap(({ part }) => (part ? [[part.sha256, part]] : [])))
    if (lost.size === 0) return
    const kept = backup ? await readBlobs(backup, lost.keys()) : new Map<string, Uint8Array>()
    const known: Blob[] = [...kept].map(([sha256, bytes]) => ({
      sha256,
      bytes,
      ...(lost.get(sha256)?.what !== 'log' && { topic }),
    }))
    const candidates = [own, ...known, ...(await listEarlierLogs(store, ref))]
    let found = candidates.filter(({ sha256 }) => lost.has(sha256))
    if (found.length === 0 && content && !isBuilt) {
      isBuilt = true
      found = (await tryBuild(store, { authored: content, current: ref }, builder)).filter(({ sha256 }) =>
        lost.has(sha256),
      )
    }
    if (found.length === 0) return
    await writeBlobs(store, found, formatTime(now))
  }
}

/** Returns the log without its last entries, one blob per length: one is the log before. Empty if the log itself is lost. */
async function listEarlierLogs(store: Store, { log: sha256, before }: Ref): Promise<Blob[]> {
  const bytes = before && (await readBlobs(store, [sha256])).get(sha256)
  const log: unknown = bytes && JSON.parse(new TextDecoder().decode(bytes))
  if (!isLog(log)) return []
  const { format, entries } = log
  return Promise.all(entries.map((_, count) => createLogBlob({ format, entries: entries.slice(0, count) })))
}

async function tryBuild(store: Store, written: Parameters<typeof buildAgain>[1], builder: Builder): Promise<Blob[]> {
  try {
    return await buildAgain(store, written, builder)
  } catch (error) {
    // The release before is damaged too. Only a backup helps; the caller reports that.
    if (error instanceof StoreError) return []
    throw error
  }
}

async function checkRows(storage: Storage, ref: Ref, { repair = false }: CheckupOptions): Promise<Flaw[]> {
  const { topic, sequence } = ref
  const indexed = (await readIndexed(storage, [topic])).get(topic)?.sequence ?? 0
  if (indexed > sequence) {
    const problem = `the index knows change ${indexed}, and the store shows ${sequence}`
    return [{ topic, problem, isRepaired: false, needs: 'restore' }]
  }
  try {
    const tables = await findWrongTables(storage, ref)
    if (tables.length === 0) return []
    const isRepaired = repair && (await rewriteRows(storage, ref))
    const problem = `the index has other rows than the ref: ${tables.join(', ')}`
    return [{ topic, problem, isRepaired, ...(!isRepaired && { needs: 'repair' as const }) }]
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    return [{ topic, problem: `the rows of the index cannot be checked: ${error.message}`, isRepaired: false }]
  }
}

async function checkWidgets({ store, keys = [] }: Storage, { now, repair, backup }: CheckupOptions): Promise<Flaw[]> {
  const widgets = await readWidgets({ store, keys }).catch((error: unknown) => {
    if (error instanceof UnsignedError) return undefined
    throw error
  })
  if (!widgets)
    return [
      {
        problem: 'the builds of the widget are not signed by a key that is known',
        isRepaired: false,
        needs: 'restore',
      },
    ]
  const { builds } = widgets
  const stored = await readBlobs(store, Object.values(builds))
  const lost = Object.entries(builds).filter(([, sha256]) => !stored.has(sha256))
  const hashes = lost.map(([, sha256]) => sha256)
  const kept = repair && backup ? await readBlobs(backup, hashes) : new Map<string, Uint8Array>()
  const blobs = [...kept].map(([sha256, bytes]): Blob => ({ sha256, bytes }))
  if (blobs.length > 0) await writeBlobs(store, blobs, formatTime(now))
  return lost.map(([hash, sha256]): Flaw => {
    const isRepaired = kept.has(sha256)
    const problem = `/widget@${hash}.js is missing or damaged`
    return { problem, isRepaired, ...(!isRepaired && { needs: 'backup' as const }) }
  })
}
