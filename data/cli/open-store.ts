import type { Store } from '../releases/store.ts'
import type { Options } from './command.ts'
import type { Target } from './ledger-file.ts'
import { openLocalStore } from './local-store.ts'
import { reportProgress } from './progress.ts'
import { openRemoteStore } from './remote-store.ts'

/** The store that the options name, for as long as `use` takes. */
export async function withStore<Result>(
  options: Options,
  use: (store: Store, target: Target) => Promise<Result>,
): Promise<Result> {
  if (options.remote) return use(openRemoteStore(), 'remote')
  const { store, close } = await reportProgress('opening local KV', () => openLocalStore(options.state))
  try {
    return await use(store, 'local')
  } finally {
    await close()
  }
}
