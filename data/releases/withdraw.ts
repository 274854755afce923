import { COLLECTION_NAMES } from '../collections.ts'
import type { Collection, CollectionName } from '../wire.ts'
import { writeCatalog } from './catalog.ts'
import type { Pointer, Withdrawals } from './records.ts'
import { formatTime, readFile, readManifest, readPointer, type Store, writePointer } from './store.ts'

export type Withdrawn =
  | { kind: 'withdrawn' }
  | { kind: 'already-withdrawn'; date: string }
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-item' }
  | { kind: 'unknown-release'; latest: number }
  | { kind: 'current-release'; release: number }

/** An item, by its id, or a whole release, by its number. */
export type Target = { item: string } | { release: number }

/** Takes an item out of every release, or a release out of all: from then on it answers 410 with the reason. One write. */
export async function withdraw(
  store: Store,
  topic: string,
  target: Target,
  reason: string,
  now: Date,
): Promise<Withdrawn> {
  const current = await readPointer(store, topic)
  if (!current) return { kind: 'unknown-topic' }
  const part = 'item' in target ? await findPublished(store, current, target.item) : undefined
  const refusal = refuse(current, target, part)
  if (refusal) {
    // Stopped before the catalog, the same call completes the work.
    if (refusal.kind === 'already-withdrawn') await writeCatalog(store, current)
    return refusal
  }
  const date = formatTime(now)
  const tombstone = { date, reason, ...(part && { part }) }
  const { items, releases } = current.withdrawn
  const withdrawn: Withdrawals =
    'item' in target
      ? { items: { ...items, [target.item]: tombstone }, releases }
      : { items, releases: { ...releases, [target.release]: tombstone } }
  const pointer: Pointer = { ...current, sequence: current.sequence + 1, written: date, withdrawn }
  await writePointer(store, pointer)
  await writeCatalog(store, pointer)
  return { kind: 'withdrawn' }
}

function refuse(current: Pointer, target: Target, part: CollectionName | undefined): Withdrawn | undefined {
  const known = 'item' in target ? current.withdrawn.items[target.item] : current.withdrawn.releases[target.release]
  if (known) return { kind: 'already-withdrawn', date: known.date }
  if ('item' in target) return part ? undefined : { kind: 'unknown-item' }
  if (target.release === current.manifest.release) return { kind: 'current-release', release: target.release }
  return target.release >= 1 && target.release <= current.latest
    ? undefined
    : { kind: 'unknown-release', latest: current.latest }
}

/** In what readers have, or else in any release before. */
async function findPublished(store: Store, current: Pointer, id: string): Promise<CollectionName | undefined> {
  for (let release = current.latest; release >= 1; release--) {
    const manifest = await readManifest(store, current.row.id, release)
    for (const name of manifest ? COLLECTION_NAMES : []) {
      if (!manifest?.files[`${name}.json`]) continue
      const { items } = await readFile<Collection<{ id: string }>>(store, manifest, `${name}.json`)
      if (items.some((item) => item.id === id)) return name
    }
  }
  return undefined
}
