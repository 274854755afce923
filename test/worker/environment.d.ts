declare namespace Cloudflare {
  interface GlobalProps {
    mainModule: typeof import('../../worker/index.ts')
  }
  interface Env {
    FACTS: KVNamespace
    ASSETS: Fetcher
    PUBLIC_ORIGIN: string
    FRESH_SECONDS: number
  }
}
