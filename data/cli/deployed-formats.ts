import { STORE_FORMAT } from '../store/records.ts'
import { StoreError } from '../store/store.ts'

const TIMEOUT_MS = 3000

/**
 * Readers are deployed before writers: the Worker that is deployed, by default at the PUBLIC_ORIGIN of the environment or
 * else of wrangler.toml, must read the format that is about to be written. Where nothing is deployed yet, or nobody
 * answers, there is nobody to break.
 *
 * @throws StoreError when the deployed Worker does not read it
 */
export async function checkDeployedFormats(origin?: string): Promise<void> {
  const place = origin ?? process.env.PUBLIC_ORIGIN ?? (await readPublicOrigin())
  const health = await readHealth(place)
  // Format 1 had no number.
  const { formats = [1] } = health ?? { formats: [STORE_FORMAT] }
  if (formats.includes(STORE_FORMAT)) return
  throw new StoreError(
    `the Worker at ${place} reads store format ${formats.join(', ')}, and this code writes ${STORE_FORMAT}: deploy first, then publish`,
  )
}

async function readPublicOrigin(): Promise<string> {
  const { unstable_readConfig } = await import('wrangler')
  const { CONFIGURATION } = await import('../store/kv-local.ts')
  return String(unstable_readConfig({ config: CONFIGURATION }).vars.PUBLIC_ORIGIN)
}

/** Absent where no Worker of this project answers. */
async function readHealth(origin: string): Promise<{ formats?: number[] } | undefined> {
  try {
    const response = await fetch(new URL('/healthz', origin), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const health = (await response.json()) as { kv?: unknown; formats?: number[] } | null
    return health?.kv === undefined ? undefined : health
  } catch {
    return undefined
  }
}
