/** What to embed, and how: the choices of the configurator, its preview and its snippet. */
import { ROWS, type RowName } from '../../widget/options.ts'

/** Ways to embed, by their name in the URL. */
export const KINDS = {
  quotation: {
    name: 'Quotation and script',
    note: 'Paste both where the box should appear. Without the script, in feeds and in reader modes, the text is shown.',
  },
  element: {
    name: 'Element',
    note: 'Nothing on the page moves when the compact box loads. Several boxes share one script.',
  },
  html: {
    name: 'Finished HTML, no script',
    note: 'Makes no request, and does not change until you paste it again.',
  },
  frame: {
    name: 'Frame',
    note: 'Separate from the page. Unless you set a height, a small script adapts it to the box.',
  },
  address: {
    name: 'Plain link, for WordPress and other oEmbed sites',
    note: 'Put it on its own line. The site decides how it looks: of the options, only the item applies.',
  },
  mail: {
    name: 'E-mail or newsletter',
    note: 'A linked picture with alternative text, and the lede. Paste it into the HTML of the message: of the options, only item and release apply.',
  },
} as const
export type Kind = keyof typeof KINDS

export const THEMES = { system: 'Reader’s system', light: 'Light', dark: 'Dark' } as const
export const SIZES = { compact: 'Compact', full: 'Full' } as const
/** Sample pages for the preview. */
export const HOSTS = { light: 'a light page', dark: 'a dark page', busy: 'a busy page' } as const
export type Host = keyof typeof HOSTS

/** In CSS pixels. Only multiples are used, since caches store a response for each height. */
export const HEIGHTS = { minimum: 100, maximum: 4000, multipleOf: 10 }

/** The query's values, parsed by the rules of `parameters.ts`. */
interface ChoiceValues {
  item?: string
  as?: string
  size?: string
  theme?: string
  lang?: string
  sections?: string[]
  height?: number
  release?: number
  pin?: string
  on?: string
}

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

/** What the query chooses for this topic. */
export function readChoice(values: ChoiceValues, topic: string): Choice {
  const { item, as = 'quotation', size, theme, lang, sections, height, release, pin, on = 'light' } = values
  const isWhole = sections === undefined || sections.length === ROWS.length
  return {
    topic,
    as: as as Kind,
    ...(item !== undefined && { item }),
    ...(size === 'full' && { size }),
    ...(theme !== undefined && { theme }),
    ...(lang !== undefined && lang !== 'en' && { lang }),
    ...(!isWhole && { sections: sections as RowName[] }),
    ...(height !== undefined && { height }),
    ...(release !== undefined && { release }),
    isPinned: pin !== undefined,
    host: on as Host,
  }
}
