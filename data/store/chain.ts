/**
 * Whether a topic's ref, log, manifests and files fit together: the one check that `fsck` and `verify` make. It reads through
 * a function, so that it knows no store and no network, and believes nothing that it reads. What a redaction or a withdrawal
 * took away is marked in the log, and is not missed.
 */
import { hashRecord } from './blobs.ts'
import { checkBefore, checkDraft, checkReleases } from './chain-files.ts'
import { type ChainPart, checkBlob, type Fault, parseJson, type ReadParts } from './chain-parts.ts'
import { walkLog } from './log-walk.ts'
import { describeRef, isLog } from './record-forms.ts'
import type { Ref } from './records.ts'
import { isSigned } from './signature.ts'

export interface ChainReport {
  topic: string
  sequence: number
  /** The hashes of the log's entries; the last is the head. */
  heads: string[]
  /** How many releases were read, and how many files of theirs, each once. */
  releases: number
  files: number
  /** By number, the releases that were rebuilt without something; withdrawn; and hidden, not rebuilt yet. */
  redacted: number[]
  withdrawn: number[]
  hidden: number[]
  /** Of the ref first, then in the order of the log; empty for a chain that is whole. */
  faults: Fault[]
}

export interface CheckOptions {
  read: ReadParts
  /** Whether a draft, and releases that are hidden until they are rebuilt, can be read: in the store, but not through the Worker. */
  readsHidden?: boolean
  /** Check what the ref's `before` names, as it must be at this time; it is read from the store alone. */
  now?: Date
  /** The public keys of which one must have signed the ref; none where nothing is signed. */
  keys?: readonly string[]
}

/** @throws whatever `read` throws */
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
