import { FormatError, type Storage } from '../store/refs.ts'
import { withStateLock } from '../store/state-lock.ts'
import { type OpenStore, StoreError, type Target } from '../store/store.ts'
import { openTrust } from './key-file.ts'
import { reportProgress } from './progress.ts'

/** Which store: the local one in `state`, or the real one as `config` binds it; `key` names the file of the publisher's key. */
export interface StoreOptions {
  remote?: true | string | undefined
  config?: string | undefined
  state?: string | undefined
  key?: string | undefined
}

export type UseStore<Result> = (storage: Storage & { target: Target }) => Promise<Result>

/**
 * The store that the options name, for as long as `use` takes, with the keys of its environment; a local one for no other
 * process at the same time. What writes refs says that it `needsKey`, so that it fails before anything is written.
 *
 * @throws StoreError when there is no way to the store, its format is not readable, or the key is missing; nothing was written then
 */
export async function withStore<Result>(
  options: StoreOptions,
  useOpen: UseStore<Result>,
  { needsKey = false } = {},
): Promise<Result> {
  const trust = await openTrust(options, needsKey)
  const use = ({ close: _, ...storage }: OpenStore) => useOpen({ ...storage, ...trust })
  // Loaded only here: the simulator and Cloudflare's tools take longer to start than most commands to run.
  if (options.remote) {
    const { openRemoteStore } = await import('../store/kv-remote.ts')
    return useStore(options, await openRemoteStore({ ...(options.config && { configuration: options.config }) }), use)
  }
  const { LOCAL_STATE_FOLDER, openLocalStore } = await import('../store/kv-local.ts')
  const folder = options.state ?? LOCAL_STATE_FOLDER
  return withStateLock(folder, { owner: 'npm run data' }, async () =>
    useStore(options, await reportProgress('opening local KV', () => openLocalStore(folder)), use),
  )
}

async function useStore<Result>(
  options: StoreOptions,
  storage: OpenStore,
  use: (storage: OpenStore) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(storage)
  } catch (error) {
    throw error instanceof FormatError && error.format === 1
      ? new StoreError(describeReplacement(error, options))
      : error
  } finally {
    await storage.close()
  }
}

/** The commands that replace a store of format 1. */
export function describeReplacement(
  { message }: FormatError,
  { remote, state = '.wrangler/state' }: StoreOptions,
): string {
  return remote
    ? `${message}:
  delete the namespace and the database at Cloudflare, then npm run ship`
    : `${message}:
  rm -r ${state} && npm run data -- publish`
}
