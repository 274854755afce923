/** Numbers and lengths of time in the reader's digits and plurals. Pure. */
import type { Language } from './language.ts'

/** At least this many days are given in years. */
const DAYS_BEFORE_YEARS = 1000
const DAYS_IN_YEAR = 365.25

/** Whole and not negative. Without `Intl`, whose first use takes long, where the digits alone say it. */
export function formatNumber({ lang, locale }: Language, value: number): string {
  return lang === 'en' && value < 1000 ? `${value}` : value.toLocaleString(locale)
}

/** As days, or as years where there are many. */
export function formatDays(language: Language, days: number): string {
  const isShort = days < DAYS_BEFORE_YEARS
  const count = isShort ? days : Math.round(days / DAYS_IN_YEAR)
  const unit = isShort ? 'day' : 'year'
  const { lang, locale } = language
  if (lang !== 'en') return count.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'long' })
  return `${formatNumber(language, count)} ${unit}${count === 1 ? '' : 's'}`
}
