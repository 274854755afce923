/**
 * Checks whether a topic's ref, log, manifests and files are consistent, and continue a known state. Shared by `fsck`, `verify`
 * and the reader's browser. It reads through a function, so it depends on no store and no network, and trusts nothing that it
 * reads. The log marks what a redaction or a withdrawal removed; that is not a fault.
 */
import { hashRecord } from './blobs.ts'
import { checkBefore, checkDraft, checkReleases } from './chain-files.ts'
import { type ChainPart, checkBlob, describeRef, type Fault, isLog, parseJson, type ReadParts } from './chain-parts.ts'
import { walkLog } from './log-walk.ts'
import type { Ref } from './records.ts'
import { isSigned } from './signature.ts'
import { inBatches } from './store.ts'

export interface ChainReport {
  topic: string
  sequence: number
  /** The hashes of the log's entries; the last is the head. */
  heads: string[]
  /** Numbers of releases that were read, and of their files, each counted once. */
  releases: number
  files: number
  /** Numbers of the releases that were rebuilt without something, withdrawn, or hidden until they are rebuilt. */
  redacted: number[]
  withdrawn: number[]
  hidden: number[]
  /** First those of the ref, then in the order of the log. Empty for an intact chain. */
  faults: Fault[]
}

export interface CheckOptions {
  read: ReadParts
  /** Whether a draft and hidden releases can be read: in the store they can, through the Worker they cannot. */
  readsHidden?: boolean
  /** Check what the ref's `before` must name at this time. Only the store has it. */
  now?: Date
  /** Public keys, one of which must have signed the ref. Empty if nothing is signed. */
  keys?: readonly string[]
}

/** Checks one topic. @throws whatever `read` throws */
export async function checkChain(topic: string, ref: unknown, options: CheckOptions): Promise<ChainReport> {
  const empty = { topic, sequence: 0, heads: [], releases: 0, files: 0, redacted: [], withdrawn: [], hidden: [] }
  const malformed = describeRef(topic, ref)
  if (malformed !== undefined) return { ...empty, faults: [{ problem: `the ref ${malformed}` }] }
  const { keys = [] } = options
  if (keys.length > 0 && !(await isSigned(ref as Record<string, unknown>, keys)))
    return { ...empty, faults: [{ problem: 'the ref is not signed by a key that is known' }] }
  const { sequence, tombstones, log: sha256 } = ref as Ref
  const part: ChainPart = { what: 'log', sha256 }
  const bytes = (await options.read([part])).get(sha256)
  const fault = await checkBlob(part, bytes)
  const log = fault ? undefined : parseJson(bytes)
  if (!isLog(log)) {
    return { ...empty, sequence, faults: [fault ?? { part, problem: 'the log is not one that this code reads' }] }
  }
  const { releases, faults } = await walkLog(ref as Ref, log)
  const numbers = Object.keys(tombstones.releases).map(Number)
  const hidden = numbers.filter((release) => tombstones.releases[release]?.kind === 'redacting')
  const readable = [...releases].filter(([release]) => options.readsHidden || !hidden.includes(release))
  const { files, faults: lost } = await checkReleases(topic, log, new Map(readable), options.read)
  if (options.readsHidden) lost.push(...(await checkDraft(ref as Ref, options.read)))
  if (options.now) lost.push(...(await checkBefore(ref as Ref, log, { ...options, now: options.now })))
  return {
    topic,
    sequence,
    heads: await Promise.all(log.entries.map(hashRecord)),
    releases: readable.length,
    files,
    redacted: [...releases].filter(([, { isRedacted }]) => isRedacted).map(([release]) => release),
    withdrawn: numbers.filter((release) => tombstones.releases[release]?.kind === 'withdrawn'),
    hidden,
    faults: [...faults, ...lost].sort((a, b) => (a.entry ?? 0) - (b.entry ?? 0)),
  }
}

/** What is known before the check. */
export interface Known {
  /** A head that the log must continue. */
  since?: string | undefined
  /** The state that an editor's ledger or an earlier check has seen. */
  seen?: { sequence: number; head?: string } | undefined
  /** The public keys of the publisher, one of which must have signed. */
  keys?: readonly string[]
}

export interface HistoryReport extends ChainReport {
  /** What the log was checked against: known heads, and a signature. */
  continues: ('since' | 'seen' | 'signature')[]
}

/** Checks a topic as a host sends it. @throws if the host does not answer */
export async function verifyTopicHistory(
  host: Host,
  topic: string,
  { since, seen, keys = [] }: Known,
): Promise<HistoryReport> {
  const chain = await checkChain(topic, await host.readRef(topic), { read: host.readParts(topic), keys })
  const { sequence, heads } = chain
  const faults: Fault[] = []
  // A ref that cannot be followed has no log to compare.
  if (heads.length > 0 || chain.faults.length === 0) {
    if (since !== undefined && !heads.includes(since))
      faults.push({ problem: `the log does not continue from ${since}` })
    if (seen && sequence < seen.sequence)
      faults.push({ problem: `it shows change ${sequence}, and change ${seen.sequence} was seen before` })
    if (seen?.head !== undefined && !heads.includes(seen.head))
      faults.push({ problem: `the log does not continue from ${seen.head}, which was seen before` })
  }
  const continues: HistoryReport['continues'] = []
  if (since !== undefined) continues.push('since')
  if (seen?.head !== undefined) continues.push('seen')
  if (keys.length > 0) continues.push('signature')
  return { ...chain, faults: [...faults, ...chain.faults], continues }
}

/** Returns sentences on what the checks show, and on what no check can show. */
export function describeProof(reports: readonly HistoryReport[]): { shown: string[]; notShown: string } {
  const areAll = (kind: HistoryReport['continues'][number]) =>
    reports.length > 0 && reports.every(({ continues }) => continues.includes(kind))
  const hasHead = reports.length > 0 && reports.every(({ continues }) => continues.some((one) => one !== 'signature'))
  return {
    shown: [
      'Consistency: each file, manifest and entry has the hash that names it.',
      ...(areAll('signature') ? ['Signature: the publisher’s key signed this state, so nobody else wrote it.'] : []),
      hasHead
        ? 'Continuity: each log continues from a known head, so nothing before it has changed since.'
        : areAll('signature')
          ? 'No head was known: the holder of the key could have rewritten the history as a whole, or show an older state.'
          : 'No continuity: a history that was rewritten as a whole looks the same. Keep the head for the next check.',
    ],
    notShown: 'Not that the statements are true, that the dates are right, or that others receive the same.',
  }
}

export const WHEN_INCONSISTENT = `A change may take five minutes to be visible everywhere: check again after that.
What is still inconsistent was damaged or changed.`

/** Resolves with the exact bytes at a path of the service, or undefined (404, 410). Throws if it does not answer. */
export type Get = (path: string) => Promise<Uint8Array | undefined>

/** Each call throws as `Get` does. */
export interface Host {
  /** The ref as it was sent. Undefined for an unknown topic, or if it is not JSON. */
  readRef(topic: string): Promise<unknown>
  readParts(topic: string): ReadParts
}

const REQUESTS_AT_ONCE = 8

export function createHost(get: Get): Host {
  return {
    readRef: (topic) => getJson(get, `${addressOf(topic)}/ref`),
    readParts: (topic) => async (parts) => {
      const found = new Map<string, Uint8Array>()
      for (const batch of inBatches(parts, REQUESTS_AT_ONCE)) {
        const read = async (part: ChainPart) => [part.sha256, await get(locate(topic, part))] as const
        for (const [sha256, bytes] of await Promise.all(batch.map(read))) if (bytes) found.set(sha256, bytes)
      }
      return found
    },
  }
}

/** Resolves with undefined if there is nothing, or it is not JSON. */
export async function getJson(get: Get, path: string): Promise<unknown> {
  const bytes = await get(path)
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

const addressOf = (topic: string) => `/v1/topics/${encodeURIComponent(topic)}`

function locate(topic: string, { what, release, path = '' }: ChainPart): string {
  if (what === 'log') return `${addressOf(topic)}/log`
  const pinned = `${addressOf(topic)}/releases/${release}`
  return what === 'manifest' ? `${pinned}/manifest` : `${pinned}/raw/${encodeURIComponent(path)}`
}
