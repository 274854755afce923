/**
 * What a publisher may set, as `data-*` on the script tag and plain on `<fact-box>`. Pure: a bad value gives the default
 * and one warning, and the caller decides where warnings go.
 */

export const SECTIONS = [
  'timeline',
  'agreed',
  'claimed',
  'disputed',
  'denied',
  'planned',
  'reported',
  'parties',
  'unknowns',
  'sources',
  'corrections',
] as const
export const ATTRIBUTES = ['topic', 'theme', 'sections', 'heading-level', 'max-height'] as const

export type Section = (typeof SECTIONS)[number]
export type Attribute = (typeof ATTRIBUTES)[number]
export type Theme = 'auto' | 'light' | 'dark'

export interface Config {
  /** Absent where the box itself names its topic. */
  topic: string | undefined
  /** `auto` follows the reader's system. */
  theme: Theme
  /** Those to show; their order is ours. */
  sections: readonly Section[]
  /** Level of the box's title, 2 to 6; sections are one below. */
  headingLevel: number
  /** In px; the rest is behind a button. */
  maxHeight: number
  /** Where the data and their links live, such as `https://facts.example`. */
  origin: string
}

/** `read` gives an attribute's value, or null when it is absent. */
export function parseConfig(
  read: (attribute: Attribute) => string | null,
  origin: string,
  warn: (message: string) => void,
): Config {
  function parse(attribute: Attribute, pattern: RegExp, allowed: string): string | undefined {
    const value = read(attribute)?.trim()
    if (!value || pattern.test(value)) return value || undefined
    warn(`${attribute}="${value}" is ignored; allowed: ${allowed}`)
    return
  }
  const names = parse('sections', new RegExp(`^((${SECTIONS.join('|')})([\\s,]+|$))+$`), SECTIONS.join(', '))
  return {
    topic: parse('topic', /^[a-z\d-]+$/, 'an id such as us-iran-iraq-talks'),
    theme: (parse('theme', /^(auto|light|dark)$/, 'auto, light, dark') ?? 'auto') as Theme,
    sections: SECTIONS.filter((section) => !names || names.split(/[\s,]+/).includes(section)),
    headingLevel: +(parse('heading-level', /^[2-6]$/, '2 to 6') ?? 2),
    maxHeight: parseInt(parse('max-height', /^[1-9]\d*(px)?$/, 'a height in px') ?? '') || Infinity,
    origin,
  }
}
