/**
 * Where the desk publishes: the local store of `npm start`, and the real one if the environment has credentials for it. The
 * same stores, in the same way, as the command line's.
 */
import { nameEnvironment } from '../cli/ledger-file.ts'
import type { OpenStore } from '../store/store.ts'
import type { StoreChoice } from './api.ts'
import { observeStorage, type ReportStep } from './progress.ts'

export type Opened = Omit<OpenStore, 'close'>

export interface DeskStore extends StoreChoice {
  /** Opens the store for as long as `use` takes, and reports what is written and what is waited for. */
  use: <Result>(use: (storage: Opened) => Promise<Result>, report?: ReportStep) => Promise<Result>
}

const CREDENTIALS = ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_API_TOKEN']

/** The store on this machine; `lock` keeps other processes from changing it meanwhile. */
export function createLocalDeskStore(
  open: Opened,
  lock: <Result>(use: () => Promise<Result>) => Promise<Result>,
): DeskStore {
  return {
    target: 'local',
    label: 'this machine',
    use: (use, report) => lock(() => use(report ? observeStorage(open, report) : open)),
  }
}

/** The store that `--remote` means. It is listed without credentials too, with the reason why it cannot be used. */
export async function createRemoteDeskStore(environment = process.env): Promise<DeskStore> {
  const missing = CREDENTIALS.filter((name) => !environment[name])
  const origin = await readPublicOrigin()
  return {
    target: 'remote',
    label: `${origin} (${nameEnvironment(environment.CLOUDFLARE_ENV)})`,
    ...(missing.length > 0 && { problem: `start again with ${missing.join(' and ')} in the environment` }),
    use: async (use, report) => {
      // Loaded only here: Cloudflare's tools take long to start.
      const { openRemoteStore } = await import('../store/kv-remote.ts')
      const opened = openRemoteStore({ environment, ...(report && { report }) })
      try {
        return await use(report ? observeStorage(opened, report) : opened)
      } finally {
        await opened.close()
      }
    },
  }
}

async function readPublicOrigin(): Promise<string> {
  const { unstable_readConfig } = await import('wrangler')
  const { CONFIGURATION } = await import('../store/kv-local.ts')
  return String(unstable_readConfig({ config: CONFIGURATION }).vars.PUBLIC_ORIGIN)
}
