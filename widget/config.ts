/**
 * What a publisher may set, as `data-*` on the script tag and plain on `<fact-box>`. Pure: a bad value is left out with
 * one warning, and the caller decides where warnings go.
 */
import { SECTIONS } from './sections.ts'
import { createLanguage, LANGS, type Lang, type Language } from './strings/languages.ts'

const ALLOWED = {
  topic: /^[a-z\d-]+$/,
  theme: /^(auto|light|dark)$/,
  lang: RegExp(`^(${LANGS.join('|')})$`),
  sections: RegExp(`^((${Object.keys(SECTIONS).join('|')})[ ,]*)+$`),
  'heading-level': /^[2-6]$/,
  'max-height': /^[1-9]\d*$/,
  release: /^[1-9]\d*$/,
}

export type Attribute = keyof typeof ALLOWED

export const ATTRIBUTES = Object.keys(ALLOWED) as Attribute[]

/** What draws, and where from. */
export interface Source {
  /** Where the data and their links live, such as `https://facts.example`. */
  origin: string
  /** Names the build of the widget. */
  version: string
}

/** Attributes as they are written, as far as they are there and allowed. */
export interface Config extends Source, Partial<Record<Attribute, string>> {
  language: Language
}

/**
 * `read` gives an attribute's value, or null when it is absent; `pageLang` is the page's language where the box speaks it.
 * What a page put on `Object.prototype` counts for nothing.
 */
export function parseConfig(
  read: (attribute: Attribute) => string | null | undefined,
  source: Source,
  warn: (message: string) => void,
  pageLang: Lang = 'en',
): Config {
  const config: Config = Object.assign(Object.create(null), source)
  for (const attribute of ATTRIBUTES) {
    const value = read(attribute)
    if (!value) continue
    if (ALLOWED[attribute].test(value)) config[attribute] = value
    else warn(`${attribute}="${value}" is ignored; allowed: ${ALLOWED[attribute]}`)
  }
  config.language = createLanguage((config.lang as Lang) ?? pageLang)
  return config
}
