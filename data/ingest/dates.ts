/**
 * Reads dates from a page and adds nothing: a dateline without a year stays without one. The date of publication is taken
 * from the best evidence on the page. Pure.
 */
import * as v from 'valibot'
import { PartialDate } from '../schema/entities.ts'
import { findMonth, findWeekday, foldDateText, toGregorian } from './months.ts'

/** An ISO 8601 date and its evidence, for `dateBasis`. */
export interface BasedDate {
  date: string
  basis: string
}

export interface Dateline {
  /** As in the article, without the dash: `London, May 31`. */
  text: string
  /** Absent when the dateline has no year or no date. */
  date?: string
  /** Whether it has a day and a month. */
  hasDay: boolean
}

const NUMBER = String.raw`(?<!\p{Nd})\p{Nd}{1,2}(?:st|nd|rd|th|er|[.º°])?`
const NAME = String.raw`\p{L}[\p{L}\p{M}\u200c]{1,11}\.?(?:[ \u200c]ماه)?`
const TWO_WORDS = '(?:(?:[كک]انون|تشر[يی]ن) )'
/** Arabic has month names of two words, and often gives two names for one month: `يناير/كانون الثاني`. */
const MONTH = `${TWO_WORDS}?${NAME}(?: ?/ ?${TWO_WORDS}?${NAME})?`
const OF = `(?: (?:of|de|del|di|do))?`
const YEAR = String.raw`\p{Nd}{4}(?!\p{Nd})`
const DAY_FIRST = `${NUMBER}${OF}[ -]${MONTH}`
const MONTH_FIRST = `${MONTH}[ -]${NUMBER}`
const DOTTED = String.raw`(?<![\p{Nd}.])\p{Nd}{1,2}\. ?\p{Nd}{1,2}\. ?${YEAR}`
const DAY = `(?:${MONTH_FIRST}(?:,? ${YEAR})?|${DAY_FIRST}(?:[,،]?${OF}[ -]${YEAR})?|${DOTTED})`
const PLACE = String.raw`\p{L}[\p{L}\p{M}.'’ -]{1,40}(?:, [\p{L}\p{M}.'’ -]{2,40}?)?`
const AGENCY = String.raw`(?:\s?\([^()]{2,40}\)|\s?\/[\p{L}\p{M} .-]{2,40}\/)?`
const DASH = String.raw`\s?(?:[–—]|--|-(?=\s))`
/** `London, May 31 –`, `London (Agency), 31 May 2031 —`, `31 May 2031 –`. */
const DATED = new RegExp(`^(?<text>(?:${PLACE}${AGENCY}[,،]? )?\\(?(?<day>${DAY})\\)?${AGENCY})${DASH}`, 'u')
/** `LONDON —`: without a date, only capitals distinguish a place from the first words of a sentence. */
const UNDATED = new RegExp(`^(?<text>\\p{Lu}{3}[\\p{Lu} .'’-]{0,40}${AGENCY})${DASH}`, 'u')

/** Finds the dateline: the text before the dash at the beginning of an article. */
export function findDateline(paragraph: string, language: string): Dateline | undefined {
  const dated = DATED.exec(paragraph)?.groups
  if (!dated?.text) {
    const text = UNDATED.exec(paragraph)?.groups?.text
    return text === undefined ? undefined : { text, hasDay: false }
  }
  const date = findDate(dated.day ?? '', language)
  return { text: dated.text, hasDay: true, ...(date === undefined ? {} : { date }) }
}

/** One expression for each order of day and month: in `Published 3 May 2031` the first word is not a month. */
const WRITTEN = [
  `${DAY_FIRST}[,،]?${OF}[ -]${YEAR}`,
  `${MONTH_FIRST}(?:,? |,)${YEAR}`,
  String.raw`(?<!\p{Nd})${YEAR}\.?(?: m\.)? ${MONTH} ${NUMBER}`,
].map((form) => new RegExp(form, 'gu'))
/** `2031-03-12`, `2031/3/12`, `2031.03.12`, `2031年3月12日`; and at the start of a time stamp `20310312T`. */
const YEAR_FIRST =
  /(?<![\p{Nd}.])(\p{Nd}{4})(?:([-/.]) ?(\p{Nd}{1,2})\2 ?(\p{Nd}{1,2})(?!\p{Nd})| ?[年년] ?(\p{Nd}{1,2}) ?[月월] ?(\p{Nd}{1,2}) ?[日일])/gu
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=T|$)/g
/** A Unix time in seconds or milliseconds. */
const EPOCH = /^(\d{10})(\d{3})?$/
/** `12.03.2031`. With slashes the order of day and month differs between countries, so only a day above 12 is certain. */
const DAY_FIRST_NUMERIC = /(?<![\p{Nd}.])(\p{Nd}{1,2})([./-]) ?(\p{Nd}{1,2})\2 ?(\p{Nd}{4})(?!\p{Nd})/gu

/** Words before a date of change, archiving or printing, not of publication. */
const OTHER_DATE =
  /(?<!\p{L})(?:updated?|modified|revised|last|saved|archived|captured?|snapshot|retrieved|cached?|printed|aktualisiert|geändert|stand|abgerufen|mis à jour|modifié|actualizad\p{L}|aggiornat\p{L}|atualizad\p{L}|bijgewerkt|обновлено|تحدیث|به روز|بهروز)(?!\p{L})/iu
const PUBLISHED =
  /(?<!\p{L})(?:published|posted|veröffentlicht|publié|publicad\p{L}|pubblicat\p{L}|gepubliceerd|опубликован\p{L}|نشر|انتشار)(?!\p{L})/iu

/** `Updated 2 hours ago`: a line next to the title, not the title. */
export const isUpdateLine = (line: string) => foldDateText(line).search(OTHER_DATE) === 0 && /\p{Nd}/u.test(line)
export const saysPublished = (line: string) => PUBLISHED.test(foldDateText(line))
/** Whether a date after these words is not the date of publication. */
export const announcesOtherDate = (words: string) =>
  OTHER_DATE.test(foldDateText(words).replace(/^.*\p{Nd}/su, '')) && !PUBLISHED.test(words.replace(/^.*\p{Nd}/su, ''))

interface PlacedDate {
  date: string
  index: number
}

/** Finds the first full date in a line that is not marked as a date of change. */
export function findDate(line: string, language: string): string | undefined {
  const folded = foldDateText(line)
  const dates = listDates(folded, language)
  return dates.find(({ index }, at) => !OTHER_DATE.test(folded.slice(dates[at - 1]?.index ?? 0, index)))?.date
}

const isThai = (language: string) => /^th\b/.test(language)
/** Thailand's Buddhist calendar: Gregorian months and days; `ahead` is the difference in years. */
const BUDDHIST = { ahead: 543, firstYear: 2300 }

const countAhead = (year: number, language: string) =>
  isThai(language) && year >= BUDDHIST.firstYear ? BUDDHIST.ahead : 0

/** Like `findDate`, with the evidence. */
export function findBasedDate(line: string, language: string, basis: string): BasedDate | undefined {
  const date = findDate(line, language)
  if (date === undefined) return undefined
  const isConverted = !foldDateText(line).includes(date.slice(0, 4)) && !EPOCH.test(line)
  const calendar = isThai(language) ? 'Buddhist' : 'Persian'
  return { date, basis: isConverted ? `${basis} Converted from the ${calendar} calendar.` : basis }
}

/** Lists every full date in a folded line, in order. */
function listDates(line: string, language: string): PlacedDate[] {
  const isPersian = /^(?:fa|ps)\b/.test(language)
  const place = (index: number, ...parts: (string | undefined)[]): PlacedDate[] => {
    const [year = 0, month = 0, day = 0] = parts.map(Number)
    const date = checkDate(toGregorian({ year: year - countAhead(year, language), month, day }, isPersian))
    return date === undefined ? [] : [{ date, index }]
  }
  const [, seconds] = EPOCH.exec(line.trim()) ?? []
  if (seconds !== undefined) return [{ date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10), index: 0 }]
  if (UNSET.test(line.trim())) return []
  return [
    ...[...line.matchAll(YEAR_FIRST)].flatMap(({ index, 1: year, 3: month, 4: day, 5: cjkMonth, 6: cjkDay }) =>
      place(index, year, month ?? cjkMonth, day ?? cjkDay),
    ),
    ...[...line.matchAll(COMPACT)].flatMap(({ index, 1: year, 2: month, 3: day }) => place(index, year, month, day)),
    ...[...line.matchAll(DAY_FIRST_NUMERIC)].flatMap(({ index, 1: first = '', 2: mark, 3: second = '', 4: year }) => {
      const named = mark === '/' ? chooseByWeekday(line.slice(0, index), [first, second, year], language) : undefined
      if (named) return place(index, year, ...named)
      if (
        mark === '.' ||
        isPersian ||
        countAhead(Number(year), language) > 0 ||
        (Number(first) > 12 && Number(second) <= 12)
      )
        return place(index, year, second, first)
      return Number(second) > 12 || first === second ? place(index, year, first, second) : []
    }),
    ...WRITTEN.flatMap((form) =>
      [...line.matchAll(form)].flatMap(({ index, 0: text }) => {
        const date = parseWrittenDate(text, language)
        return date === undefined ? [] : [{ date, index }]
      }),
    ),
  ].sort((a, b) => a.index - b.index)
}

const WEEKDAY = /(\p{L}{2,})\.?,?\s*$/u

/** Month and day of `Fri, 06/05/2009`: the order in which that day is a Friday, where the other is none. */
function chooseByWeekday(
  before: string,
  [first = '', second = '', year = '']: (string | undefined)[],
  language: string,
): [string, string] | undefined {
  const weekday = findWeekday(WEEKDAY.exec(before)?.[1] ?? '', language)
  if (weekday === undefined) return undefined
  const orders: [string, string][] = [
    [first, second],
    [second, first],
  ]
  const fits = orders.filter(([month, day]) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
    return date.getUTCDay() === weekday && date.getUTCMonth() === Number(month) - 1
  })
  return fits.length === 1 ? fits[0] : undefined
}

/** What programs write where no date is set. */
const UNSET = /^1970-01-01(?:[T ]00:00(?::00)?(?:\.0+)?(?:Z|[+-]00:?00)?)?$/

const IN_ADDRESS = /(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)/

/** Finds `2031-03-12` or `2031/03/12` in a URL. */
export function findDateInAddress(text: string): string | undefined {
  const [, year, month, day] = IN_ADDRESS.exec(text) ?? []
  return year && month && day ? checkDate(toGregorian({ year: +year, month: +month, day: +day }, false)) : undefined
}

const NAMES = new RegExp(`${TWO_WORDS}?\\p{L}[\\p{L}\\p{M}]+`, 'gu')

/** Parses a date with a written month, Gregorian or Persian. Absent unless it has day, month and year. */
function parseWrittenDate(written: string, language: string): string | undefined {
  const year = /(?<!\d)\d{4}(?!\d)/.exec(written)?.[0]
  const day = /(?<!\d)\d{1,2}(?!\d)/.exec(written)?.[0]
  const names = written.match(NAMES) ?? []
  const month = names.map((name) => findMonth(name, language)).find((found) => found !== undefined)
  if (!year || !day || month === undefined) return undefined
  const ahead = countAhead(+year, language)
  return checkDate(toGregorian({ year: +year - ahead, month: month.number, day: +day }, month.isPersian))
}

const checkDate = (date: string | undefined) => (date !== undefined && v.is(PartialDate, date) ? date : undefined)

export interface DateEvidence {
  /** The date in the page's markup. */
  published?: BasedDate
  dateline: Dateline | undefined
  /** The document's lines above the article, and those below it. */
  above: string[]
  below: string[]
  /** The beginning of the document and of the article, which may contain an ambiguous date. */
  opening: string
  url: string | undefined
  language: string
}

/** `03/04/2031`: month first in some countries, day first in others. */
const OF_UNKNOWN_ORDER = /(?<!\p{Nd})\p{Nd}{1,2}\/\p{Nd}{1,2}\/\p{Nd}{4}(?!\p{Nd})/u

/** Finds the date of publication with its evidence, or the reason why there is none. Never guesses. */
export function findPublicationDate(evidence: DateEvidence): BasedDate | { reason: string } {
  const { published, dateline, above, below, opening, url, language } = evidence
  if (published) return published
  if (dateline?.date) return { date: dateline.date, basis: 'Day, month and year are the dateline’s.' }
  for (const [index, line] of [...above.entries()].reverse()) {
    const found = findBasedDate(line, language, `Line ${index + 1} of the saved page, above the article.`)
    if (found) return found
  }
  for (const line of below.filter(saysPublished)) {
    const found = findBasedDate(line, language, 'A line below the article says when it was published.')
    if (found) return found
  }
  const inAddress = findDateInAddress(url ?? '')
  if (inAddress)
    return { date: inAddress, basis: 'Taken from the web address; the document itself gives no full date.' }
  const [unread] = OF_UNKNOWN_ORDER.exec(opening) ?? []
  const reason = dateline?.hasDay
    ? 'the dateline gives no year'
    : unread === undefined
      ? 'the page gives no date'
      : `${unread} does not show which number is the day`
  return { reason: `left out, because ${reason}; add it only with its evidence` }
}
