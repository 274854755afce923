import { type Authored, compareDates } from '../schema/authored.ts'
import type { Event } from '../schema/entities.ts'
import type { Finding } from './finding.ts'

/** Number of characters in a date of each precision: `2007-07-24`, `2007-07`, `2007`. */
const DATE_LENGTH = { day: 10, month: 7, year: 4 } as const

/** A date claims no more precision than its source gives. */
export function checkDates({ topic, articles, events }: Authored): Finding[] {
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
  return [...undated, ...events.flatMap(checkEventDates), ...checkCoverage(topic.temporalCoverage, events)]
}

/**
 * The box says the topic's period above its events: one that lies outside it contradicts that. What is approximate may have
 * happened anywhere between its bounds, so one of them may lie outside.
 */
function checkCoverage(temporalCoverage: string, events: Event[]): Finding[] {
  const [first = '', last = first] = temporalCoverage.split('/')
  return events.flatMap(({ startDate, endDate = startDate, datePrecision }, index): Finding[] => {
    if (startDate === undefined || endDate === undefined) return []
    const [earliest, latest] = datePrecision === 'approximate' ? [endDate, startDate] : [startDate, endDate]
    const isAfter = compareDates(latest, last) > 0
    if (!isAfter && compareDates(earliest, first) >= 0) return []
    const key = isAfter && latest === endDate && events[index]?.endDate !== undefined ? 'endDate' : 'startDate'
    return [
      {
        file: 'events.yml',
        path: [index, key],
        problem: `the event lies outside the period of the topic, ${temporalCoverage}`,
        remedy: 'correct the date, or temporalCoverage in topic.yml',
        severity: 'warning',
      },
    ]
  })
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
