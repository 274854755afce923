/** The JSON that the desk's page and its server exchange. Types only. */

import type { LocatedFinding, Path } from '../checks/finding.ts'
import type { Changes, ReleaseRow } from '../schema/api.ts'
import type { AuthoredFileName } from '../schema/authored.ts'
import type { Target } from '../store/store.ts'

/** The files as parsed YAML, not validated by the schema. */
export type Content = Record<AuthoredFileName, unknown>

export interface OpenTopic {
  id: string
  content: Content
  /** Changes whenever one of the files does. */
  version: string
  /** Files that are not valid YAML: nothing is read from them or written to them. */
  broken: AuthoredFileName[]
  /** What readers see from the chosen store; absent before the first release. */
  published?: PublishedContent
}

export interface PublishedContent {
  release: number
  /** By id: the texts of each item that an editor can correct. */
  items: Record<string, PublishedItem>
}

export interface PublishedItem {
  /** By field. */
  texts: Record<string, string>
  /** A correction of this item must not repeat its words. */
  isSensitive: boolean
}

/** A store to which the desk can publish. */
export interface StoreChoice {
  target: Target
  label: string
  /** Why the store cannot be used, and what to do; absent if it can. */
  problem?: string
  /** URLs to which a topic's id is appended: its page, and a page of another site that embeds its box. */
  shownAt?: { page: string; demo: string }
}

export interface Conflict {
  file: AuthoredFileName
  path: Path
  mine: unknown
  theirs: unknown
}

/** `conflict`: the same fields were changed here and in the files; nothing was written. */
export type SaveAnswer = { kind: 'saved' | 'conflict'; topic: OpenTopic } | Problem

export interface Checked {
  findings: LocatedFinding[]
  /** The box; absent while there are errors. */
  box?: { html: string; css: string }
  /** What publishing would change; absent while there are errors, and before the first release. */
  changes?: Changes
  /** Published ids that are neither in the content nor retired. */
  gone: string[]
  isVerified: boolean
}

export interface Problem {
  kind: 'failure'
  problem: string
}

export interface DraftedSource {
  kind: 'drafted'
  /** The record for articles.yml. */
  record: Record<string, unknown>
  /** By field: why it needs to be reviewed. */
  notes: Record<string, string>
  doubtful: { firstLine: number; lastLine: number }[]
}

export interface SourceLine {
  number: number
  text: string
}

/** An article's normalised text, and its lines with their numbers in the file. The lines joined by spaces are the body. */
export type SourceText = { kind: 'read'; body: string; lines: SourceLine[] } | { kind: 'unreadable'; problem: string }

/** The answer to publish, roll back and withdraw: one JSON object per line, steps first, then an outcome or a problem. */
export type StreamedLine = { kind: 'step'; text: string } | Outcome | Problem

export interface Outcome {
  /** `unverified`: a citation or quote was not found in its source; nothing was published. */
  kind: 'done' | 'refused' | 'unverified'
  /** One fact per line; the last line says what readers see. */
  report: string
  topic: OpenTopic
  /** Somebody else's release, which publishing can replace if the editor agrees. */
  replaceable?: number
  /** Ids that were withdrawn, now or earlier, and must be removed from the topic. */
  withdrawn?: string[]
}

export interface ReleasesAnswer {
  kind: 'releases'
  /** Newest first. */
  releases: ReleaseRow[]
}

/** What would change for readers with another release. */
export interface RollbackPreview {
  kind: 'preview'
  release: number
  changes: Changes
}

/** What to withdraw. */
export type WithdrawalTarget = { item: string } | { release: number }

export interface WithdrawalPreview {
  kind: 'preview'
  /** What refers to the item, and is withdrawn too or only loses the link. */
  dependants: { part: string; id: string; effect: 'withdrawn' | 'link-cut' }[]
  /** Other places with the item's words: nothing is withdrawn until these are changed. */
  mentions: { place: string; words: string; releases: number[] }[]
  /** The releases that will be rebuilt without it, oldest first. */
  rebuilt: number[]
}
