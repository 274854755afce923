/**
 * Withdrawal: removes an item or all items from every release, or a whole release, permanently. In this order: the index forgets the item,
 * which is confirmed; one ref write takes it out of the current release and hides every older release that has it; those are
 * rebuilt from their own stored topics, in all formats, and a second ref write shows them again; what was replaced is
 * deleted. Stopped anywhere, the same call completes the work. Nothing is filtered when it is read.
 */
import type { Previous } from '../build/index.ts'
import { type Claim, claimTopic, releaseClaim } from './claims.ts'
import { deleteRemoved } from './gc.ts'
import { createTopicIndex } from './index-rows.ts'
import type { IndexedRef } from './index-tables.ts'
import { findManifests, hashHead, listRemoved } from './log.ts'
import type { ItemTombstone, Ref, Tombstones } from './records.ts'
import { type Dependant, findDependants, listItems, type Mention } from './redact.ts'
import { createRedaction, findAllMentions, type History, isNaming, listHashes, readHistory } from './redaction.ts'
import { hide, type Rebuilt, showAgain } from './redaction-writes.ts'
import { continueTime, type Storage } from './refs.ts'
import { type Builder, PLAIN_BUILDER } from './release.ts'
import { StoreError } from './store.ts'
import { findPart, findTopicTombstone, listWithdrawn, type Refusal } from './tombstones.ts'
import { readTopic, type TopicState } from './topic-state.ts'
import { countRows, updateIndex, writeIndex } from './write-index.ts'

/** Replaces a log's hash in the index, for rows that belong to no ref. */
const NO_LOG = 'none'

export interface WithdrawOptions {
  reason: string
  now: Date
  /** Also withdraw what depends on the item, and remove every link to it. */
  withDependants?: boolean
  builder?: Builder
  /** The highest known sequence. An older state is refused. */
  sequence?: number
}

export type Withdrawn =
  | Done
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-item' }
  | { kind: 'unknown-release'; latest: number }
  /** It is current: publish or roll back first. */
  | { kind: 'current-release'; release: number }
  /** Nothing was written: `withDependants` is required. */
  | { kind: 'has-dependants'; dependants: Dependant[] }
  /** Nothing was written: other texts contain its words, and an editor must change or withdraw them. */
  | { kind: 'is-mentioned'; mentions: Mention[] }
  | ({ kind: 'refused' } & Refusal)

export interface Done {
  kind: 'withdrawn' | 'already-withdrawn'
  date: string
  /** The ids that this call withdrew: the item and what depends on it. */
  items: string[]
  /** The releases that were rebuilt. */
  rebuilt: number[]
  /** Number of deleted keys, including ones that an earlier call had already deleted. */
  deleted: number
  sequence: number
  /** The hash of the log's last entry. */
  head?: string
}

/** Removes an item from every release. Its URL then responds with 410 and the reason, and its id is never published again. */
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
  const what = `item ${item}`
  if (known?.kind === 'withdrawn')
    return finish(storage, state, what, options, { kind: 'already-withdrawn', date: known.date })

  const history = await readHistory(storage.store, state)
  const topics = [...history.values()].map(({ topic }) => topic).reverse()
  if (!topics.some((one) => findPart(one, item))) return { kind: 'unknown-item' }
  const { ids, dependants } = findDependants(topics, item)
  if (dependants.length > 0 && !options.withDependants) return { kind: 'has-dependants', dependants }
  const mentions = findAllMentions(history, current, ids, options.reason)
  if (mentions.length > 0) return { kind: 'is-mentioned', mentions }

  return takeOut(storage, { state, history, ids, what }, options)
}

/** Removes every item from every release, and the topic itself from what is served: each of its URLs then responds with 410. */
export async function withdrawAll(storage: Storage, topic: string, options: WithdrawOptions): Promise<Withdrawn> {
  const state = await readTopic(storage, topic, options.sequence)
  if (state.kind !== 'read') return state
  const history = await readHistory(storage.store, state)
  const ids = new Set([...history.values()].flatMap(({ topic }) => listItems(topic).map(({ id }) => id)))
  const what = 'all items'
  const end = findTopicTombstone(state.current)
  if (end) return finish(storage, state, what, options, { kind: 'already-withdrawn', date: end.date })
  const mentions = findAllMentions(history, state.current, ids, options.reason).filter(
    ({ releases }) => !releases.length,
  )
  if (mentions.length > 0) return { kind: 'is-mentioned', mentions }
  return takeOut(storage, { state, history, ids, what, isWholeTopic: true }, options)
}

interface Taking {
  state: TopicState
  history: History
  ids: ReadonlySet<string>
  /** For the claim: the same whenever the call is repeated. */
  what: string
  /** Also withdraws the topic's own id, and rebuilds every release. */
  isWholeTopic?: boolean
}

async function takeOut(
  storage: Storage,
  { state, history, ids, what, isWholeTopic }: Taking,
  options: WithdrawOptions,
): Promise<Withdrawn> {
  const { reason, builder = PLAIN_BUILDER } = options
  const { current } = state
  const { topic } = current
  const topics = [...history.values()].map(({ topic }) => topic).reverse()
  const claim = await claimTopic(storage, createClaim(current, what, options.now))
  if (claim.kind === 'refused') return claim
  const date = claim.at
  const tombstones = [...ids].map((id): [string, ItemTombstone] => {
    const part = topics.map((one) => findPart(one, id)).find((found) => found !== undefined)
    return [id, { kind: 'withdrawn', date, reason, ...(part && { part }) }]
  })
  const end: Tombstones['items'] = isWholeTopic ? { [topic]: { kind: 'withdrawn', date, reason } } : {}
  const items = { ...current.tombstones.items, ...Object.fromEntries(tombstones), ...end }
  const redaction = createRedaction(history, state, listWithdrawn({ items, releases: {} }))
  const seen = await forgetRows(storage, state, { content: redaction.content(current.manifest.release), items, ids })
  const affected = [...history].flatMap(([release, stored]) => (isWholeTopic || isNaming(stored, ids) ? [release] : []))
  const hiding = { state: { ...state, seen }, claim, history, redaction, affected, items }
  const hidden = await hide(storage, hiding, { reason, builder })
  return finish(storage, hidden, what, options, { kind: 'withdrawn', date, items: [...ids] })
}

/** Withdraws a release, and rebuilds the others without its content. */
export async function withdrawRelease(
  storage: Storage,
  topic: string,
  release: number,
  options: WithdrawOptions,
): Promise<Withdrawn> {
  const { reason, builder = PLAIN_BUILDER } = options
  const state = await readTopic(storage, topic, options.sequence)
  if (state.kind !== 'read') return state
  const { current, log } = state
  const known = current.tombstones.releases[release]
  const what = `release ${release}`
  if (known?.kind === 'withdrawn')
    return finish(storage, state, what, options, { kind: 'already-withdrawn', date: known.date })
  const { manifest, latest, tombstones } = current
  if (release === (manifest.draft ? manifest.basedOn : manifest.release)) return { kind: 'current-release', release }
  if (!findManifests(log).has(release)) return { kind: 'unknown-release', latest }

  const claim = await claimTopic(storage, createClaim(current, what, options.now))
  if (claim.kind === 'refused') return claim
  const history = await readHistory(storage.store, state)
  const gone = history.get(release)
  history.delete(release)
  const redaction = createRedaction(history, state, listWithdrawn(tombstones))
  const affected = redaction.listDescendants(release)
  const withdrawn = { release, hashes: gone ? listHashes(gone) : [] }
  const hidden = await hide(
    storage,
    { state, claim, history, redaction, affected, items: tombstones.items, withdrawn },
    { reason, builder },
  )
  return finish(storage, hidden, what, options, { kind: 'withdrawn', date: hidden.current.updated })
}

/**
 * Replaces the rows of the current release by rows without the item, before anything else changes. They belong to no ref, so
 * if the withdrawal is interrupted before its own ref, the next command replaces them. Returns the state of the index after it.
 */
async function forgetRows(
  storage: Storage,
  { seen }: TopicState,
  { content, items, ids }: { content: Previous; items: Tombstones['items']; ids: ReadonlySet<string> },
): Promise<IndexedRef | undefined> {
  const { index } = storage
  if (!index || !seen) return seen
  const forgotten = { ...seen, log: NO_LOG }
  const topic = content.topic.id
  const tombstones = { items, releases: {} }
  await writeIndex(index, [{ next: createTopicIndex({ topic, ...forgotten, tombstones }, content), seen }], {
    isSecure: true,
  })
  await confirmForgotten(storage, topic, ids)
  return forgotten
}

/** @throws StoreError if the index still has an item */
async function confirmForgotten(storage: Storage, topic: string, ids: ReadonlySet<string>): Promise<void> {
  if ((await countRows(storage, topic, ids)) === 0) return
  throw new StoreError(`${topic}: the index still has rows of what is withdrawn; run the command again`)
}

function createClaim({ topic, sequence, ...current }: Ref, what: string, now: Date): Claim {
  return { topic, token: `withdraw ${what}`, sequence: sequence + 1, at: continueTime(current, now) }
}

/** Rebuilds the hidden releases and deletes the rest from store and index. Continues an interrupted call. */
async function finish(
  storage: Storage,
  state: TopicState & Partial<Rebuilt>,
  what: string,
  { now, builder = PLAIN_BUILDER }: WithdrawOptions,
  done: Pick<Done, 'kind' | 'date'> & { items?: string[] },
): Promise<Done> {
  const rebuilt = await showAgain(storage, state, createClaim(state.current, what, now), builder)
  const { current, log, seen } = rebuilt
  // Nothing names the blobs of a publish in progress yet, so none may be running.
  const claim = await claimTopic(storage, createClaim(current, what, now))
  if (claim.kind === 'refused')
    throw new StoreError(
      `${current.topic}: somebody else is changing it at the same moment; run again in three minutes`,
    )
  const deleted = await deleteRemoved(storage, { current, removed: listRemoved(log), now })
  await updateIndex(storage, [{ next: current, seen }])
  await releaseClaim(storage, claim)
  await confirmForgotten(storage, current.topic, listWithdrawn(current.tombstones))
  const head = await hashHead(log)
  return {
    items: [],
    ...done,
    rebuilt: [...rebuilt.rebuilt, ...(state.rebuilt ?? [])],
    deleted,
    sequence: current.sequence,
    ...(head !== undefined && { head }),
  }
}
