/**
 * The blobs of a chain: how they are read, what can be wrong with one, and whether it has the form of a record, in the fields
 * that a check uses. Pure.
 */
import { sha256Hex } from '../citations/sha256.ts'
import { type Log, type LogEntry, type Manifest, READABLE_FORMATS } from './records.ts'

/** A blob, and its role in the topic. */
export interface ChainPart {
  sha256: string
  what: 'log' | 'manifest' | 'file'
  /** Present for a manifest and a file. */
  release?: number
  path?: string
  /** True for the state before, which the ref's `before` names. */
  isBefore?: true
}

/** Resolves with the bytes found under each hash, valid or not. Missing blobs are absent. */
export type ReadParts = (parts: readonly ChainPart[]) => Promise<ReadonlyMap<string, Uint8Array>>

export interface Fault {
  /** The number of the faulty entry of the log. Absent if the fault is in the ref, or the log cannot be read. */
  entry?: number
  /** A blob that is missing or does not match its hash. Absent for a contradiction between records. */
  part?: ChainPart
  /** A sentence without its full stop. */
  problem: string
}

/** Returns a fault if the blob is missing or does not match its hash. */
export async function checkBlob(part: ChainPart, bytes: Uint8Array | undefined): Promise<Fault | undefined> {
  if (!bytes) return { part, problem: `${describePart(part)} is missing` }
  if ((await sha256Hex(bytes)) === part.sha256) return undefined
  return { part, problem: `${describePart(part)} has other bytes than its hash names` }
}

export function describePart({ what, release, path, isBefore }: ChainPart): string {
  if (isBefore) return `the ${what} before`
  if (what === 'log') return 'the log'
  return what === 'manifest' ? `the manifest of release ${release}` : `${path} of release ${release}`
}

export function parseJson(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

/** Returns what is wrong with the form of a ref; undefined if it can be followed. */
export function describeRef(topic: string, ref: unknown): string | undefined {
  if (!isObject(ref)) return ref === undefined ? 'does not exist, or is not JSON' : 'cannot be read'
  if (!READABLE_FORMATS.includes(ref.format as number)) return 'has a format that this code does not read'
  const { sequence, latest, updated, log, manifest, tombstones } = ref
  const isWhole =
    isCount(sequence) &&
    isCount(latest) &&
    typeof updated === 'string' &&
    isHash(log) &&
    isManifest(manifest) &&
    isObject(tombstones) &&
    isObject(tombstones.items) &&
    isObject(tombstones.releases) &&
    [...Object.values(tombstones.items), ...Object.values(tombstones.releases)].every(isObject)
  if (!isWhole) return 'is malformed'
  return ref.topic === topic && manifest.topic === topic ? undefined : 'is of another topic'
}

/** Returns whether it has the form of a log. Its entries are not checked. */
export function isLog(log: unknown): log is Log {
  return isObject(log) && READABLE_FORMATS.includes(log.format as number) && Array.isArray(log.entries)
}

const KINDS: readonly unknown[] = ['publish', 'rollback', 'redact', 'withdraw'] satisfies LogEntry['kind'][]

/** Returns whether it has the form of an entry of a log. */
export function isEntry(entry: unknown): boolean {
  if (!isObject(entry)) return false
  const { kind, sequence, at, release, manifest, removed } = entry
  return (
    KINDS.includes(kind) &&
    isCount(sequence) &&
    typeof at === 'string' &&
    isCount(release) &&
    (manifest === undefined || isHash(manifest)) &&
    (removed === undefined || (Array.isArray(removed) && removed.every(isHash)))
  )
}

/** Returns whether it has the form of a manifest, in the fields that a check uses. */
export function isManifest(manifest: unknown): manifest is Manifest {
  return (
    isObject(manifest) &&
    READABLE_FORMATS.includes(manifest.format as number) &&
    isCount(manifest.release) &&
    isObject(manifest.files) &&
    Object.values(manifest.files).every((file) => isObject(file) && isHash(file.sha256) && isCount(file.bytes))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0
}
