/** Time as one line: the first dated event, the last, and where the others are between them. Pure; UTC throughout. */

import type { BoxMoment, BoxStrip, Topic } from '../schema/api.ts'
import type { Event } from '../schema/entities.ts'
import { DAY_MS, readPeriod } from './dates.ts'

interface Dated {
  event: Event
  /** Milliseconds: the middle of what its date allows. */
  time: number
}

/** Undefined when fewer than two events have dates that differ. */
export function buildStrip({ events }: Topic): BoxStrip | undefined {
  const dated = events.flatMap(readTime).sort((a, b) => a.time - b.time)
  // An exact day is a better end than a span that reaches beyond it.
  const ends = dated.filter(({ event }) => event.datePrecision !== 'approximate')
  const [first, last] = [ends[0], ends.at(-1)]
  if (!first || !last || first.time === last.time) return undefined
  const place = ({ time }: Dated) => Math.round(((time - first.time) / (last.time - first.time)) * 100)
  const between = new Set(dated.map(place).filter((at) => at > 0 && at < 100))
  const isExact = first.event.datePrecision === 'day' && last.event.datePrecision === 'day'
  return {
    first: describeMoment(first.event),
    last: describeMoment(last.event),
    ...(isExact && { days: Math.round((last.time - first.time) / DAY_MS) }),
    between: [...between],
  }
}

function readTime(event: Event): Dated[] {
  if (!event.startDate) return []
  const [start, startEnd] = readPeriod(event.startDate)
  const end = event.endDate === undefined ? startEnd : readPeriod(event.endDate)[1]
  return [{ event, time: (start + end) / 2 }]
}

function describeMoment({ id, name, startDate, endDate, datePrecision }: Event): BoxMoment {
  return { id, name, ...(startDate && { startDate }), ...(endDate && { endDate }), datePrecision }
}
