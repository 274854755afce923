/** A language is one record in its own file. A record that lacks one of the English phrases does not compile. */
import { type AsWritten, en } from './en.ts'

/** BCP 47. To add a language, add it here, in `languages.ts` and as a file. */
export const LANGS = ['en', 'ar', 'fa', 'tr'] as const

export type Lang = (typeof LANGS)[number]
export type Phrase = keyof typeof en.phrases | AsWritten

export interface Language {
  lang: Lang
  /** BCP 47: decides how dates and numbers are written, always in the Gregorian calendar, as in the sources. */
  locale: string
  dir: 'ltr' | 'rtl'
  /** Its name in the language itself. */
  ownName: string
  phrases: Record<Phrase, string>
}

/** Scripts that are written from right to left (ISO 15924). */
const RIGHT_TO_LEFT = /Adlm|Arab|Aran|Hebr|Nkoo|Rohg|Syrc|Thaa/

/** Returns the writing direction of a language tag (BCP 47): `ltr` for `az`, `rtl` for `az-Arab`. */
export function readDirection(lang: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(readScript(lang)) ? 'rtl' : 'ltr'
}

/** Returns the interface language for a tag (BCP 47, or `fa_IR` as in operating systems). English unless language and script match: not for `ar-Latn`. */
export function matchLang(tag: string): Lang {
  const [name] = tag.toLowerCase().split(/[-_]/)
  const lang = LANGS.find((one) => one === name)
  // A tag this short names no script; skips `Intl.Locale`, which takes longer than rendering half of the box.
  return lang && (!tag[6] || readScript(lang) === readScript(tag)) ? lang : 'en'
}

/** Joins the non-empty parts with the language's comma. */
export function joinList({ dir }: Language, parts: (string | undefined)[]): string {
  return parts.filter(Boolean).join(dir === 'rtl' ? '، ' : ', ')
}

/** Returns a phrase with its placeholders filled in. */
export function translate({ phrases }: Language, phrase: Phrase, values?: Record<string, string>): string {
  return (phrases[phrase] ?? phrase).replace(/{(\w+)}/g, (_, name) => values?.[name] ?? '')
}

/** Returns the script that a language tag (BCP 47) names or implies; empty for an invalid tag. */
function readScript(lang: string): string {
  try {
    return new Intl.Locale(lang).maximize().script ?? ''
  } catch {
    return ''
  }
}

export const ENGLISH = en as Partial<typeof en> as Language
