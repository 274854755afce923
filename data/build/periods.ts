/** Dates of reduced precision as time. Pure; UTC throughout. */

export const DAY_MS = 864e5

/** First millisecond of a date such as `2007`, `2007-07` or `2007-07-24`, and first millisecond after it. */
export function readPeriod(date: string): [start: number, end: number] {
  const [year = 0, month, day] = date.split('-').map(Number)
  const start = Date.UTC(year, (month ?? 1) - 1, day ?? 1)
  return [start, day ? start + DAY_MS : month ? Date.UTC(year, month) : Date.UTC(year + 1, 0)]
}
