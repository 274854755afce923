/** The interface's languages: how each is written, and how it says what the widget says. */
import { PHRASES, type Phrase } from './phrases.ts'

/**
 * By BCP 47 tag: the locale of dates and numbers, always in the Gregorian calendar as the sources are, and the column of
 * `PHRASES`, which English has none of.
 */
const LOCALES = { en: 'en-GB', ar: 'ar', fa: 'fa-u-ca-gregory' } as const

export type Lang = keyof typeof LOCALES

export const LANGS = Object.keys(LOCALES) as Lang[]

export interface Language {
  lang: Lang
  dir: 'ltr' | 'rtl'
  /** BCP 47; decides how dates and numbers are written. */
  locale: string
  say: (phrase: Phrase) => string
}

export function createLanguage(lang: Lang): Language {
  const column = LANGS.indexOf(lang) - 1
  return {
    lang,
    dir: column < 0 ? 'ltr' : 'rtl',
    locale: LOCALES[lang],
    say: (phrase) => PHRASES[phrase][column] ?? phrase,
  }
}
