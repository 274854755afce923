/**
 * Workers KV on this machine, in the place where `wrangler dev` and `wrangler kv --local` also look. The one file that
 * knows how the simulator is configured: as wrangler.toml says.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convertV4MiniflareOptions, Miniflare, type MiniflareOptions, type V4WorkerOptionsShape } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import type { Store } from '../releases/store.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const CONFIGURATION = join(ROOT, 'wrangler.toml')
export const KV_BINDING = 'FACTS'
const IDLE_WORKER = 'export default {}'

export const LOCAL_STATE_FOLDER = join(ROOT, '.wrangler/state')

export interface SimulatorOptions {
  /** The Worker's bundled code; by default one that does nothing, for those who only want the store. */
  script?: string
  stateFolder?: string
  /** Replace what wrangler.toml says. */
  variables?: Record<string, string | number>
  port?: number
}

export function createSimulatorOptions({ script, stateFolder, variables, port }: SimulatorOptions): MiniflareOptions {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(CONFIGURATION)
  const { compatibilityDate, bindings, kvNamespaces, assets } = workerOptions as V4WorkerOptionsShape
  return convertV4MiniflareOptions({
    script: script ?? IDLE_WORKER,
    modules: true,
    compatibilityDate,
    bindings: { ...bindings, ...variables },
    kvNamespaces,
    ...(script !== undefined && { assets }),
    resourcePersistencePath: join(stateFolder ?? LOCAL_STATE_FOLDER, 'v3'),
    cf: false,
    ...(port === undefined ? {} : { port }),
  } as Parameters<typeof convertV4MiniflareOptions>[0])
}

/** Where releases lie in a simulator that runs. */
export async function getStore(simulator: Miniflare): Promise<Store> {
  return simulator.getKVNamespace(KV_BINDING)
}

export async function openLocalStore(stateFolder?: string): Promise<{ store: Store; close: () => Promise<void> }> {
  const simulator = new Miniflare(createSimulatorOptions(stateFolder === undefined ? {} : { stateFolder }))
  try {
    await simulator.ready
    return { store: await getStore(simulator), close: () => simulator.dispose() }
  } catch (error) {
    await simulator.dispose().catch(() => {})
    throw error
  }
}
