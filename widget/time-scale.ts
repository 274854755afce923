/**
 * Time drawn to scale: where each event of a topic lies, in percent of the drawing's width, whatever the span (days to
 * decades). Pure, so that a server draws the same.
 */
import type { Box, BoxEvent } from '../data/wire.ts'
import { DAY_MS, readPeriod } from './dates.ts'
import { dateFormat } from './intl-cache.ts'

/** Free space before the first event and after the last, as a share of the time between them. */
const MARGIN = 0.08
/** Up to so many days the axis names days, up to so many months; then years. */
const MAX_DAYS_IN_DAYS = 20
const MAX_DAYS_IN_MONTHS = 200
/** Up to so many days a month's name fits in full. */
const MAX_DAYS_IN_FULL = 99
/** Labels nearer to the next than this, in percent, are left out. */
const MIN_LABEL_ROOM = 12
/** An event is major when it has this share of the statements that the event with the most has. */
const MAJOR_SHARE = 0.3

export interface Mark {
  event: BoxEvent
  /** In percent; the same as `to` for a single day, which is drawn at its noon. */
  from: number
  to: number
  /** What the statements are mainly about: drawn strongest. */
  isMajor: boolean
}

export interface TimeScale {
  /** By date; of two that begin together the longer comes first. */
  marks: Mark[]
  /** `at` is the place of the event that it is part of. */
  undated: { event: BoxEvent; at: number | undefined }[]
  labels: { at: number; text: string }[]
  /** What the date of an event needs beside this axis, as in `dateFormat`. */
  parts: string
  ticks: number[]
  /** Between one major event and the next. */
  gaps: { from: number; to: number; days: number }[]
}

/** Undefined when no event has a date. */
export function createTimeScale({ events, statements }: Box, locale: string): TimeScale | undefined {
  const spans = events
    .flatMap((event) => (event.startDate ? [readSpan(event, event.startDate)] : []))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const first = spans[0]?.start
  if (!first) return
  const last = Math.max(...spans.map(({ end }) => end))
  const margin = (last - first) * MARGIN || DAY_MS
  const start = first - margin
  const end = last + margin
  const place = (time: number) => Math.round(((time - start) / (end - start)) * 1e4) / 100

  const weigh = ({ id }: BoxEvent) => statements.filter(({ event }) => event === id).length
  const heavy = MAJOR_SHARE * Math.max(...events.map(weigh))
  const marks = spans.map((span) => ({
    ...span,
    from: place(span.start),
    to: place(span.end),
    isMajor: span.event.datePrecision === 'day' && weigh(span.event) > heavy,
  }))
  const majors = marks.filter((mark) => mark.isMajor)
  return {
    marks,
    undated: events
      .filter(({ startDate }) => !startDate)
      .map((event) => ({ event, at: marks.find((mark) => mark.event.id === event.superEvent)?.from })),
    gaps: majors.slice(1).map((next, index) => {
      const { from, start } = majors[index]!
      return { from, to: next.from, days: Math.round((next.start - start) / DAY_MS) }
    }),
    ...createAxis(start, end, place, locale),
  }
}

interface Span {
  event: BoxEvent
  /** Milliseconds. */
  start: number
  end: number
}

function readSpan(event: BoxEvent, startDate: string): Span {
  const [start] = readPeriod(startDate)
  const [, end] = readPeriod(event.endDate ?? startDate)
  const noon = start + DAY_MS / 2
  return end - start > DAY_MS ? { event, start, end } : { event, start: noon, end: noon }
}

/** Names of days, months or years where they begin; ticks for days, or for Mondays. */
function createAxis(start: number, end: number, place: (time: number) => number, locale: string) {
  const days = (end - start) / DAY_MS
  const [years, months, step, options] =
    days < MAX_DAYS_IN_DAYS
      ? [0, 0, Math.ceil(days / 4), 'dm']
      : days < MAX_DAYS_IN_MONTHS
        ? [0, 1, 0, days < MAX_DAYS_IN_FULL ? 'M' : 'm']
        : [Math.ceil(days / 2000), 0, 0, 'y']
  const date = new Date(start)
  const begin = (count: number) =>
    Date.UTC(
      date.getUTCFullYear() + count * years,
      years ? 0 : date.getUTCMonth() + count * months,
      step ? date.getUTCDate() + count * step : 1,
    )
  const labels: TimeScale['labels'] = []
  for (let count = 0; begin(count) < end; count++) {
    const text = dateFormat(locale, options).format(begin(count))
    labels.push({ at: Math.max(0, place(begin(count))), text })
  }
  const ticks: number[] = []
  const tick = step ? DAY_MS : 7 * DAY_MS
  // 1970 began on a Thursday, so Mondays are four days after a multiple of seven.
  const monday = 4 * DAY_MS
  for (let time = Math.ceil((start - monday) / tick) * tick + monday; time < end && !years; time += tick) {
    ticks.push(place(time))
  }
  return {
    ticks,
    parts: years ? 'dmy' : 'dm',
    labels: labels.filter(({ at }, index) => (labels[index + 1]?.at ?? 100) - at > MIN_LABEL_ROOM),
  }
}
