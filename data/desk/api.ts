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
  /** What readers of the chosen store have; absent before the first release. */
  published?: PublishedContent
}

export interface PublishedContent {
  release: number
  /** The texts of each item that an editor may correct, by its id. */
  items: Record<string, PublishedItem>
}

export interface PublishedItem {
  /** By field. */
  texts: Record<string, string>
  /** A correction of it must not repeat its words. */
  isSensitive: boolean
}

/** Where the desk can publish. */
export interface StoreChoice {
  target: Target
  label: string
  /** Why it cannot be used, and what to do. */
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

/** Conflict: fields were changed here and in the files, and nothing was written. */
export type SaveAnswer = { kind: 'saved' | 'conflict'; topic: OpenTopic } | Problem

export interface Checked {
  findings: LocatedFinding[]
  /** What the box would show; absent while anything is wrong. */
  box?: { html: string; css: string }
  /** What publishing would change; absent while anything is wrong, and before the first release. */
  changes?: Changes
  /** Ids that were published and are neither in the content nor retired. */
  gone: string[]
  isVerified: boolean
}

export interface Problem {
  kind: 'failure'
  problem: string
}

export interface DraftedSource {
  kind: 'drafted'
  /** The record as it goes into articles.yml. */
  record: Record<string, unknown>
  /** Why a field needs a second look, by field. */
  notes: Record<string, string>
  doubtful: { firstLine: number; lastLine: number }[]
}

export interface SourceLine {
  number: number
  text: string
}

/** An article's text as it was read for citations, and its lines by their numbers in the file: joined by spaces they are the body. */
export type SourceText = { kind: 'read'; body: string; lines: SourceLine[] } | { kind: 'unreadable'; problem: string }

/** Publishing, rolling back and withdrawing answer in lines of JSON: steps, then one outcome. */
export type StreamedLine = { kind: 'step'; text: string } | Outcome | Problem

export interface Outcome {
  /** Unverified: a citation or a quote is not found in its source, and nothing was published. */
  kind: 'done' | 'refused' | 'unverified'
  /** One line a fact; the last one says what readers have. */
  report: string
  topic: OpenTopic
  /** The release of somebody else that publishing may replace. */
  replaceable?: number
  /** The ids that were withdrawn, now or before: they are to be taken out of the topic. */
  withdrawn?: string[]
}

export interface ReleasesAnswer {
  kind: 'releases'
  /** The newest first. */
  releases: ReleaseRow[]
}

/** What readers would notice if they were given another release. */
export interface RollbackPreview {
  kind: 'preview'
  release: number
  changes: Changes
}

/** What is to be withdrawn. */
export type WithdrawalTarget = { item: string } | { release: number }

export interface WithdrawalPreview {
  kind: 'preview'
  /** What names the item: it goes too, or only loses the link. */
  dependants: { part: string; id: string; effect: 'withdrawn' | 'link-cut' }[]
  /** Where its words stand elsewhere: nothing is withdrawn until these are changed. */
  mentions: { place: string; words: string; releases: number[] }[]
  /** The releases that are rebuilt without it, oldest first. */
  rebuilt: number[]
}
