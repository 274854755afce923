import type { Miniflare } from 'miniflare'
import type { Store as TextStore } from '../releases/store.ts'
import { withStateLock } from '../store/state-lock.ts'
import type { OpenStore, Store } from '../store/store.ts'
import type { Options } from './command.ts'
import type { Target } from './ledger-file.ts'
import { reportProgress } from './progress.ts'

/**
 * The store that the options name, for as long as `use` takes; a local one for no other process at the same time.
 *
 * @throws StoreError when there is no way to the store; nothing was written then.
 */
export async function withStore<Result>(
  options: Options,
  use: (store: TextStore, target: Target) => Promise<Result>,
): Promise<Result> {
  // Loaded only here: the simulator and Cloudflare's tools take longer to start than most commands to run.
  if (options.remote) return useStore((await import('../store/kv-remote.ts')).openRemoteStore(), use)
  const { LOCAL_STATE_FOLDER, openLocalStore } = await import('../store/kv-local.ts')
  const folder = options.state ?? LOCAL_STATE_FOLDER
  return withStateLock(folder, { owner: 'npm run data' }, async () =>
    useStore(await reportProgress('opening local KV', () => openLocalStore(folder)), use),
  )
}

async function useStore<Result>(
  { store, target, close }: OpenStore,
  use: (store: TextStore, target: Target) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(asTextStore(store), target)
  } finally {
    await close()
  }
}

/** Where releases lie in a simulator that runs. */
export async function getStore(simulator: Miniflare): Promise<TextStore> {
  return asTextStore((await (await import('../store/kv-local.ts')).openSimulatorStore(simulator)).store)
}

/** Values as texts, one at a time, as releases of store format 1 are written. */
function asTextStore(store: Store): TextStore {
  return {
    async get(key) {
      const bytes = await store.get(key)
      return bytes === undefined ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    },
    put: (key, value, options) => store.put(key, value, options),
    delete: (key) => store.deleteMany([key]),
    async list({ prefix }) {
      const keys = (await store.list(prefix)).map(({ key, metadata }) => ({ name: key, metadata }))
      return { keys, list_complete: true }
    },
  }
}
