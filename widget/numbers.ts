/** Numbers in the reader's digits. Pure. */
import type { Language } from './strings/languages.ts'

/** Whole and not negative. In English without `Intl`, as dates are. */
export function formatNumber({ lang, locale }: Language, value: number): string {
  return lang === 'en' ? `${value}`.replace(/\B(?=(...)+$)/g, ',') : value.toLocaleString(locale)
}

/** How many days, as the language's plurals have it. */
export function formatDays(language: Language, days: number): string {
  const { lang, locale } = language
  if (lang === 'en') return `${formatNumber(language, days)} day${days === 1 ? '' : 's'}`
  return days.toLocaleString(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' })
}
