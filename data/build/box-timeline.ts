/**
 * Time drawn to scale: where each event of a topic lies, in percent of the drawing's width, whatever the span (days to
 * decades). Pure; UTC throughout.
 */

import type { BoxMark, BoxTimeline, Topic } from '../schema/api.ts'
import type { Event } from '../schema/entities.ts'
import { createAxis } from './box-axis.ts'
import { DAY_MS, readPeriod } from './dates.ts'

/** Free space before the first event and after the last, as a share of the time between them. */
const MARGIN = 0.08
/** A gap narrower than this, in percent, has no room to be named. */
const MIN_GAP = 20
/** An event is major when it has more than this share of the statements that the event with the most has. */
const MAJOR_SHARE = 0.3

/** Undefined when no event has a date. */
export function buildTimeline({ events, statements }: Topic): BoxTimeline | undefined {
  // By when each had certainly happened: what is least certain does not come first.
  const spans = events.flatMap(readSpan).sort((a, b) => a.end - b.end || b.start - a.start)
  if (spans.length === 0) return
  const earliest = Math.min(...spans.map(({ start }) => start))
  const last = Math.max(...spans.map(({ end }) => end))
  const margin = (last - earliest) * MARGIN || DAY_MS
  const start = earliest - margin
  const end = last + margin
  const place = (time: number) => Math.round(((time - start) / (end - start)) * 1e4) / 100

  const weigh = ({ id }: Event) => statements.filter(({ event }) => event === id).length
  const heavy = MAJOR_SHARE * Math.max(...events.map(weigh))
  const isMajor = (event: Event) => event.datePrecision === 'day' && weigh(event) > heavy
  const majors = spans.filter(({ event }) => isMajor(event))
  const dated = spans.map(({ event, start, end }) => ({
    ...describe(event),
    shape: end > start ? ('span' as const) : isMajor(event) ? ('major' as const) : ('minor' as const),
    from: place(start),
    ...(end > start && { to: place(end) }),
  }))
  return {
    dated,
    undated: events.filter(({ startDate }) => !startDate).map((event) => hangMark(event, dated)),
    gaps: majors
      .slice(1)
      .map(({ start }, index) => {
        const before = majors[index]?.start ?? start
        return { from: place(before), to: place(start), days: Math.round((start - before) / DAY_MS) }
      })
      .filter(({ from, to }) => to - from >= MIN_GAP),
    ...createAxis(start, end, place),
  }
}

interface Span {
  event: Event
  /** Milliseconds. */
  start: number
  end: number
}

/** A single day lies at its noon. None for an event without a date. */
function readSpan(event: Event): Span[] {
  if (!event.startDate) return []
  const [start] = readPeriod(event.startDate)
  const [, end] = readPeriod(event.endDate ?? event.startDate)
  const noon = start + DAY_MS / 2
  return [end - start > DAY_MS ? { event, start, end } : { event, start: noon, end: noon }]
}

/** What has no date hangs on the event that it is part of, if that has a place. */
function hangMark(event: Event, dated: BoxMark[]): BoxMark {
  const from = dated.find(({ id }) => id === event.superEvent)?.from
  return { ...describe(event), shape: 'undated', ...(from !== undefined && { from }) }
}

function describe({ id, name, startDate, endDate, datePrecision }: Event): Omit<BoxMark, 'shape'> {
  return { id, name, ...(startDate && { startDate }), ...(endDate && { endDate }), datePrecision }
}
