/** The contract with readers, continued: the box, just what the widget shows. Types only. */
import type { Article, Event, Status, Unknown } from './entities.ts'
import type { Correction } from './wire.ts'

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

/** One end of the time strip. */
export type BoxMoment = Pick<Event, 'id' | 'name' | 'startDate' | 'endDate' | 'datePrecision'>

/** Time as one line from the first event to the last: there where two events have dates. */
export interface BoxStrip {
  first: BoxMoment
  last: BoxMoment
  /** Between both, where each is a day. */
  days?: number
  /** Where the events between them are, in whole percent. */
  between: number[]
}

/** Room for the compact box: as high as the highest of these, each `px` less a share of the width in percent. */
export interface BoxRoom {
  px: number
  percent: number
}

/** How many there are in the topic: a box lists some of them. */
export interface BoxCounts {
  events: number
  parties: number
  articles: number
  unknowns: number
  corrections: number
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
  /** By the day by which each had happened; of two that end together the more exact comes first. */
  dated: BoxMark[]
  /** At the place of the event that each is part of. */
  undated: BoxMark[]
  /** Where a day, month or year begins (`2007-07-24`, `2007-07`, `2007`), as far as there is room for its name. */
  labels: { date: string; at: number }[]
  /** Between one major event and the next, where there is room to name it. */
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

/**
 * What has one status. `parts` are by claimant where it is contested, otherwise there is one, which names nobody. The first
 * statement of the first part leads: the one that stands for all.
 */
export interface BoxGroup {
  status: Status
  /** How many statements of this status the topic has: `parts` holds some of them. */
  count: number
  parts: { claimant?: BoxClaimant; statements: BoxStatement[] }[]
}

export interface BoxParty {
  id: string
  name: string
  alternateName: string[]
  roles: string[]
}

export interface BoxArticle extends Omit<Article, 'dateline' | 'dateBasis' | 'summary' | 'textDigest'> {
  /** The outlet, by its initials where it is known by them. */
  name: string
  /** Its dateline, and what its date rests on. */
  dateNote?: string
  /** Empty: summaries are in the full record. */
  summary: BoxCitedText[]
}

export interface BoxUnknown extends Omit<Unknown, 'event'> {
  event?: BoxReference
}

/**
 * `/v1/topics/{topic}/box`: just what the widget shows, with names resolved and nothing in a reader's language. Bounded: lists
 * hold what a box shows of a topic of any size. `/v1/topics/{topic}/cards/{id}` has the same shape, about one item.
 */
export interface Box {
  topic: string
  /** There on a card: the statement or event that it is about. Lists then hold that item and what it needs. */
  item?: string
  name: string
  /** Of our own words (BCP 47). */
  inLanguage: string
  abstract: BoxCitedText[]
  /** How many sentences of the abstract, from the first, make the compact box's lede. */
  lede: number
  temporalCoverage: string
  /** Absent when fewer than two events have a date. */
  strip?: BoxStrip
  /** Absent when no event has a date. */
  timeline?: BoxTimeline
  events: BoxEvent[]
  /** Only statuses that a statement has. */
  groups: BoxGroup[]
  /** People, then organizations. */
  parties: BoxParty[]
  /** Those that are cited here. A receipt's number is its article's place in this list, from 1. */
  articles: BoxArticle[]
  /** The first leads. */
  unknowns: BoxUnknown[]
  corrections: Correction[]
  counts: BoxCounts
  /** Absent on a card. */
  room?: BoxRoom[]
  release: number
  datePublished: string
  dateModified: string
  license: string
  attributionText: string
  /** Where readers report an error. */
  reportUrl?: string
  /** There on an editor's machine only: this has not been published. */
  draft?: true
}
