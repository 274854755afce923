/**
 * Builds the time strip of the box (a line with two ends) and its timeline (marks to scale, in percent of the width), for any
 * span from days to centuries. Pure; UTC throughout.
 */
import type { BoxMark, BoxMoment, BoxStrip, BoxTimeline, Topic } from '../schema/api.ts'
import type { Event } from '../schema/entities.ts'
import { createTime, DAY_MS, readEnd } from './dates.ts'

/** Free space before the first event and after the last, as a share of the time between them. */
const MARGIN = 0.08
/** A gap narrower than this, in percent, has no room for a label. */
const MIN_GAP = 20
/** An event is major if it has more than this share of the statements of the event with the most. */
const MAJOR_SHARE = 0.3
/** The axis has labels for days if it spans fewer days than the first limit, for months below the second, otherwise for years. */
const MAX_DAYS_IN_DAYS = 20
const MAX_DAYS_IN_MONTHS = 200
/** Approximate number of labels for days, and for years. */
const DAY_LABELS = 4
const YEAR_LABELS = 5
const LAST_YEAR = 9999
/** Labels closer than this to the next one, in percent, are left out. */
const MIN_LABEL_ROOM = 12

interface Dated {
  event: Event
  /** Milliseconds: the interval that its date spans, and its middle. */
  start: number
  end: number
  time: number
}

/** Undefined if no event is known to precede another: a day in 2007 and the year 2007 do not form a period. */
export function buildStrip({ events }: Topic): BoxStrip | undefined {
  const dated = events.flatMap(readTime).sort((a, b) => a.time - b.time)
  // An exact day is a better end than a span that reaches beyond it.
  const isEnd = (one: Dated) =>
    one.event.datePrecision !== 'approximate' && !dated.some((other) => reachesBeyond(one, other))
  const [first, last] = [dated.find(isEnd), dated.findLast(isEnd)]
  if (!first || !last || first.end > last.start) return undefined
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

function reachesBeyond(one: Dated, other: Dated): boolean {
  return one.start <= other.start && one.end >= other.end && one.end - one.start > other.end - other.start
}

function readTime(event: Event): Dated[] {
  if (!event.startDate) return []
  const start = Date.parse(event.startDate)
  const end = readEnd(event.endDate ?? event.startDate)
  return [{ event, start, end, time: (start + end) / 2 }]
}

function describeMoment({ id, name, startDate, endDate, datePrecision }: Event): BoxMoment {
  return { id, name, ...(startDate && { startDate }), ...(endDate && { endDate }), datePrecision }
}

/** Undefined if there are no events. If none has a date, all are listed as undated. */
export function buildTimeline({ events, statements }: Topic): BoxTimeline | undefined {
  // Sorted by the last possible day, so that the least certain date is not first.
  const spans = events.flatMap(readSpan).sort((a, b) => a.end - b.end || b.start - a.start)
  if (spans.length === 0) {
    const undated = events.map((event) => placeUndated(event, []))
    return undated[0] && { dated: [], undated, gaps: [], unit: 'year', labels: [] }
  }
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
    ...describeMoment(event),
    shape: end > start ? ('span' as const) : isMajor(event) ? ('major' as const) : ('minor' as const),
    from: place(start),
    ...(end > start && { to: place(end) }),
  }))
  return {
    dated,
    undated: events.filter(({ startDate }) => !startDate).map((event) => placeUndated(event, dated)),
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

/** A single day is placed at noon. Empty for an event without a date. */
function readSpan(event: Event): Span[] {
  if (!event.startDate) return []
  const start = Date.parse(event.startDate)
  const end = readEnd(event.endDate ?? event.startDate)
  const noon = start + DAY_MS / 2
  return [end - start > DAY_MS ? { event, start, end } : { event, start: noon, end: noon }]
}

/** Places an undated event at its super-event, if that has a position. */
function placeUndated(event: Event, dated: BoxMark[]): BoxMark {
  const from = dated.find(({ id }) => id === event.superEvent)?.from
  return { ...describeMoment(event), shape: 'undated', ...(from !== undefined && { from }) }
}

type Axis = Pick<BoxTimeline, 'unit' | 'labels'>
type Place = (time: number) => number

/** `start` and `end` are the drawing's edges in milliseconds; `place` converts a time to percent. */
function createAxis(start: number, end: number, place: Place): Axis {
  const days = (end - start) / DAY_MS
  const unit = days < MAX_DAYS_IN_DAYS ? 'day' : days < MAX_DAYS_IN_MONTHS ? 'month' : 'year'
  const labels = listStarts(unit, start, end).map((time) => ({
    date: new Date(time).toISOString().slice(0, { day: 10, month: 7, year: 4 }[unit]),
    at: Math.max(0, place(time)),
  }))
  return {
    unit,
    labels: labels.filter(({ at }, index) => (labels[index + 1]?.at ?? 100) - at > MIN_LABEL_ROOM),
  }
}

/** Returns the first millisecond of each day, month or year to label. The first may be before the drawing. */
function listStarts(unit: Axis['unit'], start: number, end: number): number[] {
  const days = (end - start) / DAY_MS
  if (unit === 'year') return listYears(start, end, chooseYearStep(days / 365 / YEAR_LABELS))
  const step = unit === 'day' ? Math.ceil(days / DAY_LABELS) : 1
  const date = new Date(start)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const begin = (count: number) =>
    unit === 'day' ? createTime(year, month, day + count * step) : createTime(year, month + count * step)
  const starts: number[] = []
  for (let count = 0; begin(count) < end; count++) starts.push(begin(count))
  return starts
}

/** Multiples of the step, limited to years 1 to 9999. */
function listYears(start: number, end: number, step: number): number[] {
  const first = Math.max(1, new Date(start).getUTCFullYear())
  const last = Math.min(LAST_YEAR, new Date(end - 1).getUTCFullYear())
  const starts: number[] = []
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) starts.push(createTime(year))
  return starts
}

/** Returns a step of about this many years: 1, 2 or 5 times a power of ten. */
function chooseYearStep(years: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, years)))
  const digit = [1, 2, 5].find((digit) => years / power < digit * Math.SQRT2) ?? 10
  return power * digit
}
