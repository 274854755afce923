/**
 * Reads the records of a release: its manifest, which the log names, and the log itself. A value may be missing at this location,
 * since KV writes become visible at different times; it is then absent.
 */
import type { Log, Manifest, Ref } from '../../data/store/records.ts'
import { getOwn } from './get-own.ts'
import { checkFormat, isLog, isManifestOf, isRecord } from './guards.ts'
import { ReadError, type StaleReason } from './read-through.ts'
import type { Storage } from './storage.ts'

/** Absent if the log or the manifest is not visible here, or if their release numbers differ. */
export async function findManifest(
  storage: Storage,
  topic: string,
  log: string,
  release: number,
): Promise<Manifest | undefined> {
  const { value: hash } = await readOrExplain(() => findManifestHash(storage, log, release))
  const manifest = hash === undefined ? undefined : await readManifest(storage, topic, hash)
  return manifest?.release === release ? manifest : undefined
}

export async function findManifestHash(storage: Storage, log: string, release: number): Promise<string | undefined> {
  const { entries = [] } = (await readLog(storage, log)) ?? {}
  return entries.findLast((entry) => entry.release === release && entry.manifest)?.manifest
}

/**
 * Used while the newest log is not visible here: returns the manifest that the previous log names, unless it is from before a
 * withdrawal and may contain withdrawn content.
 */
export async function findEarlierManifest(
  storage: Storage,
  { topic, before, tombstones }: Ref,
  release: number,
): Promise<Manifest | undefined> {
  const manifest = before && (await findManifest(storage, topic, before.log, release))
  if (!manifest) return undefined
  const withdrawals = [...Object.values(tombstones.items), ...Object.values(tombstones.releases)]
    .filter(({ kind }) => kind === 'withdrawn')
    .map(({ date }) => date)
  const { redacted, published } = manifest
  const isOlder = (date: string) => (redacted === undefined ? published <= date : redacted < date)
  return withdrawals.some(isOlder) ? undefined : manifest
}

export async function readFile({ blobs }: Storage, manifest: Manifest, path: string) {
  const entry = getOwn(manifest.files, path)
  if (!entry) return 'unknown-file'
  const blob = await blobs.read(entry.sha256)
  return blob && { manifest, entry, blob }
}

/** Absent if it is not visible here. @throws when KV fails, or the record is malformed */
export async function readManifest({ blobs }: Storage, topic: string, sha256: string): Promise<Manifest | undefined> {
  const blob = await blobs.read(sha256)
  const value = blob && (await blobs.parseCached(blob, checkRecord))
  if (value && !isManifestOf(topic, value)) throw new Error(`the manifest ${sha256} is malformed`)
  return value as unknown as Manifest | undefined
}

export async function readLog({ blobs }: Storage, sha256: string): Promise<Log | undefined> {
  const blob = await blobs.read(sha256)
  const value = blob && (await blobs.parseCached(blob, checkRecord))
  if (value && !isLog(value)) throw new Error(`the log ${sha256} is malformed`)
  return value as unknown as Log | undefined
}

function checkRecord(value: unknown): Record<string, unknown> {
  checkFormat(value)
  if (!isRecord(value)) throw new Error('the record is malformed')
  return value
}

/** Resolves with the value, or with the reason why there is none. */
export async function readOrExplain<Value>(
  read: () => Promise<Value | undefined>,
): Promise<{ value?: Value | undefined; stale: StaleReason }> {
  try {
    return { value: await read(), stale: 'release-incomplete' }
  } catch (error) {
    return { stale: error instanceof ReadError ? error.reason : 'kv-error' }
  }
}
