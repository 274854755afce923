/** A language is one record, in a file of its own. A record that lacks a phrase of English does not compile. */
import { type AsWritten, en } from './en.ts'

/** BCP 47. A language is added here, in `languages.ts` and as a file. */
export const LANGS = ['en', 'ar', 'fa', 'tr'] as const

export type Lang = (typeof LANGS)[number]
export type Phrase = keyof typeof en.phrases | AsWritten

export interface Language {
  lang: Lang
  /** BCP 47: decides how dates and numbers are written, in the Gregorian calendar as the sources are. */
  locale: string
  dir: 'ltr' | 'rtl'
  /** Its name in the language itself. */
  ownName: string
  phrases: Record<Phrase, string>
}

/** Scripts that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = /Adlm|Arab|Aran|Hebr|Nkoo|Rohg|Syrc|Thaa/

/** The script that a language tag (BCP 47) names or implies; empty for what is no tag. */
function readScript(lang: string): string {
  try {
    return new Intl.Locale(lang).maximize().script ?? ''
  } catch {
    return ''
  }
}

/** Direction of a language (BCP 47) in its script: `az` is written from left to right, `az-Arab` is not. */
export function readDirection(lang: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(readScript(lang)) ? 'rtl' : 'ltr'
}

/** The interface language for a tag (BCP 47, or `fa_IR` as systems name theirs). English unless both language and script match: `ar-Latn` is not Arabic script. */
export function matchLang(tag: string): Lang {
  const [name] = tag.toLowerCase().split(/[-_]/)
  const lang = LANGS.find((one) => one === name)
  // So short a tag names no script, and `Intl.Locale` takes longer than rendering half of the box.
  return lang && (!tag[6] || readScript(lang) === readScript(tag)) ? lang : 'en'
}

/** A phrase with its placeholders filled in. */
export function translate({ phrases }: Language, phrase: Phrase, values?: Record<string, string>): string {
  return (phrases[phrase] ?? phrase).replace(/{(\w+)}/g, (_, name) => values?.[name] ?? '')
}

/** The parts that are not absent, joined by the language's comma. */
export function joinList({ dir }: Language, parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(dir === 'rtl' ? '، ' : ', ')
}

export const ENGLISH = en as Partial<typeof en> as Language
