import type { Values } from './query/parse.ts'
import type { ResponseCache } from './response-cache.ts'
import type { AssetStore } from './store/asset-store.ts'
import type { Storage } from './store/storage.ts'
import type { WithdrawalWatch } from './withdrawals.ts'

/** What wrangler.toml gives the Worker. */
export interface Env {
  FACTS: KVNamespace
  /** The index of all topics; absent where lists across topics are not served. */
  INDEX?: D1Database
  /** The files that the build wrote to `.build/assets`. */
  ASSETS: Pick<Fetcher, 'fetch'>
  /** Origin of absolute URLs, without a slash at the end. */
  PUBLIC_ORIGIN: string
  /** How long an isolate and a cache may serve what they have read, in seconds. */
  FRESH_SECONDS: number
  /** The publishers' public keys (`keygen`), separated by spaces; absent where nothing is signed. */
  PUBLISHER_KEYS?: string
  VERSION?: WorkerVersionMetadata
  /** How many requests a client may send; absent where there is no limit. */
  RATE_LIMITER?: RateLimit
}

/** Hono's type of an application with these bindings. */
export interface App {
  Bindings: Env
  Variables: {
    storage: Storage
    assets: AssetStore
    responses: ResponseCache
    withdrawals: WithdrawalWatch
    /** What the query asks for, parsed by the route's table in `query/parameters.ts`; absent when there is no query. */
    query?: Values
  }
}
