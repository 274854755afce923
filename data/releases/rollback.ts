import type { Topic } from '../wire.ts'
import { writeCatalog } from './catalog.ts'
import { createRow } from './publish.ts'
import type { Pointer } from './records.ts'
import { formatTime, readFile, readManifest, readPointer, type Store, writePointer } from './store.ts'

export type RolledBack =
  | { kind: 'rolled-back'; from: number; release: number }
  | { kind: 'unchanged'; release: number }
  | { kind: 'unknown-topic' }
  | { kind: 'unknown-release'; latest: number }
  | { kind: 'withdrawn-release'; release: number }

/**
 * Gives readers an earlier (or later) release again, byte for byte: one write, then the catalog. Without a number, the
 * release before the one that readers have. The next publish gets a new number all the same. Stopped between the two, the
 * same call with the number completes the work.
 */
export async function rollbackTopic(
  store: Store,
  topic: string,
  wanted: number | undefined,
  now: Date,
): Promise<RolledBack> {
  const current = await readPointer(store, topic)
  if (!current) return { kind: 'unknown-topic' }
  const from = current.manifest.release
  const release = wanted ?? current.manifest.previous ?? 0
  if (release === from && !current.manifest.draft) {
    await writeCatalog(store, current)
    return { kind: 'unchanged', release }
  }
  if (Object.hasOwn(current.withdrawn.releases, release)) return { kind: 'withdrawn-release', release }
  const manifest = release >= 1 && release <= current.latest ? await readManifest(store, topic, release) : undefined
  if (!manifest) return { kind: 'unknown-release', latest: current.latest }
  const at = formatTime(now)
  const pointer: Pointer = {
    ...current,
    sequence: current.sequence + 1,
    written: at,
    manifest,
    row: createRow(await readFile<Topic>(store, manifest, 'topic.json')),
    history: [...current.history, { release, at }],
  }
  await writePointer(store, pointer)
  await writeCatalog(store, pointer)
  return { kind: 'rolled-back', from, release }
}
