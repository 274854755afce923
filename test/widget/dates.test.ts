/** English dates and numbers are formatted without `Intl`, but as `Intl` does. */
import { expect, it } from 'vitest'
import { type DateStyle, formatDates } from '../../widget/i18n/dates.ts'
import { ENGLISH, readDirection } from '../../widget/i18n/language.ts'
import { LANGUAGES } from '../../widget/i18n/languages.ts'
import { formatDays, formatNumber } from '../../widget/i18n/numbers.ts'

const YEARS = [2006, 2007, 2008]
const DAYS = YEARS.flatMap((year) =>
  Array.from({ length: 12 }, (_, month) =>
    [1, 11, 28].map((day) => new Date(Date.UTC(year, month, day)).toISOString()),
  ),
).flat()

function sayWithIntl(first: string, last: string, style: DateStyle): string {
  const format = new Intl.DateTimeFormat(ENGLISH.locale, {
    timeZone: 'UTC',
    year: style === 'long' ? 'numeric' : undefined,
    month: first[5] ? 'long' : undefined,
    day: first[8] ? 'numeric' : undefined,
  })
  // Node has thin spaces around the dash, where browsers have plain ones.
  return format.formatRange(new Date(first), new Date(last)).replaceAll('\u2009', ' ')
}

it.each([
  ['long', 4],
  ['long', 7],
  ['long', 10],
  ['short', 10],
] as const)('equals Intl: %s, %d characters', (style, length) => {
  const dates = [...new Set(DAYS.map((day) => day.slice(0, length)))]
  const pairs = dates.flatMap((first) => dates.filter((last) => last >= first).map((last) => [first, last] as const))
  // Creating a formatter per day is slow: test every seventh pair, which covers all months.
  for (const [first, last] of pairs.filter((_, index) => index % 7 === 0)) {
    expect(formatDates(ENGLISH, first, last, style)).toBe(sayWithIntl(first, last, style))
  }
})

it('formats a time as its day', () => {
  expect(formatDates(ENGLISH, '2026-11-02T09:30:00Z')).toBe('2 November 2026')
})

it.each([
  ['2007', '2007', '2007'],
  ['2007', '2009', '2007 – 2009'],
  ['2007-09', '2007-11', 'September – November'],
  ['2007-12', '2008-01', 'December 2007 – January 2008'],
  ['2007-05-28', '2007', '28 May 2007 – 2007'],
  ['2007', '2007-05-28', '2007 – 28 May 2007'],
])('keeps the year where short dates need it: %s to %s', (first, last, words) => {
  expect(formatDates(ENGLISH, first, last, 'short')).toBe(words)
})

it.each([
  ['en', '0079-08-24', undefined, '24 August 79'],
  ['en', '0062-02-05', '1748', '5 February 62 – 1748'],
  ['en', '0100', '9999-12-31', '100 – 31 December 9999'],
  ['en', '2020-01', '2020-02', 'January – February 2020'],
  ['en', '2007', '2007-05', '2007 – May 2007'],
  ['ar', '0079-08-24', undefined, '24 أغسطس 79'],
  ['ar', '0062-02-05', '1748', '5 فبراير 62 – 1748'],
  ['ar', '0100', '9999-12-31', '100 – 31 ديسمبر 9999'],
  ['ar', '2020-01', '2020-02', 'يناير – فبراير 2020'],
  ['ar', '2007', '2009', '2007 – 2009'],
  ['fa', '0079-08-24', undefined, '۲۴ اوت ۷۹'],
  ['fa', '0062-02-05', '1748', '۵ فوریهٔ ۶۲ تا ۱۷۴۸'],
  ['fa', '0100', '9999-12-31', '۱۰۰ تا ۳۱ دسامبر ۹۹۹۹'],
  ['fa', '2020-01', '2020-02', 'ژانویه تا فوریهٔ ۲۰۲۰'],
  ['fa', '2019-12', '2020-02', 'دسامبر ۲۰۱۹ تا فوریهٔ ۲۰۲۰'],
  ['fa', '2007-05-28', '2007-05-30', '۲۸ تا ۳۰ مهٔ ۲۰۰۷'],
] as const)('is no more precise than the data: %s, %s to %s', (lang, first, last, words) => {
  expect(formatDates(LANGUAGES[lang], first, last).replaceAll('\u2009', ' ')).toBe(words)
})

it('keeps the years of short dates in two years', () => {
  expect(formatDates(LANGUAGES.fa, '2007-12-28', '2008-01-02', 'short')).toMatch(/۲۰۰۷.*۲۰۰۸/)
})

it.each([
  ['fa-Arab', 'rtl'],
  ['ar-Latn', 'ltr'],
  ['az-Arab', 'rtl'],
  ['az', 'ltr'],
  ['pa-PK', 'rtl'],
  ['ku', 'ltr'],
  ['ckb', 'rtl'],
  ['he-IL', 'rtl'],
  ['nqo', 'rtl'],
  ['zh-Hant-TW', 'ltr'],
  ['not_a_tag', 'ltr'],
] as const)('writes %s in the direction of its script', (lang, direction) => {
  expect(readDirection(lang)).toBe(direction)
})

it.each(['ar', 'fa'] as const)('adds no month and day to a year in %s', (lang) => {
  expect(formatDates(LANGUAGES[lang], '2007', '2007', 'short')).toMatch(/^[\d٠-٩۰-۹]{4}$/)
})

it.each([0, 1, 2, 57, 999, 1_000, 12_345, 1_234_567])('counts as Intl does: %d', (number) => {
  const unit = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const
  expect(formatNumber(ENGLISH, number)).toBe(number.toLocaleString(ENGLISH.locale))
  if (number < 1000) expect(formatDays(ENGLISH, number)).toBe(number.toLocaleString(ENGLISH.locale, unit))
})

it.each([
  ['en', '34 years'],
  ['fa', '۳۴ سال'],
] as const)('counts a long duration in years: %s', (lang, words) => {
  expect(formatDays(LANGUAGES[lang], 12_345)).toBe(words)
})
