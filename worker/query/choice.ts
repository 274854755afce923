/** What somebody wants to embed, and how: the choices of the configurator, of its preview and of its snippet. */
import { ROWS, type RowName } from '../../widget/options.ts'

/** Ways to embed, by the name in the address. */
export const KINDS = {
  quotation: {
    name: 'A quotation and a script',
    note: 'Paste both where the box should stand. The text stands by itself in feeds, in reader modes and without the script.',
  },
  element: {
    name: 'An element',
    note: 'Nothing on the page moves when the box comes. Several boxes share one script.',
  },
  html: {
    name: 'Finished HTML, no script',
    note: 'Asks nobody for anything, and stays as it is until it is pasted again. A strict policy must allow its styles.',
  },
  frame: {
    name: 'A frame',
    note: 'Apart from the page in every way. Without a height of your choice, a small script gives it that of its box.',
  },
  address: {
    name: 'A plain address, for WordPress and others that know oEmbed',
    note: 'Goes on a line of its own. The site decides how it looks, so the choices beside it do not count.',
  },
} as const
export type Kind = keyof typeof KINDS

export const THEMES = { system: 'As the reader’s system', light: 'Light', dark: 'Dark' } as const
export const SIZES = { compact: 'Compact', full: 'Full' } as const
/** Pages to see it on. */
export const HOSTS = { light: 'a light page', dark: 'a dark page', busy: 'a busy page' } as const
export type Host = keyof typeof HOSTS

/** In pixels, and in steps: each is an answer of its own to a cache, and nobody needs one in between. */
export const HEIGHTS = { minimum: 100, maximum: 4000, multipleOf: 10 }

/** What the query gives, parsed by the rules of `parameters.ts`. */
interface ChoiceValues {
  topic?: string
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
    ...(size === 'full' && { size }),
    ...(theme !== undefined && { theme }),
    ...(lang !== undefined && lang !== 'en' && { lang }),
    ...(!isWhole && { sections: sections as RowName[] }),
    ...(height !== undefined && { height }),
    // A release that there is not is as none.
    ...(release !== undefined && release <= latest && { release }),
    isPinned: pin !== undefined,
    host: on as Host,
  }
}
