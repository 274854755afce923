/** What pages, frames, scripts and oEmbed take in their queries. */
import { STATUS_NAMES } from '../../data/schema/statuses.ts'
import { LANGS } from '../../widget/i18n/language.ts'
import { ROWS } from '../../widget/options.ts'
import { HEIGHTS, HOSTS, KINDS, SIZES, THEMES } from './choice.ts'
import { createInteger, createNames, createOne, createText, ID, type Parameter, RELEASES } from './parameter-kinds.ts'

/** Of the configurator, its preview and its snippet. */
export const CHOICE_PARAMETERS = {
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
    { pattern: '^[a-z]+$', maxLength: 20, expected: 'must be json or xml' },
  ),
  maxwidth: createInteger({ description: 'The most CSS pixels that it may be wide.', example: '600' }, OEMBED_SIZE),
  maxheight: createInteger({ description: 'The most CSS pixels that it may be high.', example: '400' }, OEMBED_SIZE),
  lang,
  theme,
  size,
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

/** Of the page that shows what changed. */
export const CHANGES_PAGE_PARAMETERS = {
  before: createInteger(
    { description: 'The release to compare with; the one that `after` was based on where absent.', example: '1' },
    RELEASES,
  ),
  after: createInteger(
    { description: 'The release to compare; the current one where absent.', example: '2' },
    RELEASES,
  ),
}
