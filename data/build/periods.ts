/** Dates of reduced precision as time. Pure; UTC throughout. */

export const DAY_MS = 864e5

/** In milliseconds; months count from 0 and, like days, may overflow. `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
export function createTime(year: number, month = 0, day = 1): number {
  return year > 99 ? Date.UTC(year, month, day) : new Date(0).setUTCFullYear(year, month, day)
}

/** First millisecond of a date such as `2007`, `2007-07` or `2007-07-24`, and first millisecond after it. */
export function readPeriod(date: string): [start: number, end: number] {
  const [year = 0, month, day] = date.split('-').map(Number)
  const start = createTime(year, (month ?? 1) - 1, day ?? 1)
  return [start, day ? start + DAY_MS : month ? createTime(year, month) : createTime(year + 1)]
}
