/**
 * Withdrawal: an item out of every release, or a release out of all, for good. In this order: the index forgets the item,
 * which is confirmed; one ref write takes it out of the current release and hides every older release that tells of it; those
 * are rebuilt from their own stored topics, in all formats, and a second ref write shows them again; what was replaced is
 * deleted. Stopped anywhere, the same call completes the work. Nothing is filtered when it is read.
 */
import type { Topic } from '../wire.ts'
import { writeBlobs } from './blobs.ts'
import { deleteRemoved } from './gc.ts'
import { createTopicIndex } from './index-rows.ts'
import { appendToLog, createLogBlob, findManifests, hashHead, type LogEvent, listRemoved } from './log.ts'
import type { ItemTombstone, Ref, Tombstones } from './records.ts'
import { type Dependant, findDependants, type Mention } from './redact.ts'
import {
  createRedaction,
  findAllMentions,
  type History,
  isNaming,
  listHashes,
  type Redaction,
  readHistory,
} from './redaction.ts'
import { continueTime, formatTime, type Storage, succeed, writeRefs } from './refs.ts'
import type { Refusal } from './refusals.ts'
import { type Builder, type NewRelease, PLAIN_BUILDER } from './release.ts'
import { StoreError } from './store.ts'
import { findPart, listWithdrawn } from './tombstones.ts'
import { readTopic, type TopicState } from './topic-state.ts'
import { countRows, updateIndex, writeIndex } from './write-index.ts'

export interface WithdrawOptions {
  reason: string
  now: Date
  /** Withdraw what cannot stand without the item too, and cut every link to it. */
  withDependants?: boolean
  builder?: Builder
  /** The highest sequence that is known: an older state is refused. */
  sequence?: number
}

export type Withdrawn =
  | Done
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-item' }
  | { kind: 'unknown-release'; latest: number }
  /** Readers have it: publish or roll back first. */
  | { kind: 'current-release'; release: number }
  /** Nothing was written: it takes `withDependants`. */
  | { kind: 'has-dependants'; dependants: Dependant[] }
  /** Nothing was written: its words stand in something else, which an editor has to change or withdraw. */
  | { kind: 'is-mentioned'; mentions: Mention[] }
  | ({ kind: 'refused' } & Refusal)

export interface Done {
  kind: 'withdrawn' | 'already-withdrawn'
  date: string
  /** The ids that went now: the item and what could not stand without it. */
  items: string[]
  /** The releases that were rebuilt. */
  rebuilt: number[]
  /** How many keys were deleted, those among them that an earlier call had deleted already. */
  deleted: number
  sequence: number
  /** The hash of the log's last entry. */
  head?: string
}

/** Takes an item out of every release. Its id then answers 410 with the reason, and is never published again. */
export async function withdrawItem(
  storage: Storage,
  topic: string,
  item: string,
  options: WithdrawOptions,
): Promise<Withdrawn> {
  const state = await readTopic(storage, topic, options.sequence)
  if (state.kind !== 'read') return state
  const { current } = state
  const known = current.tombstones.items[item]
  if (known?.kind === 'withdrawn')
    return finish(storage, state, options, { kind: 'already-withdrawn', date: known.date })

  const history = await readHistory(storage.store, state)
  const topics = [...history.values()].map(({ topic }) => topic).reverse()
  if (!topics.some((one) => findPart(one, item))) return { kind: 'unknown-item' }
  const { ids, dependants } = findDependants(topics, item)
  if (dependants.length > 0 && !options.withDependants) return { kind: 'has-dependants', dependants }
  const mentions = findAllMentions(history, current, ids, options.reason)
  if (mentions.length > 0) return { kind: 'is-mentioned', mentions }

  const date = continueTime(current, options.now)
  const tombstones = [...ids].map((id): [string, ItemTombstone] => {
    const part = topics.map((one) => findPart(one, id)).find((found) => found !== undefined)
    return [id, { kind: 'withdrawn', date, reason: options.reason, ...(part && { part }) }]
  })
  const items = { ...current.tombstones.items, ...Object.fromEntries(tombstones) }
  const redaction = createRedaction(history, state, listWithdrawn({ items, releases: {} }))
  await forgetRows(storage, state, redaction.topic(current.manifest.release), ids)
  const affected = [...history].flatMap(([release, stored]) => (isNaming(stored, ids) ? [release] : []))
  const hidden = await hide(storage, { state, history, redaction, affected, items }, options)
  return finish(storage, hidden, options, { kind: 'withdrawn', date, items: [...ids] })
}

/** Takes a release out of all, so that no other tells what it said. */
export async function withdrawRelease(
  storage: Storage,
  topic: string,
  release: number,
  options: WithdrawOptions,
): Promise<Withdrawn> {
  const state = await readTopic(storage, topic, options.sequence)
  if (state.kind !== 'read') return state
  const { current, log } = state
  const known = current.tombstones.releases[release]
  if (known?.kind === 'withdrawn')
    return finish(storage, state, options, { kind: 'already-withdrawn', date: known.date })
  const { manifest, latest, tombstones } = current
  if (release === (manifest.draft ? manifest.basedOn : manifest.release)) return { kind: 'current-release', release }
  if (!findManifests(log).has(release)) return { kind: 'unknown-release', latest }

  const history = await readHistory(storage.store, state)
  const gone = history.get(release)
  history.delete(release)
  const redaction = createRedaction(history, state, listWithdrawn(tombstones))
  const affected = redaction.listDescendants(release)
  const withdrawn = { release, hashes: gone ? listHashes(gone) : [] }
  const hidden = await hide(
    storage,
    { state, history, redaction, affected, items: tombstones.items, withdrawn },
    options,
  )
  return finish(storage, hidden, options, { kind: 'withdrawn', date: hidden.current.updated })
}

/** Rows of the current release without the item, of the ref as it is: they go before anything else does. */
async function forgetRows(
  storage: Storage,
  { seen }: TopicState,
  content: Topic,
  ids: ReadonlySet<string>,
): Promise<void> {
  const { index } = storage
  if (!index || !seen) return
  await writeIndex(index, [{ next: createTopicIndex(seen, content), seen }])
  await confirmForgotten(storage, content.id, ids)
}

/** @throws StoreError when the index still tells of an item */
async function confirmForgotten(storage: Storage, topic: string, ids: ReadonlySet<string>): Promise<void> {
  if ((await countRows(storage, topic, ids)) === 0) return
  throw new StoreError(`${topic}: the index still has rows of what is withdrawn; run the command again`)
}

interface Hiding {
  state: TopicState
  history: History
  redaction: Redaction
  /** The releases to be rebuilt. */
  affected: number[]
  items: Tombstones['items']
  /** A release that goes as a whole, and what it names. */
  withdrawn?: { release: number; hashes: string[] }
}

/** A topic between the two ref writes. */
interface Hidden extends TopicState {
  rebuilt: number[]
}

/** The first ref write: the current release without what is withdrawn, and no other that tells of it. */
async function hide(
  { store }: Storage,
  { state, history, redaction, affected, items, withdrawn }: Hiding,
  { reason, now, builder = PLAIN_BUILDER }: WithdrawOptions,
): Promise<Hidden> {
  const { current, log } = state
  const { topic, latest } = current
  const release = current.manifest.release
  const sequence = current.sequence + 1
  const at = continueTime(current, now)
  const rebuilt = affected.includes(release) ? await redaction.rebuild(release, { at, builder }) : undefined
  const before = history.get(release)
  const left = new Set(
    [...history].flatMap(([other, stored]) => listHashes(other === release && rebuilt ? rebuilt : stored)),
  )
  const isGone = (sha256: string) => !left.has(sha256)

  const events: LogEvent[] = []
  if (withdrawn) {
    const { hashes } = withdrawn
    events.push({ kind: 'withdraw', sequence, at, release: withdrawn.release, removed: hashes.filter(isGone) })
  }
  if (rebuilt && before && !current.manifest.draft) {
    const removed = listHashes(before).filter(isGone)
    events.push({ kind: 'redact', sequence, at, release, manifest: rebuilt.sha256, removed })
  }
  const extended = await appendToLog(log, ...events)
  const logBlob = await createLogBlob(extended)
  const known = new Set([...history.values()].flatMap(listHashes))
  await writeBlobs(store, [...(rebuilt?.blobs ?? []), logBlob], formatTime(now), known)

  const older = affected.filter((other) => other !== release)
  const redacting = older.map((other) => [other, { kind: 'redacting', date: at, reason }] as const)
  const releases: Tombstones['releases'] = { ...current.tombstones.releases, ...Object.fromEntries(redacting) }
  if (withdrawn) releases[withdrawn.release] = { kind: 'withdrawn', date: at, reason }
  const { before: _, ...next } = await succeed(current, now, {
    topic,
    latest,
    manifest: rebuilt?.manifest ?? current.manifest,
    log: logBlob.sha256,
    tombstones: { items, releases },
  })
  // What the ref before named has the item: clients fall back to the last release that never told of it.
  const fallback = findFallback({ history, redaction, affected }, release)
  const ref: Ref = { ...next, ...(fallback && { before: { manifest: fallback, log: current.log } }) }
  await writeRefs(store, [{ ref, name: redaction.topic(release).name }])
  return { ...state, current: ref, log: extended, rebuilt: rebuilt ? [release] : [] }
}

/** The hash of the manifest of the release itself, or of the one before it that needs no rebuilding. */
function findFallback(
  { history, redaction, affected }: Pick<Hiding, 'history' | 'redaction' | 'affected'>,
  release: number,
): string | undefined {
  let base: number | undefined = release
  while (base !== undefined && affected.includes(base)) base = redaction.findBase(base)
  return base === undefined ? undefined : history.get(base)?.sha256
}

/**
 * The second ref write: the older releases again, without what is withdrawn; then nothing of it is left in the store or in
 * the index. Begins wherever an earlier call was stopped.
 */
async function finish(
  storage: Storage,
  state: TopicState & Partial<Hidden>,
  { now, builder = PLAIN_BUILDER }: WithdrawOptions,
  done: Pick<Done, 'kind' | 'date'> & { items?: string[] },
): Promise<Done> {
  const rebuilt = await rebuildHidden(storage, state, now, builder)
  const { current, log, seen } = rebuilt.state
  const deleted = await deleteRemoved(storage, { current, removed: listRemoved(log), now })
  await updateIndex(storage, [{ next: current, seen }])
  await confirmForgotten(storage, current.topic, listWithdrawn(current.tombstones))
  const head = await hashHead(log)
  return {
    items: [],
    ...done,
    rebuilt: [...rebuilt.releases, ...(state.rebuilt ?? [])],
    deleted,
    sequence: current.sequence,
    ...(head !== undefined && { head }),
  }
}

async function rebuildHidden(
  { store }: Storage,
  state: TopicState,
  now: Date,
  builder: Builder,
): Promise<{ state: TopicState; releases: number[] }> {
  const { current, log } = state
  const { topic, latest, manifest, tombstones } = current
  const hidden = Object.keys(tombstones.releases)
    .map(Number)
    .filter((release) => tombstones.releases[release]?.kind === 'redacting')
  if (hidden.length === 0) return { state, releases: [] }

  const history = await readHistory(store, state)
  const redaction = createRedaction(history, state, listWithdrawn(tombstones))
  const at = continueTime(current, now)
  const rebuilt = new Map<number, NewRelease>()
  for (const release of hidden) rebuilt.set(release, await redaction.rebuild(release, { at, builder }))
  const left = new Set([...history].flatMap(([release, stored]) => listHashes(rebuilt.get(release) ?? stored)))
  const events = [...rebuilt].map(([release, { sha256 }]): LogEvent => {
    const before = history.get(release)
    const removed = before ? listHashes(before).filter((hash) => !left.has(hash)) : []
    return { kind: 'redact', sequence: current.sequence + 1, at, release, manifest: sha256, removed }
  })
  const extended = await appendToLog(log, ...events)
  const logBlob = await createLogBlob(extended)
  const known = new Set([...history.values()].flatMap(listHashes))
  const blobs = [...rebuilt.values()].flatMap((release) => release.blobs)
  await writeBlobs(store, [...blobs, logBlob], formatTime(now), known)

  const releases = Object.fromEntries(
    Object.entries(tombstones.releases).filter(([release]) => !rebuilt.has(Number(release))),
  )
  const next = await succeed(current, now, {
    topic,
    latest,
    manifest,
    log: logBlob.sha256,
    tombstones: { items: tombstones.items, releases },
  })
  await writeRefs(store, [{ ref: next, name: redaction.topic(manifest.release).name }])
  return { state: { ...state, current: next, log: extended }, releases: hidden }
}
