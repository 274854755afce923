/**
 * What publishing needs from Workers KV and D1. Implemented by `kv-local.ts`, `kv-remote.ts` and `d1.ts`; the rest of this
 * folder knows only these interfaces. Expected failures of the service (a refused token, a limit, an outage that outlasts the
 * retries) throw a `StoreError` whose message an editor can act on.
 */

export interface StoreEntry {
  key: string
  /** A string is stored as UTF-8. */
  value: Uint8Array | string
  /** JSON, at most 1,024 bytes. */
  metadata?: unknown
}

export interface StoreKey {
  key: string
  metadata?: unknown
}

/** Values are exact bytes. A write may take 60 s to be visible elsewhere, and a miss is cached for as long. */
export interface Store {
  get(key: string): Promise<Uint8Array | undefined>
  /** Bulk read; absent keys are absent from the map. */
  getMany(keys: readonly string[]): Promise<Map<string, Uint8Array>>
  /** Writes one pair. At most one write per second and key; a faster one waits. */
  put(key: string, value: Uint8Array | string, options?: { metadata?: unknown }): Promise<void>
  /** Bulk write, not atomic. @throws StoreError naming the keys that are not stored. */
  putMany(entries: readonly StoreEntry[]): Promise<void>
  /** Every key under the prefix, in UTF-8 order, from every page. Lags behind writes. */
  list(prefix: string): Promise<StoreKey[]>
  /** Ignores keys that do not exist. @throws StoreError naming the keys that are not deleted. */
  deleteMany(keys: readonly string[]): Promise<void>
}

export type SqlValue = string | number | null

export interface Statement {
  sql: string
  /** At most 100, a string at most 2 MB. */
  params?: readonly SqlValue[]
}

/**
 * D1. The remote client repeats a call after an error with unknown outcome, so a statement may run twice: write idempotent
 * statements, and after a compare-and-set without effect, read who won.
 */
export interface IndexDatabase {
  /** Resolves with the rows of one statement. */
  query<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>
  /** Runs one transaction: all statements or none. Resolves with the rows of each. */
  batch(statements: readonly Statement[]): Promise<Record<string, unknown>[][]>
}

/** Where commands write: the local simulator or Cloudflare. */
export type Target = 'remote' | 'local'

/** An open store for a command. */
export interface OpenStore {
  target: Target
  store: Store
  /** Absent if wrangler.toml binds no database. */
  index?: IndexDatabase
  /** No other process is writing: the local store is locked. */
  isExclusive?: boolean
  close(): Promise<void>
}

/** The store cannot do what was requested. The message says why and what to do. */
export class StoreError extends Error {}

/** Yields items in groups of at most `size`, in order. */
export function* inBatches<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

const encoder = new TextEncoder()

/** Returns the bytes of a value as they are stored. */
export const toBytes = (value: Uint8Array | string): Uint8Array =>
  typeof value === 'string' ? encoder.encode(value) : value
