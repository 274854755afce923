import { FormatError } from '../store/refs.ts'
import { type OpenStore, StoreError } from '../store/store.ts'
import type { Options } from './command.ts'
import { reportProgress } from './progress.ts'

/**
 * The store that the options name, for as long as `use` takes.
 *
 * @throws StoreError when there is no way to the store, or its format is not ours; nothing was written then
 */
export async function withStore<Result>(
  options: Options,
  use: (storage: OpenStore) => Promise<Result>,
): Promise<Result> {
  // Loaded only here: the simulator and Cloudflare's tools take longer to start than most commands to run.
  const storage = options.remote
    ? (await import('../store/kv-remote.ts')).openRemoteStore()
    : await reportProgress('opening local KV', async () =>
        (await import('../store/kv-local.ts')).openLocalStore(options.state),
      )
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
export function describeReplacement({ message }: FormatError, { remote, state = '.wrangler/state' }: Options): string {
  return remote
    ? `${message}:
  npx wrangler kv namespace create fact-box   (and put its id into wrangler.toml)
  npm run data -- publish --remote`
    : `${message}:
  rm -r ${state} && npm run data -- publish`
}
