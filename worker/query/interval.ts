/**
 * Dates of reduced precision as the intervals that they span: `2007-05` is all of May. Dates are compared as text, which ISO
 * 8601 makes their order; a date with END appended sorts after every date that begins with it.
 */

/** Sorts behind every digit and hyphen, so that `2007-05~` lies behind each day of May 2007 and before June. */
const END = '~'

const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/

/** Either end may be open. Both are dates of reduced precision, and both are included. */
export interface Range {
  from?: string | undefined
  to?: string | undefined
}

/** A day that the calendar has, a month or a year. */
export function isPartialDate(text: string): boolean {
  if (!PARTIAL_DATE.test(text)) return false
  const day = Number(text.slice(8))
  // Every month has 28 days.
  return (
    day <= 28 || new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day)).getUTCDate() === day
  )
}

export function isInOrder({ from, to }: Range): boolean {
  return from === undefined || to === undefined || from <= to + END
}

/** Whether what lasts from the beginning of `start` to the end of `end` shares a day with the range. Undated: never. */
export function overlaps(range: Range, start: string | undefined, end: string | undefined = start): boolean {
  if (start === undefined || end === undefined) return false
  return (range.to === undefined || start <= range.to + END) && (range.from === undefined || end + END >= range.from)
}
