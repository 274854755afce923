/**
 * Lets only one process at a time change the local store in a state folder: `npm start`, a command or the desk. The lock is
 * SQLite's, which the system releases when the process ends in any way, so no lock is ever stale.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { StoreError } from './store.ts'

/** This project's own local store. */
export const LOCAL_STATE_FOLDER = fileURLToPath(new URL('../../.wrangler/state', import.meta.url))

/** What `--state` names, or else the variable STATE_FOLDER, as for `npm start`; without both this project's own. */
export const findStateFolder = (named?: string): string => named ?? (process.env.STATE_FOLDER || LOCAL_STATE_FOLDER)

const FILE = 'lock.sqlite'
const POLL_MS = 50
/** Longer waiting is reported. */
const QUIET_MS = 1000
const MAX_WAIT_MS = 60_000

export interface LockOptions {
  /** What holds the lock, such as `publish`: shown to a process that waits. */
  owner: string
  report?: (message: string) => void
  maxWaitMs?: number
}

/**
 * Runs `use` while this process holds the lock of the folder.
 *
 * @throws StoreError if another process holds it too long, or the folder cannot be written to
 */
export async function withStateLock<Result>(
  folder: string,
  options: LockOptions,
  use: () => Promise<Result>,
): Promise<Result> {
  const database = await openLock(folder)
  try {
    await acquire(database, folder, options)
    return await use()
  } finally {
    database.close()
  }
}

async function openLock(folder: string): Promise<DatabaseSync> {
  try {
    await mkdir(folder, { recursive: true })
    return new DatabaseSync(join(folder, FILE))
  } catch (error) {
    throw describeFailure(folder, error)
  }
}

async function acquire(database: DatabaseSync, folder: string, options: LockOptions): Promise<void> {
  const { owner, report = (message) => console.error(message), maxWaitMs = MAX_WAIT_MS } = options
  const start = performance.now()
  let isReported = false
  while (!tryAcquire(database, folder, owner)) {
    const waited = performance.now() - start
    const holder = readHolder(database) ?? 'another process'
    if (waited >= maxWaitMs) {
      throw new StoreError(`${folder} is in use by ${holder}; run the command again when that has finished`)
    }
    if (waited >= QUIET_MS && !isReported) {
      report(`waiting for ${holder} …`)
      isReported = true
    }
    await setTimeout(POLL_MS)
  }
}

/** Commits the owner first, because others can read only committed rows while the lock is held. */
function tryAcquire(database: DatabaseSync, folder: string, owner: string): boolean {
  try {
    database.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (name TEXT); DELETE FROM holder')
    database.prepare('INSERT INTO holder VALUES (?)').run(`${owner} (process ${process.pid})`)
    database.exec('COMMIT; BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    if (isBusy(error)) return false
    throw describeFailure(folder, error)
  }
}

function readHolder(database: DatabaseSync): string | undefined {
  try {
    return database.prepare('SELECT name FROM holder').get()?.name as string | undefined
  } catch {
    return undefined // The table is being created or written.
  }
}

/** The low byte of all its extended codes. */
const SQLITE_BUSY = 5
const isBusy = (error: unknown) => (Number((error as { errcode?: unknown }).errcode) & 0xff) === SQLITE_BUSY

const describeFailure = (folder: string, error: unknown) =>
  new StoreError(
    `the local store in ${folder} cannot be written (${(error as Error).message}); name a folder with --state or STATE_FOLDER where this user may write`,
    { cause: error },
  )
