declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import('../../worker/index.ts')
  }
  interface Env {
    FACTS: KVNamespace
    INDEX: D1Database
    ASSETS: Fetcher
    PUBLIC_ORIGIN: string
    FRESH_SECONDS: number
  }
}
