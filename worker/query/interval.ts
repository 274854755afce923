/**
 * Dates of reduced precision as intervals: `2007-05` is all of May 2007. Dates are compared as text, since ISO 8601 dates sort by
 * time; a date with END appended sorts after every date that begins with it.
 */

/** Sorts after every digit and hyphen: `2007-05~` is after every day of May 2007 and before June. */
const END = '~'

const PARTIAL_DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/

/** Both ends are dates of reduced precision, inclusive and optional. */
export interface Range {
  from?: string | undefined
  to?: string | undefined
}

/** Whether the text is an existing day, a month or a year. */
export function isPartialDate(text: string): boolean {
  if (!PARTIAL_DATE.test(text)) return false
  const day = Number(text.slice(8))
  // Every month has at least 28 days.
  return (
    day <= 28 || new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day)).getUTCDate() === day
  )
}

export function isInOrder({ from, to }: Range): boolean {
  return from === undefined || to === undefined || from <= to + END
}

/** Whether the period from the start of `start` to the end of `end` shares a day with the range. False without dates. */
export function overlaps(range: Range, start: string | undefined, end: string | undefined = start): boolean {
  if (start === undefined || end === undefined) return false
  return (range.to === undefined || start <= range.to + END) && (range.from === undefined || end + END >= range.from)
}
