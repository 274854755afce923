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
  Status,
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

/** Something with a record of its own under `/v1/topics/{topic}`, and what to call it. */
export interface BoxReference {
  id: string
  name: string
}

/** A receipt as the box shows it: one an article. Locators are in the full records. */
export interface BoxCitation {
  article: string
  /** The outlet, by its initials where it is known by them. */
  name: string
  /** The passage's or the article's address; `#` and the article's id for an article without one. */
  url: string
}

export interface BoxCitedText {
  text: string
  /** What the source leaves open about it, or what somebody's part in it was. */
  note?: string
  citations: BoxCitation[]
}

export interface BoxEvent extends Pick<Event, 'id' | 'name' | 'startDate' | 'endDate' | 'datePrecision'> {
  facts: BoxFact[]
}

/** What the sources say of one side of an event: its description, place, participants, outcome, ... */
export interface BoxFact {
  term: 'what' | 'part of' | 'where' | 'who' | 'outcome' | 'date basis'
  values: BoxCitedText[]
}

/** An event's place on the drawing, in percent of its width. */
export interface BoxMark extends Pick<Event, 'id' | 'name' | 'startDate' | 'endDate' | 'datePrecision'> {
  /** A `major` point is one that much of what is said is about. */
  shape: 'major' | 'minor' | 'span' | 'undated'
  /** Absent when neither the event nor one that it is part of has a date. */
  from?: number
  /** Where a span ends. */
  to?: number
}

/** Time drawn to scale: places are percent of the drawing's width. */
export interface BoxTimeline {
  /** What the axis counts in. */
  unit: 'day' | 'month' | 'year'
  /** By date; of two that begin together the longer comes first. */
  dated: BoxMark[]
  /** At the place of the event that each is part of. */
  undated: BoxMark[]
  /** Where a day, month or year begins (`2007-07-24`, `2007-07`, `2007`), as far as there is room for its name. */
  labels: { date: string; at: number }[]
  /** Between one major event and the next. */
  gaps: { from: number; to: number; days: number }[]
}

export interface BoxStatement {
  id: string
  text: string
  event?: BoxReference
  /** Absent when nobody but the reporting outlet is named for it. */
  claimant?: BoxReference
  /** `spokenBy` is there when it is not the claimant. */
  quote?: { text: string; inLanguage: string; spokenBy?: BoxReference }
  citations: BoxCitation[]
}

/** Who makes a claim, and the first role that a source gives them. */
export interface BoxClaimant extends BoxReference {
  roleName: string
}

/** What has one status. `parts` are by claimant where it is contested, otherwise there is one, which names nobody. */
export interface BoxGroup {
  status: Status
  parts: { claimant?: BoxClaimant; statements: BoxStatement[] }[]
}

export interface BoxParty {
  id: string
  name: string
  alternateName: string[]
  roles: string[]
}

export interface BoxArticle extends Omit<Article, 'dateline' | 'dateBasis' | 'summary' | 'textDigest'> {
  /** Its dateline, and what its date rests on. */
  dateNote?: string
  summary: BoxCitedText[]
}

export interface BoxUnknown extends Omit<Unknown, 'event'> {
  event?: BoxReference
}

/** `/v1/topics/{topic}/box`: just what the widget shows, with names resolved and nothing in a reader's language. */
export interface Box {
  topic: string
  name: string
  abstract: BoxCitedText[]
  temporalCoverage: string
  /** Absent when no event has a date. */
  timeline?: BoxTimeline
  events: BoxEvent[]
  /** Only statuses that a statement has. */
  groups: BoxGroup[]
  /** People, then organizations. */
  parties: BoxParty[]
  articles: BoxArticle[]
  unknowns: BoxUnknown[]
  corrections: Correction[]
  release: number
  datePublished: string
  dateModified: string
  license: string
  attributionText: string
  /** There on an editor's machine only: this has not been published. */
  draft?: true
}

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
  /** What a person would call the item. */
  label: string
  kind: 'added' | 'removed' | 'changed'
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
