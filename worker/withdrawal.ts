/** Withdrawn items leave every release at once: what is served of a release is its files less what was withdrawn since. */
import type { Withdrawals } from '../data/releases/records.ts'

type Item = { id?: string; target?: string; topic?: string }

/** A JSON file without the withdrawn items, and without corrections or changes that would tell of them; else unchanged. */
export function dropWithdrawn(bytes: ArrayBuffer, { items }: Withdrawals): ArrayBuffer | string {
  if (Object.keys(items).length === 0) return bytes
  const file = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
  const isWithdrawn = ({ id, target }: Item) =>
    [id, target].some((name) => name !== undefined && Object.hasOwn(items, name))
  const kept = Object.entries(file).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.filter((item: unknown) => !isItem(item) || !isWithdrawn(item)) : value,
  ])
  return JSON.stringify(Object.fromEntries(kept))
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null
}
