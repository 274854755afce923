import type { Values } from './lists/query.ts'

/** What wrangler.toml gives the Worker. */
export interface Environment {
  FACTS: KVNamespace
  /** The files that the build wrote to `.build/assets`. */
  ASSETS: Pick<Fetcher, 'fetch'>
  /** Origin of absolute URLs, without a slash at the end. */
  PUBLIC_ORIGIN: string
  /** How long an isolate and a cache may show what they have read, in seconds. */
  FRESH_SECONDS: number
  VERSION?: WorkerVersionMetadata
  /** How many requests a reader may send; absent where there is no limit. */
  RATE_LIMITER?: RateLimit
}

/** Hono's type of an application with these bindings. */
export interface App {
  Bindings: Environment
  Variables: {
    /** What the query asks for, parsed by the route's table in `parameters.ts`; absent when there is no query. */
    query?: Values
  }
}
