import type { Values } from './lists/query.ts';
/** What wrangler.toml gives the Worker. */
export interface Environment {
    FACTS: KVNamespace;
    /** Origin of absolute URLs, without a slash at the end. */
    PUBLIC_ORIGIN: string;
    /** How long an isolate and a cache may show what they have read, in seconds. */
    FRESH_SECONDS: number;
    VERSION?: WorkerVersionMetadata;
}
/** Hono's type of an application with these bindings. */
export interface App {
    Bindings: Environment;
    Variables: {
        /** What the query asks for, parsed by the route's table in `parameters.ts`; absent when there is no query. */
        query?: Values;
    };
}
