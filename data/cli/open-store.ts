/** The store that a command works on, what is deployed over it, and what this copy knows of it. */

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
 * process at the same time. A command that writes refs sets `needsKey`, so that it fails before anything is written.
 *
 * @throws StoreError when the store cannot be reached, its format is not readable, or the key is missing; nothing was written
 * then
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

const TIMEOUT_MS = 3000

/**
 * Readers are deployed before writers: the Worker that is deployed, by default at the PUBLIC_ORIGIN of the environment or
 * else of wrangler.toml, must read the format that is about to be written. Does nothing where no Worker answers.
 *
 * @throws StoreError when the deployed Worker does not read it
 */
export async function checkDeployedFormats(origin?: string): Promise<void> {
  const place = origin ?? process.env.PUBLIC_ORIGIN ?? (await readPublicOrigin())
  const health = await readHealth(place)
  // Format 1 had no number.
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

/** Absent where no Worker of this project answers. */
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
 * Runs a command that changes a topic, with the sequence that the ledger knows, and records the new state. The sequence is 0
 * where this copy never published the topic, or published it to another local store, whose log lacks the recorded head.
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
