/**
 * The entities of a topic, as an editor writes them and as readers receive them: one set of names for both (schema.org's
 * where it has one). Valibot schemas, and the types inferred from them. No I/O, no clock.
 */
import * as v from 'valibot'
import { STATUS_NAMES } from './schema/statuses.ts'

const DATE_PRECISIONS = ['day', 'month', 'year', 'approximate', 'unknown'] as const
const GENRES = ['news', 'editorial', 'analysis', 'document', 'press release', 'transcript'] as const

/** Text a reader sees: one trimmed line, never empty. */
export const Text = v.pipe(
  v.string(),
  v.regex(/^\S(?:[^\r\n\t]*\S)?$/u, 'must be one line of text without space at either end'),
  v.regex(
    /^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u,
    'must not have control characters, half a character, or one that turns the direction of what follows',
  ),
)

/** An identifier: the last segment of a URL, so lower-case words joined by hyphens, at most 80 characters. */
export const Id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, such as first-round'),
  v.maxLength(80, 'must have 80 characters at most'),
)

/** A calendar date of reduced precision: `2007`, `2007-07` or `2007-07-24` (ISO 8601-1, 4.3). */
export const PartialDate = v.pipe(
  v.string(),
  v.regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, 'must be a date such as 2007, 2007-07 or 2007-07-24'),
  v.check(isCalendarDate, 'must be a day that the calendar has'),
)

/** An http(s) address without credentials. Nothing else may ever become a link. */
export const HttpUrl = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s/@"<>\\^`{|}]+(?:\/[^\s"<>\\^`{|}]*)?$/, 'must be an http(s) address'),
  v.regex(/^[!-~]*$/, 'must be in ASCII; percent-encode what is not'),
)

/** A BCP 47 language tag, such as `en` or `fa`. */
export const LanguageTag = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, such as en or fa'),
)

/** A lower-case hexadecimal SHA-256 digest. */
export const Sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 digest, 64 lower-case hex digits'),
)

const Offset = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0, 'must not be negative'))

/**
 * A passage of an article: its place in the article's normalised text (`normaliseText`) in UTF-16 code units, `end`
 * excluded, and the digest of that slice's UTF-8 bytes.
 */
export const Locator = v.strictObject({ start: Offset, end: Offset, sha256: Sha256 })

/** A receipt: which article, which passage. `textFragmentUrl` is there when the article has an address. */
export const Citation = v.strictObject({
  article: Id,
  locator: Locator,
  textFragmentUrl: v.exactOptional(HttpUrl),
})

const Citations = v.pipe(v.array(Citation), v.minLength(1, 'needs at least one citation: paste what cite prints'))

/** One sentence of ours and where it comes from. */
export const CitedText = v.strictObject({ text: Text, citations: Citations })

/**
 * A remark of ours about a source, and what it rests on. `brief` is what of it stands right after the kind of the source, where
 * there is room for a few words only: “editorial” and “stating US views”.
 */
export const Note = v.strictObject({
  text: Text,
  brief: v.exactOptional(Text),
  basis: Text,
  url: v.exactOptional(HttpUrl),
})

export const Article = v.strictObject({
  id: Id,
  headline: Text,
  publisher: Text,
  dateline: v.exactOptional(Text),
  datePublished: v.exactOptional(PartialDate),
  dateBasis: v.exactOptional(Text),
  url: v.exactOptional(HttpUrl),
  inLanguage: LanguageTag,
  genre: v.picklist(GENRES),
  outletNote: Note,
  summary: v.pipe(
    v.array(CitedText),
    v.minLength(3, 'needs 3 sentences at least'),
    v.maxLength(6, 'may have 6 sentences at most'),
  ),
  textDigest: Sha256,
})

/** `basis` says what the source leaves open about the place. */
export const Place = v.strictObject({ name: Text, basis: v.exactOptional(Text) })

/** Stands for its group where only one of the group is shown; without one, the first of the group does. */
const Lead = v.exactOptional(v.literal(true, 'must be true, or left out'))

/** Shown only among the others: never as a card, picture, notification, search snippet or indexed page of its own. */
const Standalone = v.exactOptional(v.literal(false, 'must be false, or left out'))

export const Participant = v.strictObject({ party: Id, roleName: Text })

/**
 * `startDate` is absent when `datePrecision` is `unknown`. With `approximate`, `startDate` and `endDate` bound the days
 * on which the event can have happened.
 */
export const Event = v.strictObject({
  id: Id,
  name: Text,
  description: Text,
  startDate: v.exactOptional(PartialDate),
  endDate: v.exactOptional(PartialDate),
  datePrecision: v.picklist(DATE_PRECISIONS),
  dateBasis: Text,
  location: v.exactOptional(Place),
  participants: v.optional(v.array(Participant), []),
  outcome: v.exactOptional(Text),
  superEvent: v.exactOptional(Id),
  citations: Citations,
  standalone: Standalone,
})

/** A short fragment that the source itself puts in quotation marks, letter for letter. */
export const Quote = v.strictObject({ text: Text, spokenBy: Id })

/** `text` is ours. `claimant` is who says so; `reportedBy` is the article that carries it. */
export const Statement = v.strictObject({
  id: Id,
  text: Text,
  status: v.picklist(STATUS_NAMES),
  claimant: v.exactOptional(Id),
  reportedBy: Id,
  about: v.optional(v.array(Id), []),
  event: v.exactOptional(Id),
  quote: v.exactOptional(Quote),
  citations: Citations,
  lead: Lead,
  standalone: Standalone,
})

export const Role = v.strictObject({ roleName: Text, citations: Citations })

/** A person or an organization. */
export const Party = v.strictObject({
  id: Id,
  name: Text,
  alternateName: v.optional(v.array(Text), []),
  roles: v.pipe(v.array(Role), v.minLength(1, 'needs at least one role that a source gives')),
  sameAs: v.optional(v.array(HttpUrl), []),
})

/** Something a reader would ask and no source answers. */
export const Unknown = v.strictObject({ id: Id, text: Text, event: v.exactOptional(Id), lead: Lead })

export const Correction = v.strictObject({
  id: Id,
  date: PartialDate,
  kind: v.picklist(['correction', 'clarification', 'update', 'retraction']),
  target: Id,
  before: Text,
  after: Text,
  reason: Text,
})

/** An id that was published once and is no longer: never given again. `movedTo` names the item that took its place. */
export const Retired = v.strictObject({ id: Id, date: PartialDate, reason: Text, movedTo: v.exactOptional(Id) })

export type Locator = v.InferOutput<typeof Locator>
export type Citation = v.InferOutput<typeof Citation>
export type CitedText = v.InferOutput<typeof CitedText>
export type Note = v.InferOutput<typeof Note>
export type Article = v.InferOutput<typeof Article>
export type Place = v.InferOutput<typeof Place>
export type Participant = v.InferOutput<typeof Participant>
export type Event = v.InferOutput<typeof Event>
export type Quote = v.InferOutput<typeof Quote>
export type Statement = v.InferOutput<typeof Statement>
export type { Status } from './schema/statuses.ts'
export type Role = v.InferOutput<typeof Role>
export type Party = v.InferOutput<typeof Party>
export type Unknown = v.InferOutput<typeof Unknown>
export type Retired = v.InferOutput<typeof Retired>
export type Correction = v.InferOutput<typeof Correction>

/** What is no date at all is another finding's business. */
function isCalendarDate(date: string): boolean {
  if (!/^[\d-]+$/.test(date)) return true
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const parsed = new Date(Date.UTC(year, month - 1, day))
  return parsed.getUTCMonth() === month - 1 && parsed.getUTCDate() === day
}
