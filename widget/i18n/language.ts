/** A language is one record, in a file of its own. English is the measure: a record without one of its phrases does not compile. */
import { en } from './en.ts'

/** BCP 47. A language is added here, in `languages.ts` and as a file. */
export const LANGS = ['en', 'ar', 'fa'] as const

export type Lang = (typeof LANGS)[number]
export type Phrase = keyof typeof en.phrases

export interface Language {
  lang: Lang
  /** BCP 47: decides how dates and numbers are written, in the Gregorian calendar as the sources are. */
  locale: string
  dir: 'ltr' | 'rtl'
  /** What its speakers call it. */
  ownName: string
  phrases: Record<Phrase, string>
}

/** Scripts that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = /Adlm|Arab|Aran|Hebr|Nkoo|Rohg|Syrc|Thaa/

/** Of the script in which a language (BCP 47) is written: its own, or the one that it names, as in `az-Arab`. */
export function readDirection(lang: string): 'ltr' | 'rtl' {
  try {
    return RIGHT_TO_LEFT.test(new Intl.Locale(lang).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    // Not a language tag.
    return 'ltr'
  }
}

/** A phrase with its blanks filled in. */
export function translate({ phrases }: Language, phrase: Phrase, values: Record<string, string> = {}): string {
  return phrases[phrase].replace(/{(\w+)}/g, (_, name) => values[name] ?? '')
}

export const ENGLISH: Language = en
