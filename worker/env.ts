import type { Values } from './query/parse.ts'
import type { ResponseCache } from './response-cache.ts'
import type { AssetStore } from './store/asset-store.ts'
import type { Storage } from './store/storage.ts'
import type { WithdrawalWatch } from './withdrawals.ts'

/** The Worker's bindings and variables, from wrangler.toml. */
export interface Env {
  FACTS: KVNamespace
  /** The index of all topics; without it, lists across topics are not served. */
  INDEX?: D1Database
  /** The files that the build wrote to `.build/assets`. */
  ASSETS: Pick<Fetcher, 'fetch'>
  /** Origin of absolute URLs, without a trailing slash. */
  PUBLIC_ORIGIN: string
  /** How long an isolate or a cache may serve what it has read, in seconds. */
  FRESH_SECONDS: number
  /** The publishers' public keys (`keygen`), separated by spaces; absent if nothing is signed. */
  PUBLISHER_KEYS?: string
  VERSION?: WorkerVersionMetadata
  /** Limits the requests of a client; absent if there is no limit. */
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
    /** The query's values, parsed by the route's table in `query/parameters.ts`; absent when there is no query. */
    query?: Values
  }
}
