import type { Miniflare } from 'miniflare'
import type { Store as TextStore } from '../releases/store.ts'
import type { Store } from '../store/store.ts'
import type { Options } from './command.ts'
import type { Target } from './ledger-file.ts'
import { reportProgress } from './progress.ts'

/** The store that the options name, for as long as `use` takes. */
export async function withStore<Result>(
  options: Options,
  use: (store: TextStore, target: Target) => Promise<Result>,
): Promise<Result> {
  // Loaded only here: the simulator and Cloudflare's tools take longer to start than most commands to run.
  const { store, target, close } = options.remote
    ? (await import('../store/kv-remote.ts')).openRemoteStore()
    : await reportProgress('opening local KV', async () =>
        (await import('../store/kv-local.ts')).openLocalStore(options.state),
      )
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
