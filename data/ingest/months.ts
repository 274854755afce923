/**
 * Month names, and the conversion of Persian dates. Names come from `Intl`: in the page's language first, then in other
 * languages, for pages that state none. Pure.
 */

/** Without Croatian: some of its month names mean other months in Czech and Polish. */
const LANGUAGES = 'en de fr es pt it nl sv da tr pl cs ru uk el he ar fa ur hi id hu ro'.split(' ')
/** Arabic has four sets of month names, and Persian two. */
const VARIANTS: Record<string, string[]> = { ar: ['ar-SY', 'ar-DZ', 'ar-MA'], fa: ['fa-AF'] }
/** The minimum length of an abbreviation; shorter ones are often other words. */
const MIN_PREFIX = 3
/** Other numbers are years of another calendar, or not years. */
const YEARS = { first: 1600, last: 2199 }
/** Plausible years of publication in the Persian calendar. */
const PERSIAN_YEARS = { min: 1200, max: 1500 }
const DAY_MS = 86_400_000

export interface Month {
  /** From 1. */
  number: number
  isPersian: boolean
}

/** Normalises digits and Arabic letters, and removes invisible marks that only shape or direct text. */
export function foldDateText(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
}

/** Finds a month by name, by an unambiguous abbreviation, or as in `دی ماه`. Absent when two months match. */
export function findMonth(name: string, language: string): Month | undefined {
  const wanted = foldDateText(name.toLowerCase())
    .replace(/(?<=.)ماه$/u, '')
    .replace(/^ב(?=.{3})/u, '')
  for (const each of new Set([language, ...LANGUAGES])) {
    const found = new Set<number>()
    const names = listNames(each)
    for (const [at, month] of names.entries())
      if (month === wanted || (wanted.length >= MIN_PREFIX && month.startsWith(wanted))) found.add(at)
    const exact = names.indexOf(wanted)
    const months = new Set([...(exact === -1 ? found : [exact])].map((at) => at % 24))
    const [at] = months
    if (at !== undefined && new Set([...months].map((month) => month % 12)).size === 1)
      return { number: (at % 12) + 1, isPersian: at >= 12 }
  }
  return undefined
}

/** From 0 for Sunday, of the whole name or a beginning of it. Absent where it is none, or two fit. */
export function findWeekday(name: string, language: string): number | undefined {
  const wanted = foldDateText(name.toLowerCase())
  if (wanted.length < MIN_PREFIX - 1) return undefined
  for (const each of new Set([language, 'en'])) {
    const format = new Intl.DateTimeFormat(each, { weekday: 'long', timeZone: 'UTC' })
    const names = Array.from({ length: 7 }, (_, day) =>
      foldDateText(format.format(Date.UTC(2023, 0, 1 + day)).toLowerCase()),
    )
    const found = [...names.keys()].filter((day) => names[day]?.startsWith(wanted))
    if (found.length === 1) return found[0]
  }
  return undefined
}

const known = new Map<string, string[]>()

/** Lists, for each form of a language, the twelve Gregorian names, then the twelve Persian ones. */
function listNames(language: string): string[] {
  const list = known.get(language) ?? [language, ...(VARIANTS[language.split('-')[0] ?? ''] ?? [])].flatMap(listForms)
  known.set(language, list)
  return list
}

/** Three forms: standalone, after a day, and short. */
function listForms(language: string): string[] {
  const hasPersian = /^(?:fa|ps)\b/.test(language)
  return ([{ month: 'long' }, { month: 'long', day: 'numeric' }, { month: 'short', day: 'numeric' }] as const).flatMap(
    (form) =>
      (['gregory', 'persian'] as const).flatMap((calendar) => {
        const format = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC', calendar })
        return Array.from({ length: 12 }, (_, month) => {
          if (calendar === 'persian' && !hasPersian) return ''
          const day = calendar === 'persian' ? Date.UTC(2021, 3, 5) + month * 30.4 * DAY_MS : Date.UTC(2000, month, 1)
          const part = format.formatToParts(day).find(({ type }) => type === 'month')
          return foldDateText(part?.value.toLowerCase() ?? '').replace(/[.\u0654]$/u, '')
        })
      }),
  )
}

export interface CalendarDay {
  year: number
  month: number
  day: number
}

/** Returns an ISO 8601 date; absent for an implausible year. Does not check whether the day exists. */
export function toGregorian(stated: CalendarDay, isPersian: boolean): string | undefined {
  if (stated.year >= YEARS.first) return stated.year <= YEARS.last ? formatDay(stated) : undefined
  const isPersianYear = stated.year >= PERSIAN_YEARS.min && stated.year <= PERSIAN_YEARS.max
  return isPersian && isPersianYear ? convertPersian(stated) : undefined
}

const pad = (number: number, length: number) => String(number).padStart(length, '0')
const formatDay = ({ year, month, day }: CalendarDay) => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`

const PERSIAN = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
})

/** Converts a Persian date. The first six months have 31 days, and the year begins within two days of 21 March. */
function convertPersian(stated: CalendarDay): string | undefined {
  const { year, month, day } = stated
  const about = Date.UTC(year + 621, 2, 21) + ((month - 1) * 30 + Math.min(month - 1, 6) + day - 1) * DAY_MS
  for (const shift of [0, -1, 1, -2, 2]) {
    const date = new Date(about + shift * DAY_MS)
    const parts = new Map(PERSIAN.formatToParts(date).map(({ type, value }) => [type, Number(value)]))
    if (parts.get('year') === year && parts.get('month') === month && parts.get('day') === day)
      return date.toISOString().slice(0, 10)
  }
  return undefined
}
