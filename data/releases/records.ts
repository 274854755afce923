/**
 * What lies in Workers KV, and under which key. A release is a folder of files: a manifest names the files by hash, a
 * pointer names the manifest, the catalog names the topics.
 *
 * | key | example | lifetime |
 * |---|---|---|
 * | `catalog` | `{topics: {...}, lists: {...}}` | rewritten after each publish; derived from all pointers |
 * | `topic/<topic>` | `{sequence: 3, latest: 2, manifest}` | rewritten by publish, rollback and withdrawal: one write each |
 * | `release/<topic>/<n>` | a manifest | written once, kept for ever |
 * | `blob/<sha256>` | the bytes of one file | written once, shared by all releases that have the file; also a file of a list |
 * | `widgets` | `{<hash>: <sha256>}` | grows with each deployment that brings another widget; nothing ever leaves it |
 *
 * KV has no compare-and-set: two publishers at the same moment can both win. One publishing job makes publishing serial.
 */
import type { ListName } from '../list-rows.ts'
import type { CollectionName, TopicRow } from '../wire.ts'

export const CATALOG_KEY = 'catalog'
export const WIDGETS_KEY = 'widgets'
export const POINTER_PREFIX = 'topic/'
export const RELEASE_PREFIX = 'release/'
export const BLOB_PREFIX = 'blob/'
export const pointerKey = (topic: string) => `${POINTER_PREFIX}${topic}`
export const releaseKey = (topic: string, release: number) => `${RELEASE_PREFIX}${topic}/${release}`
export const blobKey = (sha256: string) => `${BLOB_PREFIX}${sha256}`

/** What names a build of the widget in its address, `/widget@{hash}.js`: enough that no two builds ever share it. */
export const hashInAddress = (sha256: string) => sha256.slice(0, 16)

/** One file of a release: the hash of its bytes, its media type, its length in bytes. */
export interface FileEntry {
  sha256: string
  type: string
  bytes: number
  /** A picture lies in KV as text like all else: hash and length are of that. */
  encoding?: 'base64'
}

/** What an item is, by where it stands in a topic; unknowns have no address of their own. */
export type ItemPart = CollectionName | 'unknowns'

/** Why an item is no longer under its id, and where it went if it moved. */
export interface Retirement {
  date: string
  reason: string
  movedTo?: string
  /** What it was; absent when no release before had it, and in manifests from before it was told here. */
  part?: ItemPart
  /** What `movedTo` is; absent in manifests from before it was told here. */
  movedToPart?: ItemPart
}

/** A release: immutable once a pointer has named it. */
export interface Manifest {
  topic: string
  /** Counted from 1. */
  release: number
  /** The release that readers had before this one; absent for the first. */
  previous?: number
  /** When release 1 was published (RFC 3339, UTC). */
  firstPublished: string
  /** When this release was published (RFC 3339, UTC). */
  published: string
  /** By path under `/v1/topics/{topic}`; the whole topic is `topic.json`. */
  files: Record<string, FileEntry>
  /** Address of the licence; absent in releases from before it was told here. */
  license?: string
  /** Ids that were published once and are no longer, for ever. */
  retired: Record<string, Retirement>
  /** A preview on an editor's machine: never a release, though numbered as the next one. */
  draft?: true
}

/** From `at` on, readers had `release` (RFC 3339, UTC): a publish or a rollback. */
export interface Move {
  release: number
  at: string
}

/** What remains of what was withdrawn: an item, in every release, or a whole release. */
export interface Tombstone {
  /** RFC 3339, UTC. */
  date: string
  reason: string
  /** What an item was; absent for a release, and in tombstones from before it was told here. */
  part?: CollectionName
}

export interface Withdrawals {
  items: Record<string, Tombstone>
  /** By the release's number. */
  releases: Record<string, Tombstone>
}

/** What readers see now. `sequence` rises with every write; `latest` is the highest release so far, 0 before the first. */
export interface Pointer {
  sequence: number
  latest: number
  /** When this pointer was written (RFC 3339, UTC): later than `published` after a rollback. */
  written: string
  manifest: Manifest
  /** What `/v1/topics` tells of the topic. */
  row: TopicRow
  /** What readers had when, oldest first. */
  history: Move[]
  withdrawn: Withdrawals
}

/** A pointer's metadata, so that one listing of the pointers tells which of them the catalog has not caught up with. */
export interface PointerMetadata {
  sequence: number
}

/** A blob's metadata: when it was written (RFC 3339, UTC), so that `gc` spares what a publish may be about to name. */
export interface BlobMetadata {
  written: string
}

/** Every topic there is: the only place where a name that a visitor sends is looked up. */
export interface Catalog {
  /** `shards`: by list, those that the topic's rows are in; absent in a catalog from before there were lists. */
  topics: Record<string, { sequence: number; row: TopicRow; shards?: Record<ListName, string[]> }>
  /** The files of the lists across topics: by list, then by year or `undated`. */
  lists?: Record<ListName, Record<string, Shard>>
}

/** A file of a list across topics: `{items}`, in the list's order. */
export interface Shard {
  sha256: string
  items: number
  /** The last date that any of its items may have; absent for the undated. Those of one year may reach into the next. */
  through?: string
  /** The file that this one took the place of: readers may know the catalog before, so `gc` spares it. */
  previous?: string
}

/** Every build of the widget that was ever deployed: the hash in its address, and the SHA-256 of its blob. */
export type Widgets = Record<string, string>
