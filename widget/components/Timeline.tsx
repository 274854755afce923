/**
 * The events drawn to scale, each beside its mark. Geometry is SVG in percent, text is HTML: text keeps its size and wraps at
 * any width. An empty SVG is the space before a label, so no style attribute is needed. The axis is hidden from assistive
 * technology, since the list has the same dates.
 */
import type { BoxEvent, BoxMark, BoxTimeline } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { EventItem } from './EventItem.tsx'

/** The middle of a label's first line, in px. */
const MIDDLE = 12
interface TimelineProps {
  view: View
  timeline: BoxTimeline
  /** Details that open below a label; a mark without an event here shows only a date and a name. */
  events: BoxEvent[]
}

/** Reserves a part of the line, in percent of its width. */
function space(width: number) {
  return <svg width={`${width}%`} aria-hidden="true" />
}

interface TimelineMarkProps {
  view: View
  mark: BoxMark
  event: BoxEvent | undefined
}

/** One event: its mark, and its label on the side with more room. */
function TimelineMark({ view, mark, event }: TimelineMarkProps) {
  const { shape, from = 2, to = from } = mark
  const isLate = from + to > 100
  return (
    <li class={`${shape}${isLate ? ' late' : ''}`}>
      <svg aria-hidden="true">
        {mark.to ? (
          <line x1={`${from}%`} x2={`${to}%`} y1={MIDDLE} y2={MIDDLE} />
        ) : (
          <circle cx={`${from}%`} cy={MIDDLE} r="5" />
        )}
      </svg>
      {space(isLate ? 100 - from : to)}
      <EventItem view={view} event={event ?? mark} />
    </li>
  )
}

export function Timeline({ view, timeline, events }: TimelineProps) {
  const { unit, dated, undated, labels } = timeline
  const list = (marks: BoxMark[]) => (
    <ul>
      {marks.map((mark) => (
        <TimelineMark view={view} mark={mark} event={events.find(({ id }) => id === mark.id)} />
      ))}
    </ul>
  )
  return (
    <div class="timeline">
      <div>{list(dated)}</div>
      <div>
        <div class="axis" aria-hidden="true">
          {labels.map(({ at, date }) => (
            <small>
              {space(at)}
              {formatDates(view.language, date, date, unit === 'year' ? 'long' : 'short')}
            </small>
          ))}
        </div>
        {undated[0] && list(undated)}
      </div>
    </div>
  )
}
