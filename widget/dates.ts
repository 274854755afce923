/** Dates of reduced precision (`2007`, `2007-07`, `2007-07-24`) as words. Pure; UTC throughout. */
import type { BoxEvent } from '../data/wire.ts'
import type { Strings } from './strings/strings.ts'
import { say } from './strings/strings.ts'

/** `short` leaves out the year of anything more exact. */
export type DateStyle = 'long' | 'short'

/** Making a formatter costs more than a hundred uses of it. */
const formatters: Record<string, Intl.DateTimeFormat> = {}

/** A date, or two with what they share said once. */
export function formatDates({ locale }: Strings, first: string, last = first, style: DateStyle = 'long'): string {
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
  strings: Strings,
  style?: DateStyle,
): string {
  if (!startDate) return say(strings, 'No date given')
  const span = formatDates(strings, startDate, endDate, style)
  return datePrecision === 'approximate' ? `${span}, ${say(strings, 'day not given')}` : span
}
