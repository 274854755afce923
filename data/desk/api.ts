/** What the desk's pages and its server say to each other, as JSON. Types alone. */

import type { LocatedFinding } from '../finding.ts'
import type { AuthoredFileName } from '../schema/authored.ts'

/** As YAML reads the files, which need not be what the schema wants. */
export type Content = Record<AuthoredFileName, unknown>

export interface OpenTopic {
  id: string
  content: Content
  /** The published topic, for corrections; absent before the first release. */
  published?: { release: number; texts: Record<string, string> }
}

export interface Conflict {
  file: AuthoredFileName
  path: readonly (string | number)[]
  mine: unknown
  theirs: unknown
}

export interface ConflictAnswer {
  kind: 'conflict'
  topic: OpenTopic
  /** Both edits, with ours wherever they conflict. */
  merged: Content
  conflicts: Conflict[]
}

export type SaveAnswer = { kind: 'saved'; topic: OpenTopic } | ConflictAnswer | Problem

export interface Checked {
  findings: LocatedFinding[]
  /** What the box would show; absent while anything is wrong. */
  box?: { html: string; css: string }
  /** What publishing would change, in words. */
  changes: string
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
  /** Doubts by field. */
  notes: Record<string, string>
  doubtful: { firstLine: number; lastLine: number }[]
}

/** An article's text as it was read for citations. */
export type SourceText = { kind: 'read'; body: string; lines: string[] } | { kind: 'unreadable'; problem: string }

export interface Published {
  kind: 'published' | 'refused'
  /** One line a step, the last one says what readers have. */
  report: string
  topic: OpenTopic
}
