/** Dates of reduced precision (`2007`, `2007-07`, `2007-07-24`) as words. Pure; UTC throughout. */
import type { BoxMoment } from '../../data/schema/api.ts'
import { type Language, translate } from './language.ts'

/** `short` leaves out the year of anything more exact. */
export type DateStyle = 'long' | 'short'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Making a formatter costs more than a hundred uses of it. */
const formatters: Record<string, Intl.DateTimeFormat> = {}

/** A date, or two with what they share said once. Each may be a year, a month or a day. */
export function formatDates(language: Language, first: string, last = first, style: DateStyle = 'long'): string {
  const isShort = style === 'short' && !!first[5]
  const isOneYear = first.slice(0, 4) === last.slice(0, 4)
  const hasYear = !isShort || !isOneYear
  if (language.lang === 'en') return formatInEnglish(first, last, isShort, hasYear)
  const say = (date: string, hasOwnYear: boolean) =>
    createFormatter(language, date, isShort, hasOwnYear).format(new Date(date))
  if (first === last) return say(last, hasYear)
  // Of two days `Intl` says the right thing, of less it invents a day or drops an end.
  if (first[8] && last[8]) {
    return createFormatter(language, last, isShort, hasYear).formatRange(new Date(first), new Date(last))
  }
  const isYearShared = isOneYear && !!first[5] && !!last[5]
  return translate(language, 'dateRange', { from: say(first, hasYear && !isYearShared), to: say(last, hasYear) })
}

/** To the precision of the date. */
function createFormatter({ locale }: Language, date: string, isShort: boolean, hasYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${date.slice(0, 10).length} ${isShort} ${hasYear}`
  formatters[key] ??= new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: hasYear || !date[5] ? 'numeric' : undefined,
    month: date[5] ? (isShort ? 'short' : 'long') : undefined,
    day: date[8] ? 'numeric' : undefined,
  })
  return formatters[key]
}

/** As `Intl` says it, whose first use takes a slow phone longer than drawing the whole box. */
function formatInEnglish(first: string, last: string, isShort: boolean, hasYear: boolean): string {
  const [from, to] = [first, last].map((date) => {
    const [year, month = 0, day] = date.split(/\D/).map(Number)
    const name = MONTHS[month - 1]
    return [day, isShort ? name?.match(/...t?/) : name, hasYear && year].filter(Boolean).join(' ')
  })
  // What both end with is said once: 28 – 30 May 2007.
  return from === to ? `${to}` : `${from} – ${to}`.replace(/^(.*?)( .*|)( – .*)\2$/, '$1$3$2')
}

type Dated = Pick<BoxMoment, 'startDate' | 'endDate' | 'datePrecision'>

/** When an event happened, as exactly as the sources say and no more. */
export function formatEventDate(
  { startDate, endDate, datePrecision }: Dated,
  language: Language,
  style?: DateStyle,
): string {
  if (!startDate) return translate(language, 'noDate')
  const span = formatDates(language, startDate, endDate, style)
  const comma = language.dir === 'rtl' ? '،' : ','
  return datePrecision === 'approximate' ? `${span}${comma} ${translate(language, 'dayNotGiven')}` : span
}
