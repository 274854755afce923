/** Query parameters of lists of a topic, of lists across topics and of search. Fields and filters follow from the schemas. */
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
import { LIST_WORDS, type ListWords } from '../../data/schema/list-words.ts'
import { type FilterName, KINDS, LIST_NAMES, LISTS, type ListName } from '../../data/schema/lists.ts'
import { STATUS_NAMES } from '../../data/schema/statuses.ts'
import type { TextRule } from './parameter.ts'
import {
  createInteger,
  createNames,
  createOne,
  createText,
  ID,
  type Parameter,
  type ParameterTable,
  type Words,
} from './parameter-kinds.ts'

const DATE: Omit<TextRule, 'type'> = {
  pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$',
  expected: 'must be a valid day, month or year, such as 2007-05-28, 2007-05 or 2007',
  format: 'date',
}
const DATE_RULE = 'A month or year means all of it; items without a date never match.'

/** `what` completes “Only … on this day”, such as “articles published”. */
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
      'Only items that contain all of these words in their names, texts or summaries, or in the names of speakers and participants. `"two words"` matches adjacent words, `word*` the start of a word. Case, accents, vowel marks and variants of Arabic and Persian letters and digits are ignored, and so are other characters: there is no OR, and no minus.',
    example: 'iraq*',
  },
  {
    pattern: '^[^\\x00-\\x1f\\x7f-\\x9f]+$',
    maxLength: 200,
    expected: 'must contain a letter or digit, and no control characters',
    format: 'words',
  },
)

const paging = {
  limit: createInteger(
    { description: 'Maximum number of items on a page.', example: '20' },
    { minimum: 1, maximum: 100, default: 50 },
  ),
  cursor: createText(
    {
      description:
        'Where the page begins: the `next` value of the page before. Within a topic it contains the release, so that paging continues in the same release after another is published.',
    },
    { pattern: '^[A-Za-z0-9_-]+$', maxLength: 400, expected: 'must be the `next` value of a page of this list' },
  ),
}

const ITEMS = {
  Event: EventItem,
  Article: ArticleItem,
  Statement: StatementItem,
  Party: PartyItem,
  Correction: CorrectionItem,
}

/** All fields of an item, from its schema. */
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

function createFilters(filters: ListWords['filters']): ParameterTable {
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

/** Returns `fields` and, if items refer to others, `include`: for a list and for each of its items. */
function createShape(name: ListName): ParameterTable {
  const { entity, references } = LISTS[name]
  const names = Object.keys(references)
  return {
    fields: createFields(ITEMS[entity]),
    ...(names.length > 0 && {
      include: createNames(
        {
          description:
            'Fields that refer to other items: adds these items to `included`, each once, except withdrawn ones.',
          example: names.slice(0, 2).join(','),
        },
        names,
      ),
    }),
  }
}

const createTopicTables = (name: ListName): Record<string, ParameterTable> => ({
  [`/v1/topics/{topic}/${name}`]: {
    ...(LIST_WORDS[name].dated !== undefined && createDates(LIST_WORDS[name].dated)),
    ...createFilters(LIST_WORDS[name].filters),
    q,
    ...createShape(name),
    ...paging,
  },
  ...(!LISTS[name].derived && { [`/v1/topics/{topic}/${name}/{id}`]: createShape(name) }),
})

const createIds = (words: Words): Parameter<string[]> => ({
  ...words,
  rule: { type: 'array', items: { type: 'string', ...ID } },
})
const topic = createIds({ description: 'Only items of these topics, by id.', example: 'us-iran-iraq-talks' })

const modifiedSince = createText(
  {
    description:
      'Only items that a release added or changed on this day or later (UTC), or at this time or later (RFC 3339). A rollback to an earlier release changes no date.',
    example: '2026-11-01',
  },
  {
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2}))?$',
    maxLength: 40,
    expected: 'must be a valid day or time, such as 2026-11-26 or 2026-11-26T09:30:00Z; write a plus sign as %2B',
    format: 'time',
  },
)
/** Across topics a person or organization has one name but may have several ids. */
const createParty = (description: string) =>
  createText(
    {
      description: `${description} By id, which also matches a whole name; other text matches words of a name, in any spelling that a topic lists.`,
      example: 'crocker',
    },
    { pattern: q.rule.pattern, maxLength: 200, expected: 'must be an id or a name', format: 'words' },
  )
const sort = createOne(
  '`date`: newest first, undated items last; `relevance`: best matches of `q` first, requires `q`. The default with `q` is `relevance`.',
  ['date', 'relevance'],
)
const relevance = createOne(
  '`relevance`: best matches of `q` first, requires `q`; the default with `q`. Without `q`, by id.',
  ['relevance'],
)
/** Filters across topics. Not by ids of events and articles, which are only valid within their topic. */
const ACROSS = { participant: createParty, claimant: createParty }

function createAcrossTable(name: ListName): ParameterTable {
  const { dated, filters } = LIST_WORDS[name]
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

const itemKinds = createNames({ description: 'Only items of these kinds.', example: 'statement,event' }, KINDS)

/** Of the page that searches all topics. */
export const SEARCH_PAGE_PARAMETERS = {
  q: { ...q, rule: { ...q.rule, isKept: true as const } },
  kind: itemKinds,
  cursor: paging.cursor,
}

export const LIST_PARAMETERS: Record<string, ParameterTable> = {
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
  '/v1/search': { q: { ...q, rule: { ...q.rule, isRequired: true } }, kind: itemKinds, topic, sort, ...paging },
  ...Object.assign({}, ...LIST_NAMES.map(createTopicTables)),
}
