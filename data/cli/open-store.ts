/** Opens the store of a command, checks the Worker deployed with it, and keeps the ledger. */

import { join } from 'node:path'
import { hasEntry, hashHead, readLog } from '../store/log.ts'
import { STORE_FORMAT } from '../store/records.ts'
import { FormatError, readRef, type Storage } from '../store/refs.ts'
import { findStateFolder, withStateLock } from '../store/state-lock.ts'
import { type OpenStore, StoreError, type Target } from '../store/store.ts'
import { type Options, reportProgress } from './command.ts'
import { openTrust } from './key-file.ts'
import { advanceLedger, readLedger, writeLedger } from './ledger.ts'
import { findTopicsFolder } from './topics.ts'

/** The store: the local one in `state`, or the remote one that `config` binds; `key` is the path of the publisher's key. */
export interface StoreOptions {
  remote?: true | string | undefined
  config?: string | undefined
  state?: string | undefined
  key?: string | undefined
}

export type UseStore<Result> = (storage: Storage & { target: Target }) => Promise<Result>

/**
 * Opens the store with the keys of its environment, runs `useOpen`, and closes it. Locks a local store against other
 * processes. A command that writes refs sets `needsKey`, to fail before anything is written.
 *
 * @throws StoreError when the store cannot be reached, its format cannot be read, or the key is missing; nothing is written
 * then
 */
export async function withStore<Result>(
  options: StoreOptions,
  useOpen: UseStore<Result>,
  { needsKey = false } = {},
): Promise<Result> {
  const trust = await openTrust(options, needsKey)
  const use = ({ close: _, ...storage }: OpenStore) => useOpen({ ...storage, ...trust })
  // Loaded only here: the simulator and Cloudflare's tools take longer to load than most commands to run.
  if (options.remote) {
    const { openRemoteStore } = await import('../store/kv-remote.ts')
    return useStore(options, await openRemoteStore({ ...(options.config && { configuration: options.config }) }), use)
  }
  const { openLocalStore } = await import('../store/kv-local.ts')
  const folder = findStateFolder(options.state)
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

/** Describes the commands that replace a store of format 1. */
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

const TIMEOUT_MS = 3000

/**
 * Checks that the deployed Worker can read the format that is about to be written. `origin` defaults to the variable
 * PUBLIC_ORIGIN, then to the one in wrangler.toml. Does nothing when no Worker answers.
 *
 * @throws StoreError when the deployed Worker cannot read it
 */
export async function checkDeployedFormats(origin?: string): Promise<void> {
  const place = origin ?? process.env.PUBLIC_ORIGIN ?? (await readPublicOrigin())
  const health = await readHealth(place)
  // A Worker that reads only format 1 does not report `formats`.
  const { formats = [1] } = health ?? { formats: [STORE_FORMAT] }
  if (formats.includes(STORE_FORMAT)) return
  throw new StoreError(
    `the Worker at ${place} reads store format ${formats.join(', ')}, and this code writes ${STORE_FORMAT}: deploy first, then publish`,
  )
}

async function readPublicOrigin(): Promise<string> {
  const { unstable_readConfig } = await import('wrangler')
  const { CONFIGURATION } = await import('../store/kv-local.ts')
  return String(unstable_readConfig({ config: CONFIGURATION }).vars.PUBLIC_ORIGIN)
}

/** Absent when no Worker of this project answers. */
async function readHealth(origin: string): Promise<{ formats?: number[] } | undefined> {
  try {
    const response = await fetch(new URL('/healthz', origin), { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const health = (await response.json()) as { kv?: unknown; formats?: number[] } | null
    return health?.kv === undefined ? undefined : health
  } catch {
    return undefined
  }
}

/**
 * Runs a command that changes a topic with the sequence from the ledger, and records the new state. For a local store the
 * sequence is 0. Records nothing if the store's log lacks the recorded head: then it is another store.
 */
export async function withLedger<Result extends { kind: string; sequence?: number }>(
  storage: Storage & { target: Target },
  topic: string,
  options: Options,
  run: (sequence: number) => Promise<Result>,
): Promise<Result> {
  const { store, target } = storage
  const folder = join(findTopicsFolder(options.topics), topic)
  const owner = target === 'remote' ? target : { state: options.state }
  const ledger = await readLedger(folder, owner)
  const result = await run(target === 'remote' ? ledger.sequence : 0)
  if (result.kind === 'refused' || result.sequence === undefined || ledger.head === undefined) return result
  const ref = await readRef(storage, topic)
  const log = ref && (await readLog(store, ref))
  if (!log || !(await hasEntry(log, ledger.head))) return result
  const head = (await hashHead(log)) ?? ledger.head
  await writeLedger(folder, owner, advanceLedger(ledger, { sequence: ref.sequence, head }))
  return result
}
