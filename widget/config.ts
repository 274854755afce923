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

/** `read` gives an attribute's value, or null when it is absent; `pageLang` is the page's language where it says so. */
export function parseConfig(
  read: (attribute: Attribute) => string | null | undefined,
  source: Source,
  warn: (message: string) => void,
  pageLang?: string | null,
): Config {
  const set: Partial<Record<Attribute, string>> = {}
  for (const attribute of ATTRIBUTES) {
    const value = read(attribute)
    if (!value) continue
    if (ALLOWED[attribute].test(value)) set[attribute] = value
    else warn(`${attribute}="${value}" is ignored; allowed: ${ALLOWED[attribute]}`)
  }
  const lang = set.lang ?? pageLang?.slice(0, 2) ?? ''
  return { ...set, ...source, language: createLanguage(ALLOWED.lang.test(lang) ? (lang as Lang) : 'en') }
}
