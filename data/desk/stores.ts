/**
 * Where the desk publishes: the local store of `npm start`, and the real one if the environment has credentials for it. The
 * same stores, in the same way, as the command line's.
 */
import { openTrust } from '../cli/key-file.ts'
import type { Storage } from '../store/refs.ts'
import type { Target } from '../store/store.ts'
import type { StoreChoice } from './api.ts'
import { observeStorage, type ReportStep } from './progress.ts'

export type Opened = Storage & { target: Target }

export interface DeskStore extends StoreChoice {
  /** Opens the store for as long as `use` takes. */
  read: <Result>(use: (storage: Opened) => Promise<Result>) => Promise<Result>
  /** The same with the publisher's key, where refs are signed; reports what is written and what is waited for. */
  change: <Result>(use: (storage: Opened) => Promise<Result>, report: ReportStep) => Promise<Result>
}

const CREDENTIALS = 'CLOUDFLARE_API_TOKEN'

/** The store on this machine; `lock` keeps other processes from changing it meanwhile. */
export function createLocalDeskStore(
  opened: Opened,
  lock: <Result>(use: () => Promise<Result>) => Promise<Result>,
): DeskStore {
  return {
    target: 'local',
    label: 'this machine',
    read: (use) => lock(() => use(opened)),
    change: (use, report) => lock(() => use(observeStorage(opened, report))),
  }
}

/** The store that `--remote` means. It is listed without credentials too, with the reason why it cannot be used. */
export async function createRemoteDeskStore(environment = process.env): Promise<DeskStore> {
  const { readResources } = await import('../store/remote-resources.ts')
  const open = async <Result>(
    use: (storage: Opened) => Promise<Result>,
    { report, needsKey }: { report?: ReportStep; needsKey: boolean },
  ) => {
    const trust = await openTrust({ remote: true }, needsKey)
    // Loaded only here: Cloudflare's tools take long to start.
    const { openRemoteStore } = await import('../store/kv-remote.ts')
    const { close, ...storage } = await openRemoteStore({ environment, ...(report && { report }) })
    try {
      const opened = { ...storage, ...trust }
      return await use(report ? observeStorage(opened, report) : opened)
    } finally {
      await close()
    }
  }
  return {
    target: 'remote',
    label: `the real store of ${readResources().worker}`,
    ...(!environment[CREDENTIALS] && { problem: `start again with ${CREDENTIALS} in the environment` }),
    read: (use) => open(use, { needsKey: false }),
    change: (use, report) => open(use, { report, needsKey: true }),
  }
}
