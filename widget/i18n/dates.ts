/** Dates of reduced precision (`2007`, `2007-07`, `2007-07-24`) as words. Pure; UTC throughout. */
import type { BoxMoment } from '../../data/schema/api.ts'
import { joinList, type Language, translate } from './language.ts'

/** `short` omits the year of a month or day. */
export type DateStyle = 'long' | 'short'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Cached: creating a formatter costs more than a hundred uses. */
const formatters: Record<string, Intl.DateTimeFormat> = {}

/** Returns a formatter with the precision of the date. */
function createFormatter({ locale }: Language, date: string, hasYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${date.length} ${hasYear}`
  formatters[key] ??= new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: hasYear || !date[5] ? 'numeric' : undefined,
    month: date[5] ? 'long' : undefined,
    day: date[8] ? 'numeric' : undefined,
  })
  return formatters[key]
}

/** Formats when an event happened, with the precision of the sources. */
export function formatEventDate(
  { startDate, endDate, datePrecision }: Dated,
  language: Language,
  style?: DateStyle,
): string {
  if (!startDate) return translate(language, 'noDate')
  const span = formatDates(language, startDate, endDate, style)
  return joinList(language, [span, datePrecision === 'approximate' ? translate(language, 'dayNotGiven') : ''])
}

/** Formats a date, or a range with the shared parts written once. Each date may be a year, a month or a day. */
export function formatDates(language: Language, first: string, last = first, style: DateStyle = 'long'): string {
  /** Whether both are in it, and neither is the year itself. */
  const isInOneYear = !!first[5] && !!last[5] && first.slice(0, 4) === last.slice(0, 4)
  const hasYear = style === 'long' || !isInOneYear
  if (language.lang === 'en') return formatInEnglish(first, last, hasYear)
  const format = (date: string, hasOwnYear: boolean) =>
    createFormatter(language, date, hasOwnYear).format(new Date(date))
  if (first === last) return format(last, hasYear)
  // `formatRange` only for two days: for a month or a year it adds a day or omits an end.
  if (first[8] && last[8]) return createFormatter(language, last, hasYear).formatRange(new Date(first), new Date(last))
  return translate(language, 'dateRange', { from: format(first, hasYear && !isInOneYear), to: format(last, hasYear) })
}

type Dated = Pick<BoxMoment, 'startDate' | 'endDate' | 'datePrecision'>

/** Gives the same words as `Intl`, whose first use takes longer on a slow phone than rendering the whole box. */
function formatInEnglish(first: string, last: string, hasYear: boolean): string {
  const format = (date: string) =>
    [+date.slice(8, 10), MONTHS[+date.slice(5, 7) - 1], hasYear && +date.slice(0, 4)].filter(Boolean).join(' ')
  const to = format(last)
  // A shared ending is written once: 28 – 30 May 2007.
  return first === last ? to : `${format(first)} – ${to}`.replace(/^(.*?)( .*|)( \W .*)\2$/, '$1$3$2')
}
