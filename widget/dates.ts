/** Dates of reduced precision, as periods and as words. Pure; UTC throughout. */
import type { BoxEvent } from '../data/wire.ts'
import { dateFormat } from './intl-cache.ts'
import type { Strings } from './strings/strings.ts'

export const DAY_MS = 864e5

/** First millisecond of a date such as `2007`, `2007-07` or `2007-07-24`, and first millisecond after it. */
export function readPeriod(date: string): [start: number, end: number] {
  const [year = 0, month, day] = date.split('-').map(Number)
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1)
  return [start, day ? start + DAY_MS : month ? Date.UTC(year, month) : Date.UTC(year + 1, 0)]
}

/** A date, or two with what they share said once: those of `parts` (as in `dateFormat`) that the first date has. */
export function formatPeriod(first: string, last: string, strings: Strings, parts = 'dMy'): string {
  // Ten characters have a day, seven begin with the month, four are a year.
  const known = parts.slice((10 - first.length) / 3) || 'y'
  const period = dateFormat(strings.locale, known).formatRange(readPeriod(first)[0], readPeriod(last)[1] - 1)
  // Server and browser may differ in the kind of space around the dash (CLDR 42 made it a thin one).
  return period.replace(/\s/g, ' ')
}

/** When an event happened, as exactly as the sources say and no more. */
export function formatEventDate(event: BoxEvent, strings: Strings, parts?: string): string {
  if (!event.startDate) return strings.noDate
  const period = formatPeriod(event.startDate, event.endDate ?? event.startDate, strings, parts)
  return event.datePrecision === 'approximate' ? strings.approximate(period) : period
}
