/** Withdrawn items leave every release at once: what is served of a release is its files less what was withdrawn since. */
import type { Withdrawals } from '../../data/releases/records.ts'
import type { Failure } from '../http/problem.ts'
import type { Found } from './release.ts'
import type { Storage } from './storage.ts'

interface Item {
  id?: string
  target?: string
  before?: unknown
  after?: unknown
}

/** Whether it is itself withdrawn, or is a correction of what is, or a change that shows either. */
export function isWithdrawn({ id, target, before, after }: Item, withdrawn: Withdrawals): boolean {
  const isNamed = [id, target].some((name) => name !== undefined && Object.hasOwn(withdrawn.items, name))
  return isNamed || [before, after].some((shown) => isItem(shown) && isWithdrawn(shown, withdrawn))
}

/** A JSON file without the withdrawn items, however deep, and without corrections or changes that would tell of them. */
export function dropWithdrawn(bytes: ArrayBuffer, withdrawn: Withdrawals): ArrayBuffer | string {
  if (!hasWithdrawals(withdrawn)) return bytes
  return JSON.stringify(dropItems(JSON.parse(new TextDecoder().decode(bytes)), withdrawn))
}

/** A list loses the item; a field that is the item is left out. */
function dropItems(value: unknown, withdrawn: Withdrawals): unknown {
  if (!isItem(value)) return value
  const isKept = (part: unknown) => !isItem(part) || !isWithdrawn(part, withdrawn)
  if (Array.isArray(value)) return value.filter(isKept).map((part) => dropItems(part, withdrawn))
  const kept = Object.entries(value).filter(([, part]) => isKept(part))
  return Object.fromEntries(kept.map(([key, part]) => [key, dropItems(part, withdrawn)]))
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
    // As an item, or as the target of a correction; a mere reference to it shows nothing.
    const named = Object.entries(withdrawn.items).find(([id]) =>
      ['id', 'target'].some((key) => text.includes(`"${key}":"${id}"`)),
    )
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
