/** Withdrawn items leave every release at once: what is served of a release is its files less what was withdrawn since. */
import type { Withdrawals } from '../../data/releases/records.ts'
import type { Failure } from '../http/problem.ts'
import type { Found } from './release.ts'
import type { Storage } from './kv.ts'

type Item = { id?: string; target?: string }

/** Whether it is itself withdrawn, or is a correction or a change of what is. */
export function isWithdrawn({ id, target }: Item, { items }: Withdrawals): boolean {
  return [id, target].some((name) => name !== undefined && Object.hasOwn(items, name))
}

/** A JSON file without the withdrawn items, and without corrections or changes that would tell of them; else unchanged. */
export function dropWithdrawn(bytes: ArrayBuffer, withdrawn: Withdrawals): ArrayBuffer | string {
  if (!hasWithdrawals(withdrawn)) return bytes
  const file = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
  const kept = Object.entries(file).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.filter((item: unknown) => !isItem(item) || !isWithdrawn(item, withdrawn)) : value,
  ])
  return JSON.stringify(Object.fromEntries(kept))
}

/**
 * Only JSON of ours can be served less an item. Any other file of a release is gone while the release names a withdrawn
 * item; one published without the item has all its files. Which is so is seen in the release's own records: `topic.json`
 * and, for a feed, the history that it tells, `entries.json`.
 */
export async function refuseWithdrawn(storage: Storage, found: Found, path: string): Promise<Failure | undefined> {
  const { withdrawn } = found.pointer
  if (!hasWithdrawals(withdrawn)) return undefined
  const records = path.startsWith('feed.') ? ['topic.json', 'entries.json'] : ['topic.json']
  for (const record of records) {
    const entry = found.manifest.files[record]
    if (!entry) continue
    const bytes = await storage.readBlob(entry.sha256).catch(() => undefined)
    // Not to be seen here now: nobody can tell.
    if (!bytes) return { kind: 'unavailable' }
    const text = new TextDecoder().decode(bytes)
    const named = Object.entries(withdrawn.items).find(([id]) => text.includes(JSON.stringify(id)))
    if (named) return { kind: 'gone', tombstone: named[1] }
  }
  return undefined
}

export function hasWithdrawals({ items }: Withdrawals): boolean {
  return Object.keys(items).length > 0
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null
}
