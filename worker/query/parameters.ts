/**
 * Every query parameter, by the path of the routes that take it, as OpenAPI writes it. Routes that are not here take none; a
 * topic's collections take the same under `/releases/{release}`. For the build only: it writes the rules to
 * `.build/parameters-module.js`, by which the Worker parses, and the words to the OpenAPI document.
 */
import type * as v from 'valibot'
import {
  ArticleItem,
  ChangeItem,
  CorrectionItem,
  EventItem,
  PartyItem,
  StatementItem,
  TopicItem,
} from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { type FilterName, KINDS as KINDS_OF_ITEMS, LIST_NAMES, LISTS, type ListName } from '../../data/schema/lists.ts'
import { STATUS_NAMES } from '../../data/schema/statuses.ts'
import { LANGS } from '../../widget/i18n/language.ts'
import { ROWS } from '../../widget/options.ts'
import { FILES } from '../http/formats.ts'
import { HEIGHTS, HOSTS, KINDS, SIZES, THEMES } from './choice.ts'
import type { IntegerRule, Rule, TextRule } from './parameter.ts'

export interface Parameter<Value = unknown> {
  description: string
  /** A value that is accepted. */
  example: string
  rule: Rule
  /** For the compiler alone: what parsing gives. */
  value?: Value
}

/** By name, in the order in which they are documented. */
export type ParameterTable = Record<string, Parameter>

interface Words {
  description: string
  example: string
}

const createText = (words: Words, rule: Omit<TextRule, 'type'>): Parameter<string> & { rule: TextRule } => ({
  ...words,
  rule: { type: 'string', ...rule },
})
const createInteger = (words: Words, rule: Omit<IntegerRule, 'type'>): Parameter<number> => ({
  ...words,
  rule: { type: 'integer', ...rule },
})
const createNames = <Name extends string>(words: Words, names: readonly Name[]): Parameter<Name[]> => ({
  ...words,
  rule: { type: 'array', items: { enum: names } },
})
const createOne = (description: string, values: readonly string[]) =>
  createText(
    { description, example: values[0] ?? '' },
    { pattern: `^(${values.join('|')})$`, expected: `must be one of ${values.join(', ')}` },
  )

const ID: Omit<TextRule, 'type'> = {
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 80,
  expected: 'must be an id: lower-case words joined by hyphens',
}
const DATE: Omit<TextRule, 'type'> = {
  pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$',
  expected: 'must be a day, month or year, such as 2007-05-28, 2007-05 or 2007',
  format: 'date',
}
const DATE_RULE = 'A month or a year is the interval that it spans; undated items match no date.'

/** `what` is what happened or was published on the date. */
const createDates = (what: string) => ({
  from: createText(
    { description: `Only ${what} on this day, month or year, or later. ${DATE_RULE}`, example: '2007-05' },
    DATE,
  ),
  to: createText(
    { description: `Only ${what} on this day, month or year, or earlier. ${DATE_RULE}`, example: '2007-07-31' },
    DATE,
  ),
})

const q = createText(
  {
    description:
      'Only what contains each of these words, in its names, texts or summaries. `"two words"` finds them beside each other, `word*` finds words that begin so. Case, accents and vowel marks do not count, nor does which form of an Arabic or Persian letter or digit is used.',
    example: 'crocker baghdad',
  },
  {
    pattern: '^[^\\x00-\\x1f\\x7f-\\x9f]+$',
    maxLength: 200,
    expected: 'must be words, without control characters',
    format: 'words',
  },
)

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
    },
    { pattern: '^[A-Za-z0-9_-]+$', maxLength: 400, expected: 'must be the `next` of a page of this list' },
  ),
}

const ITEMS = {
  Event: EventItem,
  Article: ArticleItem,
  Statement: StatementItem,
  Party: PartyItem,
  Correction: CorrectionItem,
}

/** The fields of an item, as its schema has them: none can be missing here. */
const createFields = (item: v.StrictObjectSchema<v.ObjectEntries, undefined>) => {
  const names = Object.keys(item.entries)
  return createNames({ description: 'Only these fields of each item.', example: names.slice(0, 2).join(',') }, names)
}

const EXAMPLES: Record<Exclude<FilterName, 'status'>, string> = {
  participant: 'ryan-crocker',
  claimant: 'ryan-crocker',
  event: 'first-round',
  reportedBy: 'voa-talks-on-iraq',
}

function createFilters(filters: (typeof LISTS)[ListName]['filters']): ParameterTable {
  const entries = Object.entries(filters) as [FilterName, string][]
  return Object.fromEntries(
    entries.map(([name, description]) => [
      name,
      name === 'status'
        ? createNames({ description, example: 'claimed,disputed' }, STATUS_NAMES)
        : createText({ description, example: EXAMPLES[name] }, ID),
    ]),
  )
}

/** `fields` and, where items refer to others, `include`: of a list and of each of its items. */
function createShape(name: ListName): ParameterTable {
  const { entity, references } = LISTS[name]
  const names = Object.keys(references)
  return {
    fields: createFields(ITEMS[entity]),
    ...(names.length > 0 && {
      include: createNames(
        {
          description:
            'Fields that refer to other items: those are then in `included`, each once. What was withdrawn is not.',
          example: names.slice(0, 2).join(','),
        },
        names,
      ),
    }),
  }
}

const createTopicTables = (name: ListName): Record<string, ParameterTable> => ({
  [`/v1/topics/{topic}/${name}`]: {
    ...(LISTS[name].dated !== undefined && createDates(LISTS[name].dated)),
    ...createFilters(LISTS[name].filters),
    q,
    ...createShape(name),
    ...paging,
  },
  ...(!LISTS[name].derived && { [`/v1/topics/{topic}/${name}/{id}`]: createShape(name) }),
})

const RELEASES = { minimum: 1, maximum: 999_999 }

const CHOICE_PARAMETERS = {
  topic: createText(
    { description: 'The topic’s id.', example: 'us-iran-iraq-talks' },
    { ...ID, expected: 'must be an id' },
  ),
  item: createText(
    {
      description: 'The id of one statement or event, shown as a card; the whole box where absent.',
      example: 'iraq-only',
    },
    ID,
  ),
  as: createOne('How to embed it.', Object.keys(KINDS)),
  size: createOne('How much of the topic it shows; compact where absent.', Object.keys(SIZES)),
  theme: createOne('The box’s colours; the page decides where absent.', Object.keys(THEMES)),
  lang: createOne('The language of the box’s own words; English where absent.', LANGS),
  sections: createNames({ description: 'The parts to show; all where absent.', example: 'timeline,agreed' }, ROWS),
  height: createInteger(
    {
      description: 'The most CSS pixels that it may be high. A number in between leads to the nearest.',
      example: '480',
    },
    HEIGHTS,
  ),
  release: createInteger(
    { description: 'The release to stay with; the current one where absent.', example: '1' },
    RELEASES,
  ),
  pin: createOne('Whether the script is pinned by its hash.', ['yes']),
  on: createOne('The page that the preview shows it on.', Object.keys(HOSTS)),
}

const { item, size, theme, lang, sections, release } = CHOICE_PARAMETERS
export const FRAME_PARAMETERS = { item, size, theme, lang, sections, release }

const OEMBED_SIZE = { minimum: 1, maximum: 10_000 }
const url = createText(
  {
    description: 'The address of a topic: its page, its frame or its record.',
    example: 'https://facts.example/topics/us-iran-iraq-talks',
  },
  { pattern: '^https?://\\S+$', maxLength: 2000, expected: 'must be an http(s) address' },
)
export const OEMBED_PARAMETERS = {
  url: { ...url, rule: { ...url.rule, isRequired: true } } satisfies Parameter as Parameter<string>,
  format: createText(
    { description: '`json` or `xml`; json where absent.', example: 'json' },
    { pattern: '^[a-z]+$', maxLength: 20, expected: 'must be the name of a format' },
  ),
  maxwidth: createInteger({ description: 'The most CSS pixels that it may be wide.', example: '600' }, OEMBED_SIZE),
  maxheight: createInteger({ description: 'The most CSS pixels that it may be high.', example: '400' }, OEMBED_SIZE),
  lang,
  theme,
  size,
}

const createIds = (words: Words): Parameter<string[]> => ({
  ...words,
  rule: { type: 'array', items: { type: 'string', ...ID } },
})
const topic = createIds({ description: 'Only items of these topics, by id.', example: 'us-iran-iraq-talks' })

const modifiedSince = createText(
  {
    description:
      'Only what a release has added or changed on this day or later (UTC), or at this time or later (RFC 3339).',
    example: '2026-11-01',
  },
  {
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2}))?$',
    maxLength: 40,
    expected: 'must be a day or a time, such as 2026-11-26 or 2026-11-26T09:30:00Z',
    format: 'time',
  },
)
/** Across topics a person or organization has one name and many ids. */
const createParty = (description: string) =>
  createText(
    {
      description: `${description} By id, or by words of a name in any spelling that a topic lists.`,
      example: 'crocker',
    },
    { pattern: q.rule.pattern, maxLength: 200, expected: 'must be an id or a name', format: 'words' },
  )
const sort = createText(
  {
    description:
      '`date`: newest first, the undated last; `relevance`: what fits `q` best, which it needs. By default, `relevance` with `q`.',
    example: 'date',
  },
  { pattern: '^(date|relevance)$', expected: 'must be date or relevance' },
)
const relevance = createText(
  { description: '`relevance`: what fits `q` best, which it needs, as by default with `q`. Otherwise by id.', example: 'relevance' },
  { pattern: '^relevance$', expected: 'must be relevance' },
)
/** What the filters across topics are: ids of events and articles mean something in their topic alone. */
const ACROSS = { participant: createParty, claimant: createParty }

function createAcrossTable(name: ListName): ParameterTable {
  const { dated, filters } = LISTS[name]
  const shared = Object.entries(ACROSS).flatMap(([filter, create]) => {
    const description = filters[filter as keyof typeof ACROSS]
    return description === undefined ? [] : [[filter, create(description)]]
  })
  return {
    ...(dated !== undefined && createDates(dated)),
    topic,
    ...Object.fromEntries(shared),
    ...(filters.status !== undefined && { status: createFilters({ status: filters.status }).status }),
    q,
    modifiedSince,
    sort: dated === undefined ? relevance : sort,
    ...createShape(name),
    ...paging,
  }
}

const changeParts = [...COLLECTION_NAMES, 'unknowns', 'topic']
const changeKinds = ['added', 'removed', 'changed']

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

const comparison = {
  from: createInteger(
    { description: 'The release to compare with; the one that `to` was based on where absent.', example: '1' },
    RELEASES,
  ),
  to: createInteger({ description: 'The release to compare; the current one where absent.', example: '2' }, RELEASES),
}

/** Of whatever has an equal under each release. */
const at = createText(
  {
    description:
      'The state that readers had at the end of this day, or at this time, in UTC. Content-Location is its permanent URL.',
    example: '2026-11-20',
  },
  {
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?$',
    expected: 'must be a day or a time in UTC, such as 2026-11-20 or 2026-11-20T12:00:00Z',
    format: 'time',
  },
)

const PATHS_IN_TIME = [
  ...Object.values(FILES).flatMap(({ address }) => (address === '/changes' ? [] : [address])),
  ...COLLECTION_NAMES.map((name) => `/${name}/{id}`),
  ...LIST_NAMES.filter((name) => LISTS[name].derived).map((name) => `/${name}`),
  '/cards/{id}',
]

function addTime(tables: Record<string, ParameterTable>): Record<string, ParameterTable> {
  const paths = PATHS_IN_TIME.map((path) => `/v1/topics/{topic}${path}`)
  return { ...tables, ...Object.fromEntries(paths.map((path) => [path, { ...tables[path], at }])) }
}

/** Of a topic's page: what to keep of its statements, or which page of a large record to show. */
export const TOPIC_PARAMETERS = {
  status: createOne('Only statements of this status.', STATUS_NAMES),
  speaker: createText({ description: 'Only what this person or organization says.', example: 'ryan-crocker' }, ID),
  outlet: createText(
    {
      description: 'Only what this outlet reports: the id of the first of its articles in the topic.',
      example: 'a-news-report',
    },
    ID,
  ),
  month: createText(
    {
      description: 'Of a large topic: the events of this month or year; `undated` for those without a date.',
      example: '2007-05',
    },
    { pattern: '^(\\d{4}(-\\d{2})?|undated)$', expected: 'must be a month' },
  ),
  part: createOne('Of a large topic: one of its lists.', ['people', 'unknowns', 'sources', 'history']),
  page: createInteger(
    { description: 'Of a large topic: which page of it.', example: '2' },
    { minimum: 2, maximum: 9999 },
  ),
}

export const SCRIPT_PARAMETERS = { lang }

export const PARAMETERS: Record<string, ParameterTable> = addTime({
  '/v1/topics': {
    participant: createParty('Only topics that this person or organization is in.'),
    q,
    modifiedSince,
    sort,
    fields: createFields(TopicItem),
    ...paging,
  },
  ...Object.fromEntries(LIST_NAMES.map((name) => [`/v1/${name}`, createAcrossTable(name)])),
  '/v1/changes': {
    topic,
    part: createNames(
      { description: 'Only changes to these parts of a topic.', example: 'statements,corrections' },
      changeParts,
    ),
    kind: createNames({ description: 'Only changes of these kinds.', example: 'added' }, changeKinds),
    modifiedSince,
    fields: createFields(ChangeItem),
    ...paging,
  },
  '/v1/search': {
    q: { ...q, rule: { ...q.rule, isRequired: true } },
    kind: createNames({ description: 'Only items of these kinds.', example: 'statement,event' }, KINDS_OF_ITEMS),
    topic,
    sort,
    ...paging,
  },
  '/oembed': OEMBED_PARAMETERS,
  '/': CHOICE_PARAMETERS,
  '/embed/{topic}': FRAME_PARAMETERS,
  '/embed/{topic}.js': SCRIPT_PARAMETERS,
  '/preview': CHOICE_PARAMETERS,
  '/snippet': CHOICE_PARAMETERS,
  '/search': {
    q,
    kind: createNames({ description: 'Only items of these kinds.', example: 'statement,event' }, KINDS_OF_ITEMS),
    cursor: paging.cursor,
  },
  '/topics/{topic}': TOPIC_PARAMETERS,
  '/topics/{topic}/changes': changes,
  '/v1/topics/{topic}/changes': comparison,
  ...Object.assign({}, ...LIST_NAMES.map(createTopicTables)),
})
