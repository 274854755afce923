/**
 * Converts dates of reduced precision to times, days and English words. No `Intl`: its words change with the version of Node.
 * UTC throughout.
 */
import type { Event } from '../schema/api.ts'

export const DAY_MS = 864e5

/** Returns milliseconds. Months count from 0 and, like days, may overflow. `Date.UTC` reads the years 0 to 99 as 1900 to 1999. */
export function createTime(year: number, month = 0, day = 1): number {
  return year > 99 ? Date.UTC(year, month, day) : new Date(0).setUTCFullYear(year, month, day)
}

/** Returns the first millisecond after a date such as `2007`, `2007-07` or `2007-07-24`. */
export function readEnd(date: string): number {
  const start = Date.parse(date)
  if (date.length === 'YYYY-MM-DD'.length) return start + DAY_MS
  const after = new Date(start)
  return date.length === 'YYYY-MM'.length
    ? after.setUTCMonth(after.getUTCMonth() + 1)
    : after.setUTCFullYear(after.getUTCFullYear() + 1)
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** The days from `start`, included, to `end`, excluded (midnights, UTC). */
export interface Span {
  start: Date
  end: Date
}

/** Returns the days on which an event happened or may have happened; undefined for an undated one. */
export function readSpan({ startDate, endDate }: Event): Span | undefined {
  if (startDate === undefined) return undefined
  return { start: new Date(startDate), end: new Date(readEnd(endDate ?? startDate)) }
}

/** Describes when an event happened, exactly as precisely as the sources say. */
export function describeEventDate(event: Event): string {
  if (event.startDate === undefined) return 'No date given'
  const period = describePeriod(event.startDate, event.endDate ?? event.startDate)
  return hasExactDay(event) ? period : `${period} (exact day not given)`
}

/** Returns whether an event has an exact day rather than bounds, a month or a year. */
export function hasExactDay({ datePrecision }: Event): boolean {
  return datePrecision === 'day'
}

/** `28 May 2007`, `May 2007`, `2007`; in the year 79, `24 August 79`. */
export function describeDate(date: string): string {
  const [year, month, day] = date.split('-')
  const words = [day && String(Number(day)), month && MONTHS[Number(month) - 1], String(Number(year))]
  return words.filter((word) => word !== undefined).join(' ')
}

/** Describes two dates without repeating what they share: `27–31 May 2007`. */
export function describePeriod(first: string, last: string): string {
  if (first === last) return describeDate(first)
  const from = describeDate(first).split(' ')
  const to = describeDate(last).split(' ')
  for (let shared = 1; from.length > 1 && from.at(-1) === to.at(-shared); shared++) from.pop()
  return `${from.join(' ')}${from.length > 1 ? ' – ' : '–'}${to.join(' ')}`
}
