/** What the documentation says of a shape (under `''`) and of its fields, where the name alone does not say it. */
import type * as v from 'valibot'
import type { COMPONENTS } from './components.ts'

type Components = typeof COMPONENTS
type FieldOf<Schema extends v.GenericSchema> =
  v.InferOutput<Schema> extends string ? never : keyof v.InferOutput<Schema> & string
export type Descriptions = {
  [Name in keyof Components]?: { [Field in '' | FieldOf<Components[Name]>]?: string }
}

const CITATIONS = 'Where it comes from.'
const LEAD = 'Stands for its group where only one of the group is shown. Without one, the first does.'
const STANDALONE =
  'False: show it only among the others, never as a card, picture, notification, search snippet or indexed page of its own.'
const STAMP = {
  release: 'Number of the release, counted from 1.',
  datePublished: 'When the first release was published (UTC).',
  dateModified: 'When this release was published (UTC).',
} as const

export const DESCRIPTIONS: Descriptions = {
  Id: { '': 'The last segment of an address; never given to anything else, even after it was retired.' },
  Text: { '': 'One line of plain text, never empty, without markup.' },
  PartialDate: { '': 'A calendar date as precise as the source: 2007, 2007-07 or 2007-07-24 (ISO 8601).' },
  HttpUrl: { '': 'An http(s) address.' },
  Sha256: { '': 'SHA-256 digest, in lower-case hexadecimal.' },
  Locator: {
    '': 'A passage: its place in the article’s normalised text, in UTF-16 code units, and its fingerprint.',
    end: 'Excluded.',
    sha256: 'Of the passage in UTF-8.',
  },
  Citation: {
    '': 'A receipt: which article, which passage.',
    article: 'Id of the article.',
    textFragmentUrl: 'The article’s address, with a text fragment that shows the passage.',
  },
  CitedText: { '': 'One sentence of ours, and where it comes from.' },
  Note: {
    '': 'A remark of ours about a source.',
    brief: 'A few words of it, to follow the kind of the source: “editorial” and “stating US views”.',
    basis: 'What the remark rests on.',
  },
  Place: { basis: 'What the source leaves open about the place.' },
  Participant: { party: 'Id of a person or organization.', roleName: 'As a source gives it.' },
  Quote: { '': 'A short fragment that the source itself puts in quotation marks.', spokenBy: 'Id of a party.' },
  Role: { roleName: 'As a source gives it.' },
  Article: {
    '': 'A source. Its text is not republished.',
    dateline: 'Place and agency, as printed above the article.',
    dateBasis: 'How the date is known.',
    inLanguage: 'Language tag (BCP 47).',
    outletNote: 'Who publishes it.',
    summary: 'In our words.',
    textDigest: 'SHA-256 of the whole normalised text.',
  },
  Event: {
    '': 'What happened, when and where.',
    startDate: 'Absent when datePrecision is unknown.',
    endDate: 'With approximate, startDate and endDate bound the days on which it can have happened.',
    datePrecision: 'How much of the date the sources give.',
    dateBasis: 'How the date is known.',
    superEvent: 'Id of the event that it is part of.',
    citations: CITATIONS,
    standalone: STANDALONE,
  },
  Statement: {
    '': 'What somebody says, and who reports it.',
    text: 'In our words.',
    status:
      'agreed: said to be agreed; claimed, disputed, denied: said by the claimant; planned: expected next; reported: an outlet’s plain account.',
    claimant: 'Id of the party that says so.',
    reportedBy: 'Id of the article that carries it.',
    about: 'Ids of the parties and events that it is about.',
    event: 'Id of the event that it belongs to.',
    citations: CITATIONS,
    lead: LEAD,
    standalone: STANDALONE,
  },
  Party: { '': 'A person or an organization.', sameAs: 'Pages elsewhere about the same party.' },
  Unknown: {
    '': 'What a reader would ask and these sources do not answer.',
    event: 'Id of the event that it belongs to.',
    lead: LEAD,
  },
  Correction: {
    '': 'A mistake that was put right.',
    target: 'Id of the item that was corrected.',
    release: 'The release that first carried the correction.',
  },
  Topic: {
    '': 'Everything that a release says.',
    abstract: 'What it is about, sentence by sentence.',
    temporalCoverage: 'A date, or two joined by a slash (ISO 8601 interval).',
    ...STAMP,
    license: 'Address of the licence.',
    attributionText: 'The credit that the licence asks for.',
    inLanguage: 'The language of our own words (BCP 47).',
    reportUrl: 'Where readers report an error.',
    draft: 'There on an editor’s machine only: this has not been published.',
  },
  TopicRow: { '': 'A topic in a list.', ...STAMP },
  EventRow: { '': 'An event in a list across topics.', topic: 'Id of its topic.' },
  ArticleRow: { '': 'An article in a list across topics.', topic: 'Id of its topic.' },
  Box: {
    '': 'Just what the widget shows: a topic without locators, digests and cross-references. Lists are bounded.',
    topic: 'Its id.',
    item: 'On a card: the statement or event that it is about.',
    lede: 'How many sentences of the abstract, from the first, the compact box shows.',
    articles: 'Those that are cited here. The number of a receipt is its article’s place in this list, from 1.',
    unknowns: 'The first leads.',
    room: 'How high the compact box is: the highest of these.',
  },
  BoxStrip: {
    '': 'Time as one line, from the first event to the last.',
    days: 'Between both, where each is a day.',
    between: 'Where the other events are, in whole percent.',
  },
  BoxRoom: { '': 'A height: px, less percent of the width.' },
  BoxCounts: { '': 'How many there are in the topic.' },
  BoxCitation: {
    name: 'The outlet, by its initials where it is known by them.',
    url: 'The passage’s or the article’s address; # and the article’s id for an article without one.',
  },
  BoxCitedText: { note: 'What the source leaves open about it, or what somebody’s part in it was.' },
  BoxMark: { '': 'An event’s place on the drawing, in percent of its width.' },
  BoxTimeline: {
    '': 'Time drawn to scale: places are percent of the drawing’s width.',
    unit: 'What the axis counts in.',
  },
  BoxGroup: {
    '': 'What has one status, by claimant where it is contested. The first statement of the first part leads.',
    count: 'How many statements of this status the topic has.',
  },
  Change: {
    '': 'What a release did to one item.',
    part: 'A collection, or the topic’s own fields.',
    label: 'What a person would call the item: its name, its headline, or its text uncut.',
    standalone: 'There when the item must not be shown alone; its label is then its id.',
    before: 'The whole item, when it was removed.',
    after: 'The whole item, when it was added.',
    fields: 'Those that differ, when it was changed.',
  },
  ChangedField: { '': 'Without before the field is new; without after it is no more.' },
  Changes: { '': 'What a release changed, item by item. Empty in the first.', previous: 'The release compared with.' },
  ReleaseRow: {
    '': 'A release in a topic’s history.',
    isCurrent: 'Whether readers have it now.',
    since: 'When readers were given it: by its publication, and by each rollback to it.',
    withdrawn: 'When and why it was withdrawn.',
  },
  Health: {
    '': 'Whether the service can read its content.',
    version: 'Of the code.',
    widget: 'SHA-256 of the widget’s script.',
    formats: 'Formats of the store that this version reads: publishing writes no other.',
    index: 'The index in D1, which only lists across topics need; `topics` is absent while it cannot be read.',
  },
  OEmbed: {
    '': 'oEmbed 1.0, of the type rich.',
    cache_age: 'Seconds.',
    html: 'An iframe with the box.',
    thumbnail_url: 'The share image, where it fits in what was asked for.',
  },
  Linkset: { '': 'Links to the API’s description (RFC 9264).' },
  Problem: {
    '': 'What went wrong (RFC 9457).',
    instance: 'Path of the request.',
    withdrawn: 'With 410: since when; detail is the reason.',
    errors: 'With 400: each parameter that is wrong.',
  },
}
