import type { Store } from '../releases/store.ts'
import type { Options } from './command.ts'
import type { Target } from './ledger-file.ts'
import { reportProgress } from './progress.ts'

/** The store that the options name, for as long as `use` takes. */
export async function withStore<Result>(
  options: Options,
  use: (store: Store, target: Target) => Promise<Result>,
): Promise<Result> {
  // Loaded only here: the simulator and Cloudflare's tools take longer to start than most commands to run.
  if (options.remote) return use((await import('./remote-store.ts')).openRemoteStore(), 'remote')
  const { openLocalStore } = await import('./local-store.ts')
  const { store, close } = await reportProgress('opening local KV', () => openLocalStore(options.state))
  try {
    return await use(store, 'local')
  } finally {
    await close()
  }
}
