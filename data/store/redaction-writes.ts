/**
 * The two ref writes of a withdrawal. After each, the ref and the log agree, and everything that the ref names is in the store.
 * The log lists what was replaced as removed.
 */
import { writeBlobs } from './blobs.ts'
import { type Claim, claimTopic } from './claims.ts'
import { appendToLog, createLogBlob, type LogEvent } from './log.ts'
import type { Ref, Tombstones } from './records.ts'
import { createRedaction, type History, listHashes, type Redaction, readHistory } from './redaction.ts'
import { type Storage, succeed, writeRefs } from './refs.ts'
import type { Builder, NewRelease } from './release.ts'
import { StoreError } from './store.ts'
import { listWithdrawn } from './tombstones.ts'
import { holdClaim, type TopicState } from './topic-state.ts'

export interface Hiding {
  state: TopicState
  claim: Claim
  history: History
  redaction: Redaction
  /** The releases to be rebuilt. */
  affected: number[]
  items: Tombstones['items']
  /** A release that is withdrawn completely, and the hashes that it names. */
  withdrawn?: { release: number; hashes: string[] }
}

/** A topic after one of the writes, and the releases that were rebuilt for it. */
export interface Rebuilt extends TopicState {
  rebuilt: number[]
}

/** Makes the first ref write: rebuilds the current release without the withdrawn items, and hides older releases with them. */
export async function hide(
  storage: Storage,
  { state, claim, history, redaction, affected, items, withdrawn }: Hiding,
  { reason, builder }: { reason: string; builder: Builder },
): Promise<Rebuilt> {
  const { current, log } = state
  const { topic, latest } = current
  const release = current.manifest.release
  const { sequence, at } = claim
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
  const blobs = [...(rebuilt?.blobs ?? []), logBlob]
  await holdClaim(storage, claim, blobs)
  await writeBlobs(storage.store, blobs, at, known)

  const older = affected.filter((other) => other !== release)
  const redacting = older.map((other) => [other, { kind: 'redacting', date: at, reason }] as const)
  const releases: Tombstones['releases'] = { ...current.tombstones.releases, ...Object.fromEntries(redacting) }
  if (withdrawn) releases[withdrawn.release] = { kind: 'withdrawn', date: at, reason }
  const { before: _, ...next } = await succeed(current, new Date(at), {
    topic,
    latest,
    manifest: rebuilt?.manifest ?? current.manifest,
    log: logBlob.sha256,
    tombstones: { items, releases },
  })
  // The previous ref names the item, so clients fall back to the last release that never had it.
  const fallback = findFallback({ history, redaction, affected }, release)
  const ref: Ref = { ...next, ...(fallback && { before: { manifest: fallback, log: current.log } }) }
  await holdClaim(storage, claim)
  await writeRefs(storage, [{ ref, name: redaction.content(release).topic.name }])
  return { ...state, current: ref, log: extended, rebuilt: rebuilt ? [release] : [] }
}

/** Returns the manifest hash of the release, or of the nearest one before it that needs no rebuilding. */
function findFallback(
  { history, redaction, affected }: Pick<Hiding, 'history' | 'redaction' | 'affected'>,
  release: number,
): string | undefined {
  let base: number | undefined = release
  while (base !== undefined && affected.includes(base)) base = redaction.findBase(base)
  return base === undefined ? undefined : history.get(base)?.sha256
}

/**
 * Makes the second ref write: shows the hidden releases again, rebuilt without withdrawn items. Does nothing if none is hidden.
 *
 * @throws StoreError if somebody else is changing the topic
 */
export async function showAgain(
  storage: Storage,
  state: TopicState,
  wanted: Claim,
  builder: Builder,
): Promise<Rebuilt> {
  const { current, log } = state
  const { topic, latest, manifest, tombstones } = current
  const hidden = Object.keys(tombstones.releases)
    .map(Number)
    .filter((release) => tombstones.releases[release]?.kind === 'redacting')
  if (hidden.length === 0) return { ...state, rebuilt: [] }

  const claim = await claimTopic(storage, wanted)
  if (claim.kind === 'refused')
    throw new StoreError(`${topic}: somebody else is changing it; run again in three minutes`)
  const { sequence, at } = claim
  const history = await readHistory(storage.store, state)
  const redaction = createRedaction(history, state, listWithdrawn(tombstones))
  const rebuilt = new Map<number, NewRelease>()
  for (const release of hidden) rebuilt.set(release, await redaction.rebuild(release, { at, builder }))
  const left = new Set([...history].flatMap(([release, stored]) => listHashes(rebuilt.get(release) ?? stored)))
  const events = [...rebuilt].map(([release, { sha256 }]): LogEvent => {
    const before = history.get(release)
    const removed = before ? listHashes(before).filter((hash) => !left.has(hash)) : []
    return { kind: 'redact', sequence, at, release, manifest: sha256, removed }
  })
  const extended = await appendToLog(log, ...events)
  const logBlob = await createLogBlob(extended)
  const known = new Set([...history.values()].flatMap(listHashes))
  const blobs = [...[...rebuilt.values()].flatMap((release) => release.blobs), logBlob]
  await holdClaim(storage, claim, blobs)
  await writeBlobs(storage.store, blobs, at, known)

  const releases = Object.fromEntries(
    Object.entries(tombstones.releases).filter(([release]) => !rebuilt.has(Number(release))),
  )
  const next = await succeed(current, new Date(at), {
    topic,
    latest,
    manifest,
    log: logBlob.sha256,
    tombstones: { items: tombstones.items, releases },
  })
  await holdClaim(storage, claim)
  await writeRefs(storage, [{ ref: next, name: redaction.content(manifest.release).topic.name }])
  return { ...state, current: next, log: extended, rebuilt: hidden }
}
