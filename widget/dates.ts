/** Dates of reduced precision (`2007`, `2007-07`, `2007-07-24`) as words. Pure; UTC throughout. */
import type { BoxEvent } from '../data/wire.ts'
import type { Language } from './strings/languages.ts'

/** `short` leaves out the year of anything more exact. */
export type DateStyle = 'long' | 'short'

/** Making a formatter costs more than a hundred uses of it. */
const formatters: Record<string, Intl.DateTimeFormat> = {}

/** A date, or two with what they share said once. */
export function formatDates({ locale }: Language, first: string, last = first, style: DateStyle = 'long'): string {
  const key = locale + style + first.length
  formatters[key] ??= new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: style === 'short' ? undefined : 'numeric',
    month: first[5] ? style : undefined,
    day: first[8] ? 'numeric' : undefined,
  })
  return formatters[key].formatRange(new Date(first), new Date(last))
}

type Dated = Pick<BoxEvent, 'startDate' | 'endDate' | 'datePrecision'>

/** When an event happened, as exactly as the sources say and no more. */
export function formatEventDate(
  { startDate, endDate, datePrecision }: Dated,
  language: Language,
  style?: DateStyle,
): string {
  if (!startDate) return language.say('No date given')
  const span = formatDates(language, startDate, endDate, style)
  const comma = language.dir === 'rtl' ? '،' : ','
  return datePrecision === 'approximate' ? `${span}${comma} ${language.say('day not given')}` : span
}
