/** What somebody wants to embed, and how: the parameters of the configurator, of its preview and of its snippet. */

import { LANGS } from '../../widget/i18n/language.ts'
import { ROWS, type RowName } from '../../widget/options.ts'
import { createInteger, createNames, createText } from './parameter.ts'
import type { Values } from './parse.ts'

/** Ways to embed, by the name in the URL. */
export const KINDS = {
  quotation: {
    name: 'Quotation and script',
    note: 'Paste both where the box should stand. Without the script, in feeds and in reader modes, the text stands by itself.',
  },
  element: {
    name: 'Element',
    note: 'Nothing on the page moves when the box loads. Several boxes share one script.',
  },
  html: {
    name: 'Finished HTML, no script',
    note: 'Makes no request, and stays as it is until you paste it again.',
  },
  frame: {
    name: 'Frame',
    note: 'Separate from the page. Unless you set a height, a small script adapts it to the box.',
  },
  address: {
    name: 'Plain link, for WordPress and other oEmbed sites',
    note: 'Goes on a line of its own. The site decides how it looks: of the options, only the item counts.',
  },
  mail: {
    name: 'E-mail or newsletter',
    note: 'A linked picture with alternative text, and the lede. Paste it into the HTML of the message.',
  },
} as const
export type Kind = keyof typeof KINDS

export const THEMES = { system: 'As the reader’s system', light: 'Light', dark: 'Dark' } as const
export const SIZES = { compact: 'Compact', full: 'Full' } as const
/** Pages to see it on. */
export const HOSTS = { light: 'a light page', dark: 'a dark page', busy: 'a busy page' } as const
export type Host = keyof typeof HOSTS

const createOne = (description: string, values: readonly string[]) =>
  createText(
    { description, example: values[0] ?? '', expected: `must be one of ${values.join(', ')}` },
    { pattern: `^(${values.join('|')})$` },
  )

/** In pixels, and in steps: each is an answer of its own to a cache, and nobody needs one in between. */
export const HEIGHTS = { minimum: 100, maximum: 4000, multipleOf: 10 }

export const CHOICE_PARAMETERS = {
  topic: createText(
    { description: 'The topic’s id.', example: 'us-iran-iraq-talks', expected: 'must be an id' },
    { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 },
  ),
  item: createText(
    {
      description: 'The id of one statement or event, shown as a card; the whole box where absent.',
      example: 'iraq-only',
      expected: 'must be an id',
    },
    { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80 },
  ),
  as: createOne('How to embed it.', Object.keys(KINDS)),
  size: createOne('How much of the topic it shows; compact where absent.', Object.keys(SIZES)),
  theme: createOne('The box’s colours; the page decides where absent.', Object.keys(THEMES)),
  lang: createOne('The language of the box’s own words; English where absent.', LANGS),
  sections: createNames(
    { description: 'The parts to show, with commas between them; all where absent.', example: 'timeline,agreed' },
    ROWS,
  ),
  height: createInteger(
    {
      description: 'The most CSS pixels that it may be high. A number in between leads to the nearest.',
      example: '480',
    },
    HEIGHTS,
  ),
  release: createInteger(
    { description: 'The release to stay with; the current one where absent.', example: '1' },
    { minimum: 1, maximum: 999_999 },
  ),
  pin: createOne('Whether the script is pinned by its hash.', ['yes']),
  on: createOne('The page that the preview shows it on.', Object.keys(HOSTS)),
}

type ChoiceValues = Values<typeof CHOICE_PARAMETERS>

export interface Choice {
  topic: string
  /** Absent for the whole box. */
  item?: string
  as: Kind
  /** Absent for compact. */
  size?: string
  theme?: string
  lang?: string
  /** Absent for all. */
  sections?: RowName[]
  height?: number
  release?: number
  isPinned: boolean
  host: Host
}

/** Absent where there is no such topic. */
export function readChoice(values: ChoiceValues, topics: { id: string; release: number }[]): Choice | undefined {
  const {
    topic = topics[0]?.id,
    item,
    as = 'quotation',
    size,
    theme,
    lang,
    sections,
    height,
    release,
    pin,
    on = 'light',
  } = values
  const latest = topics.find(({ id }) => id === topic)?.release
  if (topic === undefined || latest === undefined) return undefined
  const isWhole = sections === undefined || sections.length === ROWS.length
  return {
    topic,
    as: as as Kind,
    ...(item !== undefined && { item }),
    ...(size === 'full' && { size }),
    ...(theme !== undefined && { theme }),
    ...(lang !== undefined && lang !== 'en' && { lang }),
    ...(!isWhole && { sections }),
    ...(height !== undefined && { height }),
    // A release that there is not is as none.
    ...(release !== undefined && release <= latest && { release }),
    isPinned: pin !== undefined,
    host: on as Host,
  }
}
