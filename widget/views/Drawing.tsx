/**
 * The events drawn to scale. Geometry is SVG in percent, words are HTML beside it: text keeps its size and wraps at any
 * width. An SVG without content is the space before a word, so nothing here needs a style attribute. Hidden from
 * assistive technology, for which the list below says the same.
 */
import type { Context } from '../context.ts'
import { createTimeScale } from '../time-scale.ts'
import { DatedRow, Space, UndatedRow, Upright } from './DrawingRow.tsx'

const TICK_PX = 5

export function Drawing({ context }: { context: Context }) {
  const { box, strings } = context
  const scale = createTimeScale(box, strings.locale)
  if (!scale) return null
  const { marks, undated, labels, ticks, gaps, parts } = scale
  return (
    <div class="drawing" aria-hidden="true">
      <div class="plot">
        <svg class="shape grid">
          {labels.map(({ at }) => (
            <Upright at={at} />
          ))}
        </svg>
        {marks.map((mark) => (
          <DatedRow mark={mark} parts={parts} context={context} />
        ))}
        <div class="stack">
          {gaps.map(({ from, to, days }) => (
            <p class="gap">
              <Space width={from} />
              <b>{strings.days(days)}</b>
              <Space width={100 - to} />
            </p>
          ))}
        </div>
      </div>
      <div class="axis">
        <svg class="shape">
          {ticks.map((at) => (
            <Upright at={at} to={TICK_PX} />
          ))}
          {labels.map(({ at }) => (
            <Upright at={at} to={2 * TICK_PX} />
          ))}
        </svg>
        <div class="stack">
          {labels.map(({ at, text }) => (
            <p>
              <Space width={at} />
              <span>{text}</span>
            </p>
          ))}
        </div>
        {undated[0] && <p class="lane">{strings.noDate}</p>}
        {undated.map(({ event, at }) => (
          <UndatedRow event={event} at={at} />
        ))}
      </div>
    </div>
  )
}
