import { type Authored, compareDates } from '../schema/authored.ts'
import type { Event } from '../schema/entities.ts'
import type { Finding } from './finding.ts'
import { canRead } from './readable.ts'

/** Number of characters in a date of each precision: `2007-07-24`, `2007-07`, `2007`. */
const DATE_LENGTH = { day: 10, month: 7, year: 4 } as const

/** A date claims no more precision than its source gives. */
export function checkDates({ topic, articles, events }: Authored): Finding[] {
  const undated = articles.flatMap((article, i): Finding[] =>
    article.datePublished === undefined || article.dateBasis !== undefined || !canRead(article, 'dateBasis')
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
  return [...undated, ...events.flatMap(checkEventDates), ...checkCoverage(topic, events)]
}

/**
 * The box says the topic's period above its events: one that lies outside it contradicts that. What is approximate may have
 * happened anywhere between its bounds, so one of them may lie outside.
 */
function checkCoverage(topic: Authored['topic'], events: Event[]): Finding[] {
  if (!canRead(topic, 'temporalCoverage')) return []
  const { temporalCoverage } = topic
  const [first = '', last = first] = temporalCoverage.split('/')
  return events.flatMap((event, index): Finding[] => {
    if (!canRead(event, 'startDate', 'endDate', 'datePrecision')) return []
    const { startDate, endDate = startDate, datePrecision } = event
    if (startDate === undefined || endDate === undefined) return []
    const [earliest, latest] = datePrecision === 'approximate' ? [endDate, startDate] : [startDate, endDate]
    const isAfter = compareDates(latest, last) > 0
    if (!isAfter && compareDates(earliest, first) >= 0) return []
    const key = isAfter && latest === event.endDate ? 'endDate' : 'startDate'
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
  const isReversed = startDate !== undefined && endDate !== undefined && compareDates(endDate, startDate) < 0
  const reversed =
    isReversed && canRead(event, 'startDate', 'endDate')
      ? at('endDate', 'the event ends before it starts', 'correct one of the two dates')
      : []
  if (!canRead(event, 'datePrecision')) return reversed
  if (datePrecision === 'unknown') {
    if (startDate === undefined && endDate === undefined) return []
    return at(
      'datePrecision',
      'the precision is unknown, yet there is a date',
      'remove the date, or give its precision',
    )
  }
  if (startDate === undefined) {
    if (!canRead(event, 'startDate')) return []
    return at(
      'datePrecision',
      `the precision is ${datePrecision}, yet there is no startDate`,
      'add startDate, or set datePrecision: unknown',
    )
  }
  if (reversed.length > 0) return reversed
  if (datePrecision === 'approximate') {
    return endDate !== undefined || !canRead(event, 'endDate')
      ? []
      : at('startDate', 'an approximate date needs bounds', 'add endDate: the last possible day')
  }
  const length = DATE_LENGTH[datePrecision]
  const wrong = (['startDate', 'endDate'] as const).find(
    (key) => event[key] !== undefined && canRead(event, key) && event[key].length !== length,
  )
  if (wrong === undefined) return []
  return at(wrong, `the date does not have the precision ${datePrecision}`, 'correct the date or datePrecision')
}
