/**
 * The entities of a topic as clients receive them, with schema.org's names where it has them. Each Valibot schema is the only
 * definition of its type: TypeScript types, JSON Schema and the OpenAPI document are derived from it. No I/O, no clock.
 */
import * as v from 'valibot'
import { REFUSED_CHARACTERS } from './characters.ts'
import { STATUS_NAMES } from './statuses.ts'

const REFUSED = new RegExp(`[${REFUSED_CHARACTERS}]`, 'u')

export const Text = v.pipe(
  v.string(),
  v.regex(/^\S(?:[^\r\n\t]*\S)?$/u, 'must be one line of text without space at either end'),
  v.check(
    (text) => !REFUSED.test(text) && text.isWellFormed(),
    'must not contain control characters, invisible or damaged characters, or one that changes the direction of the text',
  ),
  // Both rules in one expression.
  v.metadata({
    pattern: `^[^\\s${REFUSED_CHARACTERS}](?:[^${REFUSED_CHARACTERS}]*[^\\s${REFUSED_CHARACTERS}])?$`,
  }),
  v.description('One line of plain text without markup, never empty.'),
)

export const Id = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, such as first-round'),
  v.maxLength(80, 'must have 80 characters at most'),
  v.description('The last segment of a URL. Never reassigned, even after the item is retired.'),
)

export const PartialDate = v.pipe(
  v.string(),
  v.regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, 'must be a date such as 2007, 2007-07 or 2007-07-24'),
  v.check(isCalendarDate, 'must be a date that exists in the calendar'),
  v.description('A calendar date as precise as the source: 2007, 2007-07 or 2007-07-24 (ISO 8601-1, 4.3).'),
)

/** Only such URLs may become links. */
export const HttpUrl = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s/@"<>\\^`{|}]+(?:\/[^\s"<>\\^`{|}]*)?$/, 'must be an http(s) URL'),
  v.regex(/^[!-~]*$/, 'must be in ASCII; percent-encode what is not'),
  v.check((url) => URL.canParse(url), 'must be a URL that a browser can open; check the host and the port'),
  // Both rules in one expression.
  v.metadata({ pattern: '^https?://[!#-.0-;=?A-Z\\[\\]_a-z~]+(?:/[!#-;=?-\\[\\]_a-z~]*)?$' }),
  v.description('An http or https URL without credentials.'),
)

export const LanguageTag = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, such as en or fa'),
  v.description('A language tag (BCP 47), such as en or fa.'),
)

export const Sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 digest, 64 lower-case hex digits'),
  v.description('A SHA-256 digest in lower-case hexadecimal.'),
)

export const DateOrInterval = v.pipe(
  v.string(),
  v.regex(/^[\d-]+(?:\/[\d-]+)?$/, 'must be a date or two joined by /, such as 2007-05-28/2007-07-24'),
  v.description('A date, or two dates joined by a slash (ISO 8601 interval).'),
)

export const ReleaseNumber = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.description('Number of a release, counted from 1.'),
)

export const Time = v.pipe(v.string(), v.isoTimestamp(), v.description('A time in UTC (RFC 3339).'))

const Offset = v.pipe(v.number(), v.safeInteger('must be a whole number'), v.minValue(0, 'must not be negative'))

export const Locator = v.pipe(
  v.strictObject({
    start: v.pipe(Offset, v.description('Offset of the first UTF-16 code unit.')),
    end: v.pipe(Offset, v.description('Offset after the last UTF-16 code unit.')),
    sha256: v.pipe(Sha256, v.description('Digest of the passage in UTF-8.')),
  }),
  v.description('A passage: its position in the normalised text of the article, and its digest.'),
)

export const Citation = v.pipe(
  v.strictObject({
    article: v.pipe(Id, v.description('Id of the article.')),
    locator: Locator,
    textFragmentUrl: v.exactOptional(
      v.pipe(HttpUrl, v.description('URL of the article with a text fragment that shows the passage.')),
    ),
  }),
  v.description('A receipt: which article, which passage.'),
)

const Citations = v.pipe(
  v.array(Citation),
  v.minLength(1, 'needs at least one citation: paste what cite prints'),
  v.description('The passages that support it.'),
)

export const CitedText = v.pipe(
  v.strictObject({ text: Text, citations: Citations }),
  v.description('One sentence in our words, and the passages that support it.'),
)

export const Note = v.pipe(
  v.strictObject({
    text: Text,
    brief: v.exactOptional(
      v.pipe(
        Text,
        v.description('A few words shown after the genre in little space: “stating US views” after “editorial”.'),
      ),
    ),
    basis: v.pipe(Text, v.description('The evidence for the note.')),
    url: v.exactOptional(HttpUrl),
  }),
  v.description('An editorial note about a source.'),
)

export const Article = v.pipe(
  v.strictObject({
    id: Id,
    headline: Text,
    publisher: Text,
    dateline: v.exactOptional(v.pipe(Text, v.description('Place and agency, as printed above the article.'))),
    datePublished: v.exactOptional(PartialDate),
    dateBasis: v.exactOptional(v.pipe(Text, v.description('How the date is known.'))),
    url: v.exactOptional(v.pipe(HttpUrl, v.description('URL of the article at its publisher.'))),
    inLanguage: LanguageTag,
    genre: v.picklist(['news', 'editorial', 'analysis', 'document', 'press release', 'transcript']),
    outletNote: v.pipe(Note, v.description('Who publishes it.')),
    summary: v.pipe(
      v.array(CitedText),
      v.minLength(3, 'needs 3 sentences at least'),
      v.maxLength(6, 'may have 6 sentences at most'),
      v.description('What it reports, in our words.'),
    ),
    textDigest: v.pipe(Sha256, v.description('Digest of the whole normalised text.')),
  }),
  v.description('A source. Its text is not republished.'),
)

export const Place = v.strictObject({
  name: Text,
  basis: v.exactOptional(v.pipe(Text, v.description('What the source leaves open about the place.'))),
})

const Lead = v.exactOptional(
  v.pipe(
    v.literal(true, 'must be true, or left out'),
    v.description('Represents its group where only one item of the group is shown. By default, the first item does.'),
  ),
)

const Standalone = v.exactOptional(
  v.pipe(
    v.literal(false, 'must be false, or left out'),
    v.description(
      'False: show it only in its context, never as a card, picture, notification, search snippet or indexed page of its own.',
    ),
  ),
)

export const Participant = v.strictObject({
  party: v.pipe(Id, v.description('Id of a person or organization.')),
  roleName: v.pipe(Text, v.description('As a source gives it.')),
})

export const Event = v.pipe(
  v.strictObject({
    id: Id,
    name: Text,
    description: Text,
    startDate: v.exactOptional(v.pipe(PartialDate, v.description('Absent when datePrecision is unknown.'))),
    endDate: v.exactOptional(
      v.pipe(
        PartialDate,
        v.description('If datePrecision is approximate, startDate and endDate are the first and last possible day.'),
      ),
    ),
    datePrecision: v.pipe(
      v.picklist(['day', 'month', 'year', 'approximate', 'unknown']),
      v.description('How exactly the sources give the date.'),
    ),
    dateBasis: v.pipe(Text, v.description('How the date is known.')),
    location: v.exactOptional(Place),
    participants: v.optional(v.array(Participant), []),
    outcome: v.exactOptional(Text),
    superEvent: v.exactOptional(v.pipe(Id, v.description('Id of the event that it is part of.'))),
    citations: Citations,
    standalone: Standalone,
  }),
  v.description('What happened, when and where.'),
)

export const Quote = v.pipe(
  v.strictObject({ text: Text, spokenBy: v.pipe(Id, v.description('Id of a person or organization.')) }),
  v.description('A short fragment that the source itself puts in quotation marks, letter for letter.'),
)

export const Statement = v.pipe(
  v.strictObject({
    id: Id,
    text: v.pipe(Text, v.description('In our words.')),
    status: v.pipe(
      v.picklist(STATUS_NAMES),
      v.description(
        'agreed: said to be agreed; claimed, disputed, denied: said by the claimant; planned: expected next; reported: an outlet’s plain account.',
      ),
    ),
    claimant: v.exactOptional(v.pipe(Id, v.description('Id of the person or organization that says so.'))),
    reportedBy: v.pipe(Id, v.description('Id of the article that carries it.')),
    about: v.optional(
      v.pipe(v.array(Id), v.description('Ids of the people, organizations and events that it is about.')),
      [],
    ),
    event: v.exactOptional(v.pipe(Id, v.description('Id of the event that it belongs to.'))),
    quote: v.exactOptional(Quote),
    citations: Citations,
    lead: Lead,
    standalone: Standalone,
  }),
  v.description('What somebody says, and who reports it.'),
)

export const Role = v.strictObject({
  roleName: v.pipe(Text, v.description('As a source gives it.')),
  citations: Citations,
})

export const Party = v.pipe(
  v.strictObject({
    id: Id,
    name: Text,
    alternateName: v.optional(v.array(Text), []),
    roles: v.pipe(v.array(Role), v.minLength(1, 'needs at least one role that a source gives')),
    sameAs: v.optional(
      v.pipe(v.array(HttpUrl), v.description('Pages elsewhere about the same person or organization.')),
      [],
    ),
  }),
  v.description('A person or an organization.'),
)

export const Unknown = v.pipe(
  v.strictObject({
    id: Id,
    text: Text,
    event: v.exactOptional(v.pipe(Id, v.description('Id of the event that it belongs to.'))),
    lead: Lead,
  }),
  v.description('A question that readers would ask and these sources do not answer.'),
)

export const Correction = v.pipe(
  v.strictObject({
    id: Id,
    date: PartialDate,
    kind: v.picklist(['correction', 'clarification', 'update', 'retraction']),
    target: v.pipe(Id, v.description('Id of the item that was corrected.')),
    before: Text,
    after: Text,
    reason: Text,
    release: v.pipe(
      ReleaseNumber,
      v.description('The first release that carries the correction and is not withdrawn.'),
    ),
  }),
  v.description('A mistake that was corrected.'),
)

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
export type Role = v.InferOutput<typeof Role>
export type Party = v.InferOutput<typeof Party>
export type Unknown = v.InferOutput<typeof Unknown>
export type Correction = v.InferOutput<typeof Correction>

/** Accepts text that is not a date: the pattern reports it. Refuses the year 0, which readers would take for an error. */
function isCalendarDate(date: string): boolean {
  if (!/^[\d-]+$/.test(date)) return true
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const parsed = new Date(Date.UTC(year, month - 1, day))
  return year > 0 && parsed.getUTCMonth() === month - 1 && parsed.getUTCDate() === day
}
