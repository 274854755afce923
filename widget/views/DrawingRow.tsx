/** One event of the drawing: its mark, the line that leads from it to the axis, and its label on the side with room. */
import type { ComponentChildren } from 'preact'
import type { BoxEvent } from '../../data/wire.ts'
import type { Context } from '../context.ts'
import { formatEventDate } from '../dates.ts'
import type { Mark } from '../time-scale.ts'

/** Past the end of any drawing, in px; the drawing's edge cuts it. */
const FAR = 9999
/** The middle of a label's first line, in px. */
const MIDDLE = 11
/** How far a label may be pushed, in percent: beside a long bar it rather stands on it. */
const MAX_SPACE = 60

interface RowProps {
  event: BoxEvent
  date?: string
  /** Where the mark begins and ends, in percent. */
  from: number
  to: number
  children?: ComponentChildren
}

function Row({ event, date, from, to, children }: RowProps) {
  const isBefore = from > 100 - to
  return (
    <p class={isBefore ? 'before' : undefined}>
      <svg class="shape">{children}</svg>
      {!isBefore && <Space width={Math.min(MAX_SPACE, to)} />}
      <span class="label">
        <span>
          {date && <b>{date} </b>}
          {event.name}
        </span>
      </span>
      {isBefore && <Space width={Math.min(MAX_SPACE, 100 - from)} />}
    </p>
  )
}

export function DatedRow({ mark, parts, context }: { mark: Mark; parts: string; context: Context }) {
  const { event, from, to, isMajor } = mark
  return (
    <Row event={event} date={formatEventDate(event, context.strings, parts)} from={from} to={to}>
      {from === to ? (
        <g class={isMajor ? 'major' : 'minor'}>
          <Upright at={from} from={MIDDLE} />
          <circle cx={`${from}%`} cy={MIDDLE} r={isMajor ? 6.5 : 4} />
        </g>
      ) : (
        <g class={event.datePrecision === 'day' ? 'span' : 'span loose'}>
          <rect x={`${from}%`} width={`${to - from}%`} y={MIDDLE} height={FAR} />
          <line x1={`${from}%`} x2={`${to}%`} y1={MIDDLE} y2={MIDDLE} />
        </g>
      )}
    </Row>
  )
}

/** Hangs on the event that it is part of, if that has a place. */
export function UndatedRow({ event, at }: { event: BoxEvent; at: number | undefined }) {
  return (
    <Row event={event} from={at ?? 2} to={at ?? 2}>
      <g class="undated">
        {at && <Upright at={at} from={MIDDLE} to={-FAR} />}
        <circle cx={at ? `${at}%` : 6} cy={MIDDLE} r="5" />
      </g>
    </Row>
  )
}

/** A vertical line at so many percent, between two heights in px. */
export function Upright({ at, from = 0, to = FAR }: { at: number; from?: number; to?: number }) {
  return <line x1={`${at}%`} x2={`${at}%`} y1={from} y2={to} />
}

/** Keeps a share of the line free, in percent. */
export function Space({ width }: { width: number }) {
  return <svg width={`${width}%`} height="1" />
}
