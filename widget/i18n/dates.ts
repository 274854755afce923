/** Dates of reduced precision (`2007`, `2007-07`, `2007-07-24`) as words. Pure; UTC throughout. */
import type { BoxMoment } from '../../data/wire.ts'
import { type Language, translate } from './language.ts'

/** `short` leaves out the year of anything more exact. */
export type DateStyle = 'long' | 'short'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** Making a formatter costs more than a hundred uses of it. */
const formatters: Record<string, Intl.DateTimeFormat> = {}

/** A date, or two with what they share said once. */
export function formatDates(language: Language, first: string, last = first, style: DateStyle = 'long'): string {
  const { lang, locale } = language
  const isShort = style === 'short' && !!first[5]
  if (lang === 'en') return formatInEnglish(first, last, isShort)
  const key = locale + isShort + first.length
  formatters[key] ??= new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: isShort ? undefined : 'numeric',
    month: first[5] ? style : undefined,
    day: first[8] ? 'numeric' : undefined,
  })
  return formatters[key].formatRange(new Date(first), new Date(last))
}

/** As `Intl` says it, whose first use takes a slow phone longer than drawing the whole box. */
function formatInEnglish(first: string, last: string, isShort: boolean): string {
  const hasYear = !isShort || first.slice(0, 4) !== last.slice(0, 4)
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
