/**
 * The stores to which the desk publishes: the local one of `npm start`, and the remote one if the environment has
 * credentials for it. They are opened like the command line's, and report each write as progress.
 */
import { openTrust } from '../cli/key-file.ts'
import type { Box } from '../schema/api.ts'
import { REF_PREFIX } from '../store/records.ts'
import type { Storage } from '../store/refs.ts'
import { type Store, type StoreEntry, StoreError, type Target } from '../store/store.ts'
import type { StoreChoice } from './api.ts'

export type Opened = Storage & { target: Target }

export interface DeskStore extends Omit<StoreChoice, 'problem'> {
  /** Resolves with why the store cannot be used, and what to do; absent if it can. */
  findProblem: () => Promise<string | undefined>
  /** Opens the store, runs `use`, and closes it. */
  read: <Result>(use: (storage: Opened) => Promise<Result>) => Promise<Result>
  /** Like `read`, with the publisher's key if refs are signed; reports what is written and what it waits for. */
  change: <Result>(use: (storage: Opened) => Promise<Result>, report: ReportStep) => Promise<Result>
}

/**
 * Creates the entry of the store on this machine. `lock` keeps other processes from changing it meanwhile. If `opened` has
 * keys and a signer, refs are signed, and unsigned refs are refused. `shownAt`: where this machine's server shows the store.
 */
export function createLocalDeskStore(
  opened: Opened,
  lock: <Result>(use: () => Promise<Result>) => Promise<Result>,
  shownAt?: NonNullable<StoreChoice['shownAt']>,
): DeskStore {
  return {
    target: 'local',
    label: 'this machine',
    ...(shownAt && { shownAt }),
    findProblem: async () => undefined,
    read: (use) => lock(() => use(opened)),
    change: (use, report) => lock(() => use(observeStorage(opened, report))),
  }
}

/**
 * Creates the entry of the store of `--remote`, with the token in the environment or wrangler's login. Without either,
 * `findProblem` gives the reason. After a login, reload the desk.
 */
export async function createRemoteDeskStore(environment = process.env): Promise<DeskStore> {
  const { readResources } = await import('../store/remote-resources.ts')
  const open = async <Result>(
    use: (storage: Opened) => Promise<Result>,
    { report, needsKey }: { report?: ReportStep; needsKey: boolean },
  ) => {
    const trust = await openTrust({ remote: true }, needsKey)
    // Loaded only here: Cloudflare's tools are slow to load.
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
    findProblem: async () => {
      const { findToken } = await import('../store/cloudflare.ts')
      try {
        await findToken(environment)
        return undefined
      } catch (error) {
        if (error instanceof StoreError) return error.message
        throw error
      }
    },
    read: (use) => open(use, { needsKey: false }),
    change: (use, report) => open(use, { report, needsKey: true }),
  }
}

export type ReportStep = (text: string) => void

function observeStorage<Observed extends Storage>(storage: Observed, report: ReportStep): Observed {
  const { store, index } = storage
  return {
    ...storage,
    store: observeStore(store, report),
    ...(index && {
      index: {
        ...index,
        batch: (statements: Parameters<typeof index.batch>[0]) => {
          const step = describeBatch(statements.map(({ sql }) => sql))
          if (step !== undefined) report(step)
          return index.batch(statements)
        },
      },
    }),
  }
}

/** Describes a batch of SQL statements for an editor: a claim, or rows. Absent if nothing is written. */
function describeBatch(sqls: readonly string[]): string | undefined {
  const writes = sqls.filter((sql) => /^\s*(?:INSERT|UPDATE|DELETE)/i.test(sql))
  if (writes.length === 0) return undefined
  return writes.every((sql) => /\bclaims\b/.test(sql))
    ? 'Locking the topic for other editors …'
    : 'Updating lists and search …'
}

function observeStore(store: Store, report: ReportStep): Store {
  const reportWrite = (entries: readonly Pick<StoreEntry, 'key'>[]) => {
    const refs = entries.filter(({ key }) => key.startsWith(REF_PREFIX)).length
    report(refs > 0 ? 'Giving it to readers …' : `Writing ${count(entries.length, 'file')} …`)
  }
  return {
    ...store,
    put: (key, value, options) => {
      reportWrite([{ key }])
      return store.put(key, value, options)
    },
    putMany: (entries) => {
      if (entries.length > 0) reportWrite(entries)
      return store.putMany(entries)
    },
    deleteMany: (keys) => {
      if (keys.length > 0) report(`Deleting ${count(keys.length, 'file')} …`)
      return store.deleteMany(keys)
    },
  }
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`

export interface DeskOptions {
  port: number
  topicsFolder: string
  sourcesFolder: string
  /** The stores to publish to; the first is the default. */
  stores: readonly DeskStore[]
  renderBox: (box: Box) => { html: string; css: string }
  /** The page, its script and its style sheet, by path below `/edit`. */
  assets: Record<string, { type: string; content: string }>
}
