/**
 * Workers KV and D1 on this machine, in the folder that `wrangler dev` and `wrangler kv --local` also use. The only file that
 * configures the simulator, from wrangler.toml.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { convertV4MiniflareOptions, Miniflare, type MiniflareOptions, type V4WorkerOptionsShape } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { createLocalIndex, type LocalDatabase } from './d1.ts'
import { LOCAL_STATE_FOLDER } from './state-lock.ts'
import { type IndexDatabase, inBatches, type OpenStore, type Store, type StoreKey, toBytes } from './store.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const CONFIGURATION = join(ROOT, 'wrangler.toml')
export const KV_BINDING = 'FACTS'
export const INDEX_BINDING = 'INDEX'

const IDLE_WORKER = 'export default {}'
/** Concurrent requests to the simulator. */
const CONCURRENCY = 20

export interface SimulatorOptions {
  /** The Worker's bundled code; by default one that does nothing, for callers that only need the store. */
  script?: string
  stateFolder?: string
  /** Override the variables in wrangler.toml. */
  variables?: Record<string, string | number>
  port?: number
}

export function createSimulatorOptions({ script, stateFolder, variables, port }: SimulatorOptions): MiniflareOptions {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(CONFIGURATION)
  const { compatibilityDate, compatibilityFlags, bindings, kvNamespaces, d1Databases, assets } =
    workerOptions as V4WorkerOptionsShape
  return convertV4MiniflareOptions({
    script: script ?? IDLE_WORKER,
    modules: true,
    compatibilityDate,
    compatibilityFlags,
    // On this machine nothing is signed, even if the deployed Worker has keys.
    bindings: { ...bindings, PUBLISHER_KEYS: '', ...variables },
    kvNamespaces,
    d1Databases,
    ...(script !== undefined && { assets }),
    resourcePersistencePath: join(stateFolder ?? LOCAL_STATE_FOLDER, 'v3'),
    cf: false,
    ...(port === undefined ? {} : { port }),
  } as Parameters<typeof convertV4MiniflareOptions>[0])
}

export interface SimulatorStore {
  store: Store
  index: IndexDatabase
  /** A lock ensures that only one process writes. */
  isExclusive: true
}

/** Opens the store and the index of a simulator. Both go on working when its options are set again, which ends its bindings. */
export function openSimulatorStore(simulator: Miniflare): SimulatorStore {
  const openDatabase = async () => (await simulator.getD1Database(INDEX_BINDING)) as unknown as LocalDatabase
  return { store: createLocalStore(simulator), index: createLocalIndex(openDatabase), isExclusive: true }
}

/** Starts a simulator on the state folder; `close` stops it. The caller must hold the lock of the folder. */
export async function openLocalStore(stateFolder?: string): Promise<OpenStore> {
  const simulator = new Miniflare(createSimulatorOptions(stateFolder === undefined ? {} : { stateFolder }))
  try {
    await simulator.ready
    return { target: 'local', ...openSimulatorStore(simulator), close: () => simulator.dispose() }
  } catch (error) {
    await simulator.dispose().catch(() => {})
    throw error
  }
}

function createLocalStore(simulator: Miniflare): Store {
  const openNamespace = () => simulator.getKVNamespace(KV_BINDING)

  async function get(key: string): Promise<Uint8Array | undefined> {
    const namespace = await openNamespace()
    const bytes = await namespace.get(key, 'arrayBuffer')
    return bytes === null ? undefined : new Uint8Array(bytes)
  }
  const put: Store['put'] = async (key, value, { metadata } = {}) => {
    const namespace = await openNamespace()
    await namespace.put(key, toBytes(value), metadata === undefined ? {} : { metadata })
  }

  return {
    get,
    async getMany(keys) {
      const found = new Map<string, Uint8Array>()
      await forEach(keys, async (key) => {
        const bytes = await get(key)
        if (bytes) found.set(key, bytes)
      })
      return found
    },
    put,
    putMany: (entries) => forEach(entries, ({ key, value, metadata }) => put(key, value, { metadata })),
    async list(prefix) {
      const namespace = await openNamespace()
      const found: StoreKey[] = []
      for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
        const page: ListedPage = await namespace.list({ prefix, cursor })
        found.push(
          ...page.keys.map(({ name, metadata }) => ({ key: name, ...(metadata !== undefined && { metadata }) })),
        )
        cursor = page.list_complete ? undefined : page.cursor
      }
      return found
    },
    deleteMany: (keys) => forEach(keys, async (key) => (await openNamespace()).delete(key)),
  }
}

interface ListedPage {
  keys: { name: string; metadata?: unknown }[]
  list_complete: boolean
  cursor?: string
}

async function forEach<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  for (const batch of inBatches(items, CONCURRENCY)) await Promise.all(batch.map(act))
}
