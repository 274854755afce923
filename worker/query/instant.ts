/** A day, or a time to the second, in UTC (RFC 3339). A day stands for its end: all that was published on it counts. */
import { isPartialDate } from './interval.ts'

export const INSTANT = '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?$'

/** Whether the calendar has it. */
export function isInstant(text: string): boolean {
  return isPartialDate(text.slice(0, 10)) && !Number.isNaN(readInstant(text))
}

/** Milliseconds since the epoch. */
export function readInstant(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T23:59:59.999Z` : text)
}
