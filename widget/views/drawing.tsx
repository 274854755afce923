/**
 * The events drawn to scale. Geometry is SVG in percent, words are HTML beside it: text keeps its size and wraps at any
 * width. An SVG without content is the space before a word, so nothing here needs a style attribute. Hidden from
 * assistive technology, for which the list below says the same.
 */
import type { BoxMark, BoxTimeline } from '../../data/wire.ts'
import { formatDates, formatEventDate } from '../dates.ts'
import { formatDays } from '../numbers.ts'
import type { Context } from './context.ts'

/** Past the end of any drawing, in px; the drawing's edge cuts it. */
const FAR = 9999
/** The middle of a label's first line, in px. */
const MIDDLE = 11
/** Where the line from a mark ends: at the axis, which is below what has a date and above what has none. */
const ENDS: Record<BoxMark['shape'], number> = { major: FAR, minor: FAR, span: MIDDLE, undated: -FAR }

export function drawing({ unit, dated, undated, labels, gaps }: BoxTimeline, context: Context) {
  const style = unit === 'year' ? 'long' : 'short'

  /** One event: its mark, the line that leads from it to the axis, and its label on the side with room. */
  function row(mark: BoxMark) {
    const { shape, from = 2, to = from } = mark
    const isLate = from + to > 100
    return (
      <p class={`${shape} ${isLate && 'late'}`}>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the whole drawing is hidden from assistive technology. */}
        <svg>
          {line(from, to, MIDDLE, mark.from ? ENDS[shape] : MIDDLE)}
          {!mark.to && <circle cx={`${from}%`} cy={MIDDLE} r="5" />}
        </svg>
        {space(isLate ? 100 - from : to)}
        <span>
          <b>{formatEventDate(mark, context, style)}</b> <bdi>{mark.name}</bdi>
        </span>
      </p>
    )
  }

  return (
    <figure aria-hidden="true">
      <div>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the whole drawing is hidden from assistive technology. */}
        <svg>{labels.map(({ at }) => line(at, at, 0, FAR))}</svg>
        {dated.map(row)}
        {gaps.map(({ from, to, days }) => (
          <p>
            {space(from)}
            <b>{formatDays(context, days)}</b>
            {space(100 - to)}
          </p>
        ))}
      </div>
      <div>
        {labels.map(({ at, date }) => (
          <small>
            {space(at)}
            {formatDates(context, date, date, style)}
          </small>
        ))}
        {undated.map(row)}
      </div>
    </figure>
  )
}

/** Across in percent, down in px. */
function line(x1: number, x2: number, y1: number, y2: number) {
  return <line x1={`${x1}%`} x2={`${x2}%`} y1={y1} y2={y2} />
}

/** Keeps a share of the line free, in percent. */
function space(width: number) {
  return <svg width={`${width}%`} />
}
