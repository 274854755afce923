/** The axis of a timeline: which days, months or years it names, and where they begin. Pure; UTC throughout. */
import type { BoxTimeline } from '../schema/api.ts'
import { createTime, DAY_MS } from './dates.ts'

/** Up to so many days the axis names days, up to so many months; then years. */
const MAX_DAYS_IN_DAYS = 20
const MAX_DAYS_IN_MONTHS = 200
/** About so many labels of days, and of years. */
const DAY_LABELS = 4
const YEAR_LABELS = 5
const LAST_YEAR = 9999
/** Labels nearer to the next than this, in percent, are left out. */
const MIN_LABEL_ROOM = 12

type Axis = Pick<BoxTimeline, 'unit' | 'labels'>
type Place = (time: number) => number

/** `start` and `end` are the drawing's edges in milliseconds, `place` gives the percent between them. */
export function createAxis(start: number, end: number, place: Place): Axis {
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

/** First milliseconds of the days, months or years to name; the first may lie before the drawing. */
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

/** Multiples of the step, as far as they are years that a date can name: none before 1, none of five digits. */
function listYears(start: number, end: number, step: number): number[] {
  const first = Math.max(1, new Date(start).getUTCFullYear())
  const last = Math.min(LAST_YEAR, new Date(end - 1).getUTCFullYear())
  const starts: number[] = []
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) starts.push(createTime(year))
  return starts
}

/** About so many years, as 1, 2 or 5 with zeros. */
function chooseYearStep(years: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, years)))
  const digit = [1, 2, 5].find((digit) => years / power < digit * Math.SQRT2) ?? 10
  return power * digit
}
