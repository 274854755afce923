/**
 * The records of a store, and their keys in Workers KV. A release is a set of immutable blobs named by their hashes; the
 * ref is the only mutable record of a topic, so one write publishes, rolls back or withdraws.
 *
 * | key | value | written |
 * |---|---|---|
 * | `topic/<id>` | a `Ref` | by publish, rollback and withdrawal, one write each |
 * | `blob/<sha256>` | exact bytes: a file, a manifest, a log, a build of the widget | once; deleted by `gc` and by redaction |
 * | `widgets` | a `WidgetIndex` | by each deployment with a new build |
 *
 * Every record has a `format`. Code reads the formats in `READABLE_FORMATS` and refuses others; code that reads a new format
 * is deployed before code that writes it. Store format 1 had other keys (`catalog`, `release/…`) and no `format` field.
 */
import type { CollectionName } from '../schema/api.ts'

/** The format that this code writes. */
export const STORE_FORMAT = 2
export const READABLE_FORMATS: readonly number[] = [STORE_FORMAT]

export const REF_PREFIX = 'topic/'
export const BLOB_PREFIX = 'blob/'
export const WIDGETS_KEY = 'widgets'
export const refKey = (topic: string) => `${REF_PREFIX}${topic}`
export const blobKey = (sha256: string) => `${BLOB_PREFIX}${sha256}`

/** Where a new blob is not visible yet, clients are served from what the previous ref named: `gc` keeps it for this time. */
export const FALLBACK_MS = 3_600_000

/** Length of the hash in `/widget@{hash}.js`: the first digits of the SHA-256 of the script. */
export const SHORT_HASH_LENGTH = 16

/** SHA-256 of the stored bytes in lower-case hex, and their number. */
export interface FileEntry {
  sha256: string
  bytes: number
}

/**
 * One release: immutable, and a blob itself, so that its hash covers everything in it. Media types are not stored: the Worker
 * derives them from the path. Dates are RFC 3339 in UTC, in whole seconds.
 */
export interface Manifest {
  format: number
  topic: string
  /** Counted from 1. */
  release: number
  published: string
  /** When release 1 was published. */
  firstPublished: string
  /** The release that was current before this one; absent for the first. */
  basedOn?: number
  /** Files by path under `/v1/topics/{topic}`; the whole topic is `topic.json`. */
  files: Record<string, FileEntry>
  /** Digest of the authored content and of everything that turns it into files. */
  contentSha256: string
  /** URL of the licence. */
  license: string
  /** The time at which an item was removed from this release after publishing. */
  redacted?: string
  /** A preview in a local store: numbered as the next release, and not in the log. */
  draft?: true
}

/** The list of a topic that an item belongs to; unknowns have no URL of their own. */
export type ItemPart = CollectionName | 'unknowns'

/**
 * Why an id is no longer served. A retired id was removed by its editor; a withdrawn one was removed from every release. The topic's
 * own id, withdrawn without a `part`, stands for all of it: no URL of the topic is served.
 */
export interface ItemTombstone {
  kind: 'withdrawn' | 'retired'
  /** RFC 3339 for a withdrawal; a calendar date for a retirement. */
  date: string
  /** Shown to clients. */
  reason: string
  /** The item's list, if known. */
  part?: ItemPart
  /** The item that replaces it, and that item's list. */
  movedTo?: string
  movedToPart?: ItemPart
}

/** `redacting`: the release names a withdrawn item and is not rebuilt yet. Both kinds respond with 410. */
export interface ReleaseTombstone {
  kind: 'withdrawn' | 'redacting'
  date: string
  reason: string
}

export interface Tombstones {
  items: Record<string, ItemTombstone>
  /** By release number. */
  releases: Record<string, ReleaseTombstone>
}

/** The current state of a topic. Everything else is reached from here by hash. */
export interface Ref {
  format: number
  topic: string
  /** Increases by 1 with every write; never decreases. */
  sequence: number
  /** When this ref was written (RFC 3339, UTC). */
  updated: string
  /** The highest release number so far; 0 while there is only a draft. */
  latest: number
  /** The current release, inline, so that an uncached file takes two reads. */
  manifest: Manifest
  /** SHA-256 of the log (`blob/<log>`). */
  log: string
  /**
   * SHA-256 of the manifest and the log of the ref before, without anything withdrawn since. Clients are served from there
   * while a new blob is not visible yet. Absent in a topic's first ref.
   */
  before?: { manifest: string; log: string }
  tombstones: Tombstones
  /** Signs the canonical JSON of the ref without this field. */
  signature?: Signature
}

/** Ed25519 (RFC 8032); `key` is the beginning of the public key, `value` the 64 bytes, both base64url. */
export interface Signature {
  key: string
  value: string
}

/** KV metadata of a ref. At most 1,024 bytes, so a name that does not fit is left out. */
export interface RefMetadata {
  format: number
  sequence: number
  release: number
  updated: string
  name?: string
}

/**
 * KV metadata of a blob. `gc` keeps recent blobs, and a withdrawal immediately deletes what an interrupted publish of the topic
 * left. A log has no content and belongs to no topic.
 */
export interface BlobMetadata {
  /** RFC 3339, UTC. */
  written: string
  topic?: string
}

/**
 * The log of a topic, append-only: `{format, entries}`. An entry has only numbers, times and hashes, never content, so deleting
 * redacted content does not break the chain. The head is the hash of the last entry.
 */
export interface Log {
  format: number
  entries: LogEntry[]
}

export interface LogEntry {
  /** Counted from 1. */
  entry: number
  /** SHA-256 of the canonical JSON of the entry before; absent in the first. */
  previous?: string
  kind: 'publish' | 'rollback' | 'redact' | 'withdraw'
  /** The `sequence` of the ref that was written with this entry. */
  sequence: number
  /** RFC 3339, UTC. */
  at: string
  /** The release that was published, made current, rebuilt or withdrawn. */
  release: number
  /** SHA-256 of the manifest of that release from this entry on; absent for a withdrawn release. */
  manifest?: string
  /**
   * For redaction and withdrawal: SHA-256 of the manifests and files that were permanently removed. No release up to this entry
   * names them, and rollback, repair and restore never bring them back; a later release may have the same file again.
   */
  removed?: string[]
}

/** Every deployed build of the widget: short hash -> SHA-256 of the script. Entries are only added. */
export interface WidgetIndex {
  format: number
  builds: Record<string, string>
  /** As in a ref. */
  signature?: Signature
}

/**
 * Returns the canonical JSON of a value, so that records can be hashed and signed: RFC 8785 for the values in records (finite
 * numbers, well-formed strings; a member that is `undefined` is left out).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  // Sorts by UTF-16 code units, as strings compare. An object would put names that are numbers first.
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}
