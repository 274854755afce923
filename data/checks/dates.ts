import { type Authored, compareDates } from '../schema/authored.ts'
import type { Event } from '../schema/entities.ts'
import type { Finding } from './finding.ts'

/** Number of characters in a date of each precision: `2007-07-24`, `2007-07`, `2007`. */
const DATE_LENGTH = { day: 10, month: 7, year: 4 } as const

/** Checks that dates have a basis, bounds where needed, and the declared precision. */
export function checkDates({ articles, events }: Authored): Finding[] {
  const undated = articles.flatMap((article, i): Finding[] =>
    article.datePublished === undefined || article.dateBasis !== undefined
      ? []
      : [
          {
            file: 'articles.yml',
            path: [i, 'datePublished'],
            problem: 'the date has no basis',
            remedy: 'add dateBasis: how the date is known',
          },
        ],
  )
  return [...undated, ...events.flatMap(checkEventDates)]
}

function checkEventDates(event: Event, index: number): Finding[] {
  const { startDate, endDate, datePrecision } = event
  const at = (key: keyof Event, problem: string, remedy: string) => [
    { file: 'events.yml', path: [index, key], problem, remedy },
  ]
  if (datePrecision === 'unknown') {
    if (startDate === undefined && endDate === undefined) return []
    return at(
      'datePrecision',
      'the precision is unknown, yet there is a date',
      'remove the date, or give its precision',
    )
  }
  if (startDate === undefined)
    return at(
      'datePrecision',
      `the precision is ${datePrecision}, yet there is no startDate`,
      'add startDate, or set datePrecision: unknown',
    )
  if (endDate !== undefined && compareDates(endDate, startDate) < 0)
    return at('endDate', 'the event ends before it starts', 'correct one of the two dates')
  if (datePrecision === 'approximate') {
    return endDate !== undefined
      ? []
      : at('startDate', 'an approximate date needs bounds', 'add endDate: the last possible day')
  }
  const length = DATE_LENGTH[datePrecision]
  const wrong = (['startDate', 'endDate'] as const).find(
    (key) => event[key] !== undefined && event[key].length !== length,
  )
  if (wrong === undefined) return []
  return at(wrong, `the date does not have the precision ${datePrecision}`, 'correct the date or datePrecision')
}
