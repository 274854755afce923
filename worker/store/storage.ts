/** Everything that an isolate reads from: refs and blobs in KV, the index in D1. One per namespace and isolate. */
import { WIDGETS_KEY } from '../../data/store/records.ts'
import { KV_CACHE_TTL_SECONDS } from '../freshness.ts'
import { type BlobStore, createBlobStore } from './blobs.ts'
import { createTopicChanges, type TopicChanges } from './changes.ts'
import { createIndex, type Index } from './index-db.ts'
import { createReadThrough, type Runtime } from './read-through.ts'
import { createRefStore, type RefStore } from './ref.ts'
import { createTtlCache } from './ttl-cache.ts'

/** How long a result for `/healthz` is cached, so that frequent requests cost no reads. */
const HEALTH_MS = 5_000

export interface Storage {
  refs: RefStore
  blobs: BlobStore
  index: Index
  /** How long a value that was read counts as fresh, in milliseconds. */
  freshMs: number
  changes: TopicChanges
  /** Milliseconds since the epoch. */
  now: () => number
  /** For `/healthz`: whether KV responds, and the number of topics in the index; absent while the index does not respond. */
  checkHealth(): Promise<{ isReachable: boolean; topics?: number }>
}

export interface StorageOptions {
  namespace: Pick<KVNamespace, 'get'>
  /** Absent if no D1 database is bound. */
  database?: D1Database | undefined
  freshMs: number
  runtime: Runtime
  /** The publishers' public keys; empty if nothing is signed. */
  keys?: readonly string[]
}

export function createStorage({ namespace, database, freshMs, runtime, keys = [] }: StorageOptions): Storage {
  const { now } = runtime
  const changes = createTopicChanges(keys.length > 0 ? database : undefined, runtime)
  const readThrough = createReadThrough(runtime)
  const index = createIndex(database, readThrough, now)
  const health = createTtlCache<number>({ maxSize: 2, ttlMs: Math.min(HEALTH_MS, freshMs), sizeOf: () => 1, now })

  /** Resolves with undefined if the read fails, even if there is a copy. */
  async function check(key: string, read: () => Promise<number>): Promise<number | undefined> {
    const reading = await readThrough({ cache: health, key, read }).catch(() => undefined)
    return reading?.stale ? undefined : reading?.value
  }

  return {
    refs: createRefStore({
      namespace,
      freshMs,
      now,
      readThrough,
      keys,
      changes,
    }),
    blobs: createBlobStore({ namespace, now, readThrough }),
    index,
    freshMs,
    changes,
    now,
    async checkHealth() {
      const readKey = async () => {
        await namespace.get(WIDGETS_KEY, { type: 'text', cacheTtl: KV_CACHE_TTL_SECONDS })
        return 1
      }
      const [kv, topics] = await Promise.all([check('kv', readKey), check('index', index.countTopics)])
      return { isReachable: kv !== undefined, ...(topics !== undefined && { topics }) }
    },
  }
}
