/**
 * Every query parameter of the API, by the address that takes it. Addresses that are not here take none. Those of a
 * topic's collections take the same under `/releases/{release}`. The Worker parses by these tables, and the OpenAPI
 * document is generated from them.
 */

import type { Article, Collections, Correction, Event, Party, Statement } from '../../data/schema/api.ts'
import { STATUS_NAMES } from '../../data/schema/statuses.ts'
import { CHOICE_PARAMETERS } from './choice.ts'
import { isPartialDate } from './interval.ts'
import { createInteger, createNames, createText, type Parameter, type ParameterTable } from './parameter.ts'
import { listWords } from './words.ts'

/**
 * The type of a list whose items `fields` or `include` shaped: JSON to a program that does not look further. A typed client
 * that shapes nothing thus has items without optional fields.
 */
export const SELECTION_TYPE = 'application/json; shape=selection'

const DATE_SCHEMA = { pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }
const ID_SCHEMA = { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 }
const DATE_RULE = 'A month or a year is the interval that it spans; undated items match no date.'

const createDate = (description: string, example: string) =>
  createText(
    { description, example, expected: 'must be a day, month or year, such as 2007-05-28, 2007-05 or 2007' },
    DATE_SCHEMA,
    (text) => (isPartialDate(text) ? text : undefined),
  )
const createId = (description: string, example: string) =>
  createText({ description, example, expected: 'must be an id: lower-case words joined by hyphens' }, ID_SCHEMA)

/** `what` is what happened or was published on the date. */
const createDates = (what: string) => ({
  from: createDate(`Only ${what} on this day, month or year, or later. ${DATE_RULE}`, '2007-05'),
  to: createDate(`Only ${what} on this day, month or year, or earlier. ${DATE_RULE}`, '2007-07-31'),
})

/** `what` says which items are kept. */
const createSearch = (what: string, example: string) =>
  createText(
    {
      description: `${what} Case, accents and vowel marks do not count, nor does which form of an Arabic or Persian letter or digit is used; a word may be part of a longer one.`,
      example,
      expected: 'must be words, without control characters',
    },
    { pattern: '^[^\\x00-\\x1f\\x7f-\\x9f]+$', maxLength: 200 },
    (text) => (listWords(text).length > 0 ? text.trim().replace(/\s+/g, ' ') : undefined),
  )
const q = createSearch('Only what contains each of these words, in its names, texts or summaries.', 'crocker baghdad')
const paging = {
  limit: createInteger(
    { description: 'How many items a page has at most.', example: '20' },
    { minimum: 1, maximum: 100, default: 50 },
  ),
  cursor: createText(
    {
      description:
        'Where the page begins: the `next` of the page before. Within a topic it names a release, so that paging goes on in the same release after another was published.',
      example: 'My5maXJzdC1yb3VuZA',
      expected: 'must be the `next` of a page of this list',
    },
    { pattern: '^[A-Za-z0-9_-]+$', maxLength: 400 },
  ),
}

const SELECTED = `The answer is then of the type \`${SELECTION_TYPE}\`.`
const createFields = <Item>(...names: (keyof Item & string)[]): { fields: Parameter<string[]> } => ({
  fields: createNames(
    {
      description: `Only these fields of each item, with commas between them. ${SELECTED}`,
      example: names.slice(0, 2).join(','),
    },
    names,
  ),
})
const createInclude = <Name extends string>(...names: Name[]) => ({
  include: createNames(
    {
      description: `References of each item to replace by what they refer to, with commas between them. A reference to what was withdrawn stays an id. ${SELECTED}`,
      example: names.slice(0, 2).join(','),
    },
    names,
  ),
})
const party = createFields<Party>('id', 'name', 'alternateName', 'roles', 'sameAs').fields

/** Parameters of `/v1/topics/{topic}/{collection}`. Without any, the answer is the whole collection on one page. */
export const COLLECTION_PARAMETERS = {
  events: {
    ...createDates('events that may have taken place'),
    participant: createId('Only events in which this person or organization takes part.', 'ryan-crocker'),
    q,
    ...createFields<Event>(
      ...(['id', 'name', 'description', 'startDate', 'endDate', 'datePrecision', 'dateBasis', 'location'] as const),
      ...(['participants', 'outcome', 'superEvent', 'citations', 'standalone'] as const),
    ),
    ...createInclude('participants', 'superEvent'),
    ...paging,
  },
  articles: {
    ...createDates('articles published'),
    q,
    ...createFields<Article>(
      ...(['id', 'headline', 'publisher', 'dateline', 'datePublished', 'dateBasis', 'url', 'inLanguage'] as const),
      ...(['genre', 'outletNote', 'summary', 'textDigest'] as const),
    ),
    ...paging,
  },
  statements: {
    ...createDates('statements about an event that may have taken place'),
    participant: createId('Only statements by or about this person or organization.', 'ryan-crocker'),
    status: createNames(
      { description: 'Only statements of these statuses, with commas between them.', example: 'claimed,disputed' },
      STATUS_NAMES,
    ),
    claimant: createId('Only what this person or organization says.', 'ryan-crocker'),
    event: createId('Only statements about this event.', 'first-round'),
    q,
    ...createFields<Statement>(
      ...(['id', 'text', 'status', 'claimant', 'reportedBy', 'about', 'event', 'quote', 'citations'] as const),
      ...(['lead', 'standalone'] as const),
    ),
    ...createInclude('event', 'claimant', 'reportedBy', 'about'),
    ...paging,
  },
  people: { q, fields: party, ...paging },
  organizations: { q, fields: party, ...paging },
  corrections: {
    ...createDates('corrections made'),
    q,
    ...createFields<Correction>('id', 'date', 'kind', 'target', 'before', 'after', 'reason', 'release'),
    ...createInclude('target'),
    ...paging,
  },
} satisfies Record<keyof Collections, ParameterTable>

const OEMBED_SIZE = { minimum: 1, maximum: 10_000 }
const oembed = {
  url: {
    ...createText(
      {
        description: 'The address of a topic: its page, its frame or its record.',
        example: 'https://facts.example/topics/us-iran-iraq-talks',
        expected: 'must be an http(s) address',
      },
      { pattern: '^https?://\\S+$', maxLength: 2000 },
    ),
    isRequired: true as const,
  },
  format: createText(
    { description: '`json` or `xml`; json where absent.', example: 'json', expected: 'must be the name of a format' },
    { pattern: '^[a-z]+$', maxLength: 20 },
  ),
  maxwidth: createInteger({ description: 'The most CSS pixels that it may be wide.', example: '600' }, OEMBED_SIZE),
  maxheight: createInteger({ description: 'The most CSS pixels that it may be high.', example: '400' }, OEMBED_SIZE),
}

const topic = createId('Only items of this topic.', 'us-iran-iraq-talks')

const RELEASES = { minimum: 1, maximum: 999_999 }
const changes = {
  before: createInteger(
    { description: 'The release to compare with; the one before where absent.', example: '1' },
    RELEASES,
  ),
  after: createInteger(
    { description: 'The release to compare; the current one where absent.', example: '2' },
    RELEASES,
  ),
}

/** Of a topic's page: what to keep of its statements, or which page of a large record to show. */
export const TOPIC_PARAMETERS = {
  status: createText(
    { description: 'Only statements of this status.', example: 'claimed', expected: 'must be a status' },
    { pattern: `^(${STATUS_NAMES.join('|')})$` },
  ),
  speaker: createId('Only what this person or organization says.', 'ryan-crocker'),
  outlet: createId('Only what this outlet reports: the id of the first of its articles in the topic.', 'a-news-report'),
  month: createText(
    {
      description: 'Of a large topic: the events of this month or year; `undated` for those without a date.',
      example: '2007-05',
      expected: 'must be a month',
    },
    { pattern: '^(\\d{4}(-\\d{2})?|undated)$' },
  ),
  part: createText(
    { description: 'Of a large topic: one of its lists.', example: 'sources', expected: 'must be a list' },
    { pattern: '^(people|unknowns|sources|history)$' },
  ),
  page: createInteger(
    { description: 'Of a large topic: which page of it.', example: '2' },
    { minimum: 2, maximum: 9999 },
  ),
}

const { item, size, theme, lang, sections, release } = CHOICE_PARAMETERS
export const FRAME_PARAMETERS = { item, size, theme, lang, sections, release }

/** By the path as OpenAPI writes it. */
export const PARAMETERS = {
  '/v1/topics': { q: createSearch('Only topics whose name contains each of these words.', 'iran talks'), ...paging },
  '/v1/events': { ...createDates('events that may have taken place'), topic, ...paging },
  '/v1/articles': { ...createDates('articles published'), topic, ...paging },
  '/oembed': oembed,
  '/': CHOICE_PARAMETERS,
  '/embed/{topic}': FRAME_PARAMETERS,
  '/embed/{topic}.js': { lang },
  '/preview': CHOICE_PARAMETERS,
  '/snippet': CHOICE_PARAMETERS,
  '/topics/{topic}': TOPIC_PARAMETERS,
  '/topics/{topic}/changes': changes,
  '/v1/topics/{topic}/events': COLLECTION_PARAMETERS.events,
  '/v1/topics/{topic}/articles': COLLECTION_PARAMETERS.articles,
  '/v1/topics/{topic}/statements': COLLECTION_PARAMETERS.statements,
  '/v1/topics/{topic}/people': COLLECTION_PARAMETERS.people,
  '/v1/topics/{topic}/organizations': COLLECTION_PARAMETERS.organizations,
  '/v1/topics/{topic}/corrections': COLLECTION_PARAMETERS.corrections,
} satisfies Record<string, ParameterTable>

const STRICT = /^\/(?:v1|oembed|healthz|\.well-known)(?:\/|$)/

/** Whether an unknown parameter is an error there. Elsewhere it leads to the address without it. */
export function isStrict(path: string): boolean {
  return STRICT.test(path)
}

const LENIENT = /^\/(?:oembed|embed\/[^./]+)$/

/** Whether an unknown parameter counts for nothing there: oEmbed's consumers add their own, and so does Pym.js to a frame. */
export function ignoresUnknown(path: string): boolean {
  return LENIENT.test(path)
}
