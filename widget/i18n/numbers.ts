/** Numbers and durations in the reader's digits and plural forms. Pure. */
import type { Language } from './language.ts'

/** From this number of days on, a duration is given in years. */
const DAYS_BEFORE_YEARS = 1000
const DAYS_IN_YEAR = 365.25

/** Formats a whole, non-negative number. Uses `Intl`, whose first use is slow, only where the plain digits are not enough. */
export function formatNumber({ lang, locale }: Language, value: number): string {
  return lang === 'en' && value < 1000 ? `${value}` : value.toLocaleString(locale)
}

/** Formats a duration as days, or as years if it is long. */
export function formatDays(language: Language, days: number): string {
  const isShort = days < DAYS_BEFORE_YEARS
  const count = isShort ? days : Math.round(days / DAYS_IN_YEAR)
  const unit = isShort ? 'day' : 'year'
  const { lang, locale } = language
  if (lang !== 'en') return count.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'long' })
  return `${formatNumber(language, count)} ${unit}${count === 1 ? '' : 's'}`
}
