/**
 * The contract with readers: the shape of every published file. Types only, so that importing it costs nothing.
 * Within /v1 these shapes only ever grow.
 */
import type {
  Article,
  Correction as AuthoredCorrection,
  CitedText,
  Event,
  Party,
  Statement,
  Unknown,
} from './entities.ts'

export type {
  Article,
  Citation,
  CitedText,
  Event,
  Locator,
  Note,
  Participant,
  Party,
  Place,
  Quote,
  Role,
  Statement,
  Status,
  Unknown,
} from './entities.ts'

/** A mistake that was put right, and the release that first carries the correction. */
export interface Correction extends AuthoredCorrection {
  /** Counted from 1. */
  release: number
}

/** `/v1/topics/{topic}`: everything that a release says. */
export interface Topic {
  id: string
  name: string
  alternateName: string[]
  /** Of our own words (BCP 47). */
  inLanguage: string
  abstract: CitedText[]
  /** ISO 8601 interval. */
  temporalCoverage: string
  events: Event[]
  statements: Statement[]
  people: Party[]
  organizations: Party[]
  articles: Article[]
  unknowns: Unknown[]
  corrections: Correction[]
  /** Counted from 1. */
  release: number
  /** When the first release was published (RFC 3339, UTC). */
  datePublished: string
  /** When this release was published (RFC 3339, UTC). */
  dateModified: string
  license: string
  attributionText: string
  /** Where readers report an error. */
  reportUrl?: string
  /** There on an editor's machine only: this has not been published. */
  draft?: true
}

/** Every list has this shape; `next` is there when there is more. */
export interface Collection<Item> {
  items: Item[]
  next?: string
}

/** The collections of a topic, by the last segment of their path. */
export interface Collections {
  events: Event
  articles: Article
  statements: Statement
  people: Party
  organizations: Party
  corrections: Correction
}
export type CollectionName = keyof Collections

export type * from './wire-box.ts'

/** A collection of a topic, or a part of the topic's own record. */
export type ChangedPart = CollectionName | 'unknowns' | 'topic'

/** One field that a release changed; `before` or `after` is absent where there was or is none. */
export interface ChangedField {
  field: string
  before?: unknown
  after?: unknown
}

/** What a release did to one item (or, with `part: topic`, to the topic's own fields). */
export interface Change {
  part: ChangedPart
  id: string
  /** What a person would call the item; never cut. */
  label: string
  kind: 'added' | 'removed' | 'changed'
  /** There when the item must not be shown alone; `label` is then its id. */
  standalone?: false
  /** The whole item, when it was removed. */
  before?: unknown
  /** The whole item, when it was added. */
  after?: unknown
  /** When it was changed: its top-level fields that differ. */
  fields?: ChangedField[]
}

/** `/v1/topics/{topic}/releases/{n}/changes`: `items` is empty in the first release, which has nothing before it. */
export interface Changes extends Collection<Change> {
  release: number
  previous?: number
}

/** One release in `/v1/topics/{topic}/releases`. */
export interface ReleaseRow {
  release: number
  /** RFC 3339, UTC. */
  published: string
  /** Whether readers have it now. */
  isCurrent: boolean
  /** When readers were given it: by its publication, and again by each rollback to it. */
  since: string[]
  withdrawn?: { date: string; reason: string }
}

/** One topic in `/v1/topics`. */
export interface TopicRow {
  id: string
  name: string
  temporalCoverage: string
  release: number
  datePublished: string
  dateModified: string
}

/** RFC 9457, with one entry in `errors` for each parameter that is wrong. */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
  instance?: string
  /** With 410: since when (RFC 3339, UTC); `detail` is the reason. */
  withdrawn?: string
  errors?: { detail: string; parameter: string }[]
}
