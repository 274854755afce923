/**
 * Dates as a page gives them, and no more than it gives: a dateline without a year stays without one. When an article was
 * published is taken from the best basis that its page has. Pure.
 */
import * as v from 'valibot'
import { PartialDate } from '../schema/entities.ts'

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

const NUMBER = String.raw`(?<!\p{Nd})\p{Nd}{1,2}(?:st|nd|rd|th|er|[.º°])?`
const MONTH = String.raw`\p{L}[\p{L}\p{M}]{2,11}\.?`
const OF = `(?: (?:of|de|del|di))?`
const YEAR = String.raw`\p{Nd}{4}(?!\p{Nd})`
const DAY_FIRST = `${NUMBER}${OF} ${MONTH}`
const MONTH_FIRST = `${MONTH} ${NUMBER}`
const DOTTED = String.raw`(?<![\p{Nd}.])\p{Nd}{1,2}\. ?\p{Nd}{1,2}\. ?${YEAR}`
const DAY = `(?:${MONTH_FIRST}(?:,? ${YEAR})?|${DAY_FIRST}(?:,?${OF} ${YEAR})?|${DOTTED})`
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
  const date = findDate(dated.day ?? '', language)
  return { text: dated.text, hasDay: true, ...(date === undefined ? {} : { date }) }
}

/** Each order of day and month for itself: in `Published 3 May 2031` the first word is no month. */
const WRITTEN = [`${DAY_FIRST},?${OF} ${YEAR}`, `${MONTH_FIRST},? ${YEAR}`].map((form) => new RegExp(form, 'gu'))
/** `2031-03-12`, `2031/3/12`, `2031.03.12`, `2031年3月12日`; and at the start of a time stamp `20310312T`. */
const YEAR_FIRST =
  /(?<![\p{Nd}.])(\p{Nd}{4})(?:([-/.]) ?(\p{Nd}{1,2})\2 ?(\p{Nd}{1,2})|[年년] ?(\p{Nd}{1,2})[月월] ?(\p{Nd}{1,2})[日일])(?!\p{Nd})/gu
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=T|$)/g
/** `12.03.2031`. With slashes the order of day and month differs between countries, so only a day above 12 tells. */
const DAY_FIRST_NUMERIC = /(?<![\p{Nd}.])(\p{Nd}{1,2})([./]) ?(\p{Nd}{1,2})\2 ?(\p{Nd}{4})(?!\p{Nd})/gu

/** The line says when the page was changed, not when it was published. */
const UPDATED =
  /(?<!\p{L})(?:updated?|modified|revised|last|aktualisiert|geändert|stand|mis à jour|modifié|actualizad\p{L}|aggiornat\p{L}|atualizad\p{L}|bijgewerkt|обновлено|تحديث|به‌روز)(?!\p{L})/iu

/** `Updated 2 hours ago`: a line beside the title, and no title. */
export const isUpdateLine = (line: string) => line.search(UPDATED) === 0 && /\p{Nd}/u.test(line)

interface PlacedDate {
  date: string
  index: number
}

/** The first full date in a line that is not said to be that of a change. */
export function findDate(line: string, language: string): string | undefined {
  const dates = listDates(line, language)
  return dates.find(({ index }, at) => !UPDATED.test(line.slice(dates[at - 1]?.index ?? 0, index)))?.date
}

/** Every full date in a line, in order. */
function listDates(line: string, language: string): PlacedDate[] {
  const folded = foldDigits(line)
  const place = (index: number, year = '', month = '', day = ''): PlacedDate[] => {
    const date = checkDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    return date === undefined ? [] : [{ date, index }]
  }
  return [
    ...[...folded.matchAll(YEAR_FIRST)].flatMap(({ index, 1: year, 3: month, 4: day, 5: cjkMonth, 6: cjkDay }) =>
      place(index, year, month ?? cjkMonth, day ?? cjkDay),
    ),
    ...[...folded.matchAll(COMPACT)].flatMap(({ index, 1: year, 2: month, 3: day }) => place(index, year, month, day)),
    ...[...folded.matchAll(DAY_FIRST_NUMERIC)].flatMap(({ index, 1: first = '', 2: mark, 3: second = '', 4: year }) => {
      if (mark === '.' || (Number(first) > 12 && Number(second) <= 12)) return place(index, year, second, first)
      return Number(second) > 12 || first === second ? place(index, year, first, second) : []
    }),
    ...WRITTEN.flatMap((form) =>
      [...folded.matchAll(form)].flatMap(({ index, 0: text }) => {
        const date = parseWrittenDate(text, language)
        return date === undefined ? [] : [{ date, index }]
      }),
    ),
  ].sort((a, b) => a.index - b.index)
}

const IN_ADDRESS = /(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)/

/** `2031-03-12` or `2031/03/12`, as web addresses hold it. */
function findDateInAddress(text: string): string | undefined {
  const [, year, month, day] = IN_ADDRESS.exec(text) ?? []
  return year && month && day ? checkDate(`${year}-${month}-${day}`) : undefined
}

/** Absent unless day, month and a year of the Gregorian calendar are there. */
function parseWrittenDate(written: string, language: string): string | undefined {
  const year = /(?<!\d)\d{4}(?!\d)/.exec(written)?.[0]
  const day = /(?<!\d)\d{1,2}(?!\d)/.exec(written)?.[0]
  const names = written.match(/\p{L}[\p{L}\p{M}]{2,}/gu) ?? []
  const month = names.map((name) => findMonth(name, language)).find((number) => number !== undefined)
  if (!year || !day || month === undefined) return undefined
  return checkDate(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** Arabic and Persian digits as those of ISO 8601. One character stays one character. */
function foldDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
}

/** From 1; `Sept` and `September` are both the ninth. */
function findMonth(name: string, language: string): number | undefined {
  const wanted = name.toLowerCase()
  const at = [language, 'en'].flatMap(listMonths).findIndex((month) => month.startsWith(wanted))
  return at === -1 ? undefined : (at % 12) + 1
}

const months = new Map<string, string[]>()

/** The twelve names as they stand alone, then as they stand after a day. */
function listMonths(language: string): string[] {
  const known = months.get(language)
  if (known) return known
  const list = ([{}, { day: 'numeric' }] as const).flatMap((day) => {
    const format = new Intl.DateTimeFormat(language, { month: 'long', ...day, timeZone: 'UTC', calendar: 'gregory' })
    return Array.from({ length: 12 }, (_, month) => {
      const part = format.formatToParts(Date.UTC(2000, month, 1)).find(({ type }) => type === 'month')
      return part?.value.toLowerCase() ?? ''
    })
  })
  months.set(language, list)
  return list
}

const checkDate = (date: string) => (v.is(PartialDate, date) ? date : undefined)

export interface DateEvidence {
  /** What the page's markup says. */
  published?: BasedDate
  dateline: Dateline | undefined
  /** The document's lines above the article, from its first. */
  above: string[]
  url: string | undefined
  language: string
}

/** A date with its basis, or the reason why there is none: a date that only fits is no date. */
export function findPublicationDate(evidence: DateEvidence): BasedDate | { reason: string } {
  const { published, dateline, above, url, language } = evidence
  if (published) return published
  if (dateline?.date) return { date: dateline.date, basis: 'Day, month and year are the dateline’s.' }
  for (const [index, line] of [...above.entries()].reverse()) {
    const date = findDate(line, language)
    if (date) return { date, basis: `Line ${index + 1} of the saved page, above the article.` }
  }
  const inAddress = findDateInAddress(url ?? '')
  if (inAddress)
    return { date: inAddress, basis: 'Taken from the web address; the document itself gives no full date.' }
  const reason = dateline?.hasDay ? 'the dateline gives no year' : 'the page gives no date'
  return { reason: `left out, because ${reason}; add it only with what it rests on` }
}
