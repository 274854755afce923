/** Dates as a page gives them, and no more than it gives: a dateline without a year stays without one. Pure. */
import * as v from 'valibot'
import { PartialDate } from '../../entities.ts'

/** A date as ISO 8601 writes it, and what it rests on, for `dateBasis`. */
export interface BasedDate {
  date: string
  basis: string
}

export interface Dateline {
  /** As it stands, without the dash: `London, May 31`. */
  text: string
  /** Absent when the dateline gives no year, or no date. */
  date?: string
  /** Whether it holds a day and a month. */
  hasDay: boolean
}

const DAY = String.raw`(?:\p{L}{3,12}\.? \p{Nd}{1,2}(?:,? \p{Nd}{4})?|\p{Nd}{1,2}\.? \p{L}{3,12}\.?(?:,? \p{Nd}{4})?)`
const PLACE = String.raw`\p{L}[\p{L}\p{M}.'’ -]{1,40}(?:, [\p{L}\p{M}.'’ -]{2,40}?)?`
const AGENCY = String.raw`(?:\s?\([^()]{2,40}\))?`
const DASH = String.raw`\s?(?:[–—]|--|-(?=\s))`
/** `London, May 31 –`, `London (Agency), 31 May 2031 —`. */
const DATED = new RegExp(`^(?<text>${PLACE}${AGENCY},? \\(?(?<day>${DAY})\\)?${AGENCY})${DASH}`, 'u')
/** `LONDON —`: without a date, only capitals tell a place from the first words of a sentence. */
const UNDATED = new RegExp(`^(?<text>\\p{Lu}{3}[\\p{Lu} .'’-]{0,40}${AGENCY})${DASH}`, 'u')

/** What stands before the dash at the beginning of an article. */
export function findDateline(paragraph: string, language: string): Dateline | undefined {
  const dated = DATED.exec(paragraph)?.groups
  if (!dated?.text) {
    const text = UNDATED.exec(paragraph)?.groups?.text
    return text === undefined ? undefined : { text, hasDay: false }
  }
  const date = parseWrittenDate(dated.day ?? '', language)
  return { text: dated.text, hasDay: true, ...(date === undefined ? {} : { date }) }
}

/** Each order of day and month for itself: in `Published 3 May 2031` the first word is no month. */
const WRITTEN = [/\p{Nd}{1,2}\.? \p{L}{3,12}\.?,? \p{Nd}{4}/gu, /\p{L}{3,12}\.? \p{Nd}{1,2},? \p{Nd}{4}/gu]
const NUMERIC = /(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)/

/** The first full date in a line: `2031-03-12`, `12 March 2031`, `March 12, 2031`. */
export function findDate(line: string, language: string): string | undefined {
  const written = WRITTEN.flatMap((order) => line.match(order) ?? []).map((day) => parseWrittenDate(day, language))
  return findNumericDate(line) ?? written.find((date) => date !== undefined)
}

/** `2031-03-12` or `2031/03/12`, as addresses and time stamps hold it. */
export function findNumericDate(text: string): string | undefined {
  const [, year, month, day] = NUMERIC.exec(text) ?? []
  return year && month && day ? checkDate(`${year}-${month}-${day}`) : undefined
}

/** Absent unless day, month and a year of the Gregorian calendar are there. */
function parseWrittenDate(text: string, language: string): string | undefined {
  const written = foldDigits(text)
  const year = /(?<!\d)\d{4}(?!\d)/.exec(written)?.[0]
  const day = /(?<!\d)\d{1,2}(?!\d)/.exec(written)?.[0]
  const month = findMonth(/\p{L}{3,}/u.exec(written)?.[0] ?? '', language)
  if (!year || !day || month === undefined) return undefined
  return checkDate(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** Arabic and Persian digits as those of ISO 8601. */
function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

/** From 1; `Sept` and `September` are both the ninth. */
function findMonth(name: string, language: string): number | undefined {
  const format = new Intl.DateTimeFormat([language, 'en'], { month: 'long', timeZone: 'UTC', calendar: 'gregory' })
  const names = Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2000, month, 1)).toLowerCase())
  const at = names.findIndex((month) => name !== '' && month.startsWith(name.toLowerCase()))
  return at === -1 ? undefined : at + 1
}

const checkDate = (date: string) => (v.is(PartialDate, date) ? date : undefined)
