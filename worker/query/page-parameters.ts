/** Query parameters of pages, frames, scripts and oEmbed. */
import { STATUS_NAMES } from '../../data/schema/statuses.ts'
import { LANGS } from '../../widget/i18n/language.ts'
import { ROWS } from '../../widget/options.ts'
import { HEIGHTS, HOSTS, KINDS, SIZES, THEMES } from './choice.ts'
import { createInteger, createNames, createOne, createText, ID, type Parameter, RELEASES } from './parameter-kinds.ts'

/** Parameters of the configurator, its preview and its snippet. */
export const CHOICE_PARAMETERS = {
  topic: createText(
    { description: 'The topic’s id; by default the first topic.', example: 'us-iran-iraq-talks' },
    { ...ID, expected: 'must be an id' },
  ),
  item: createText(
    {
      description: 'The id of one statement or event, shown as a card; by default the whole box.',
      example: 'iraq-only',
    },
    ID,
  ),
  as: createOne('How to embed it.', Object.keys(KINDS)),
  size: createOne('How much of the topic it shows; by default compact.', Object.keys(SIZES)),
  theme: createOne('The box’s colours; by default the page decides.', Object.keys(THEMES)),
  lang: createOne('The language of the box’s own words; by default English.', LANGS),
  sections: createNames({ description: 'The parts to show; by default all.', example: 'timeline,agreed' }, ROWS),
  height: createInteger(
    {
      description: 'Maximum height in CSS pixels. Rounded to the nearest multiple of 10.',
      example: '480',
    },
    HEIGHTS,
  ),
  release: createInteger({ description: 'The release to show; by default the current one.', example: '1' }, RELEASES),
  pin: createOne('Whether the script is pinned by its hash.', ['yes']),
  on: createOne('The sample page of the preview. The snippet does not depend on it.', Object.keys(HOSTS)),
}

const { item, size, theme, lang, sections, release } = CHOICE_PARAMETERS
export const FRAME_PARAMETERS = { item, size, theme, lang, sections, release }

const OEMBED_SIZE = { minimum: 1, maximum: 10_000 }
const url = createText(
  {
    description: 'The URL of a topic: of its page, its frame or its record.',
    example: 'https://facts.example/topics/us-iran-iraq-talks',
  },
  { pattern: '^https?://\\S+$', maxLength: 2000, expected: 'must be an http or https URL' },
)
export const OEMBED_PARAMETERS = {
  url: { ...url, rule: { ...url.rule, isRequired: true } } satisfies Parameter as Parameter<string>,
  format: createText(
    { description: '`json` or `xml`; by default json.', example: 'json' },
    { pattern: '^[a-z]+$', maxLength: 20, expected: 'must be json or xml' },
  ),
  maxwidth: createInteger({ description: 'Maximum width in CSS pixels.', example: '600' }, OEMBED_SIZE),
  maxheight: createInteger({ description: 'Maximum height in CSS pixels.', example: '400' }, OEMBED_SIZE),
  lang,
  theme,
  size,
}

/** Parameters of a topic's page: filters of its statements, or the page of a large record. */
export const TOPIC_PARAMETERS = {
  status: createOne('Only statements with this status.', STATUS_NAMES),
  speaker: createText({ description: 'Only statements by this person or organization.', example: 'ryan-crocker' }, ID),
  outlet: createText(
    {
      description: 'Only statements that this outlet reports. The value is the id of its first article in the topic.',
      example: 'a-news-report',
    },
    ID,
  ),
  month: createText(
    {
      description: 'In a large topic: the events of this month or year; `undated` for events without a date.',
      example: '2007-05',
    },
    { pattern: '^(\\d{4}(-\\d{2})?|undated)$', expected: 'must be a month' },
  ),
  part: createOne('In a large topic: one of its lists.', ['people', 'unknowns', 'sources', 'history']),
  page: createInteger(
    { description: 'In a large topic: the page of the list.', example: '2' },
    { minimum: 2, maximum: 9999 },
  ),
}

export const SCRIPT_PARAMETERS = { lang }

/** Parameters of the page that shows what changed. */
export const CHANGES_PAGE_PARAMETERS = {
  before: createInteger(
    { description: 'The release to compare with; by default the one on which `after` is based.', example: '1' },
    RELEASES,
  ),
  after: createInteger({ description: 'The release to compare; by default the current one.', example: '2' }, RELEASES),
}
