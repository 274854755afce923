/** All that an isolate reads from: refs and blobs in KV, the index in D1. One for each namespace, for as long as the isolate lives. */
import { WIDGETS_KEY } from '../../data/store/records.ts'
import { KV_CACHE_TTL_SECONDS, MAX_AGE_SECONDS } from '../freshness.ts'
import { type BlobStore, createBlobStore } from './blobs.ts'
import { createFloor } from './floor.ts'
import { createIndex, type Index } from './index-db.ts'
import { createReadThrough, type Runtime } from './read-through.ts'
import { createRefStore, type RefStore } from './ref.ts'
import { createTtlCache } from './ttl-cache.ts'

export interface Storage {
  refs: RefStore
  blobs: BlobStore
  index: Index
  /** How long what was read counts as fresh, in milliseconds. */
  freshMs: number
  /** For how long after a ref was written what it names may be missing here, so that the state before is shown. */
  fallbackMs: number
  /** Milliseconds since the epoch. */
  now: () => number
  /** Asks KV itself, for `/healthz`. */
  isReachable(): Promise<boolean>
}

export interface StorageOptions {
  namespace: Pick<KVNamespace, 'get'>
  /** Absent where no D1 database is bound. */
  database?: D1Database | undefined
  freshMs: number
  runtime: Runtime
  /** The publisher's public keys; none where nothing is signed. */
  keys?: readonly string[]
}

export function createStorage({ namespace, database, freshMs, runtime, keys = [] }: StorageOptions): Storage {
  const { now } = runtime
  const readThrough = createReadThrough(runtime)
  return {
    refs: createRefStore({
      namespace,
      freshMs,
      now,
      readThrough,
      keys,
      readFloor: createFloor(database, runtime),
    }),
    blobs: createBlobStore({ namespace, now, readThrough }),
    index: createIndex(database, readThrough, now),
    freshMs,
    // Where somebody else may have taken it away, not for longer than any answer may be old.
    fallbackMs: keys.length > 0 ? MAX_AGE_SECONDS * 1000 : Number.POSITIVE_INFINITY,
    now,
    async isReachable() {
      // A cache that keeps nothing, so that KV is always asked.
      const cache = createTtlCache<true>({ maxSize: 0, ttlMs: 0, sizeOf: () => 1, now })
      const read = async () => {
        await namespace.get(WIDGETS_KEY, { type: 'text', cacheTtl: KV_CACHE_TTL_SECONDS })
        return true as const
      }
      return readThrough({ cache, key: 'healthz', read }).then(
        () => true,
        () => false,
      )
    },
  }
}
