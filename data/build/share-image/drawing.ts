/** The box's drawing of time, for the picture: one line, the major events on it with their dates. */
import type { BoxMark, Topic } from '../../schema/api.ts'
import { buildTimeline } from '../box-timeline.ts'
import { describeDate } from '../formats/dates.ts'
import { COLORS, circle, type Fonts, line, rectangle, text } from './svg.ts'

interface Place {
  left: number
  width: number
  /** Of the line, in pixels from the top. */
  axis: number
  /** Of the words. */
  size: number
}

/** Nothing when no event has a date. */
export function drawTime(topic: Topic, { measure }: Fonts, { left, width, axis, size }: Place): string[] {
  const timeline = buildTimeline(topic)
  if (!timeline) return []
  const at = (percent = 0) => left + (width * percent) / 100
  const { dated } = timeline
  const spans = dated.filter(({ shape }) => shape === 'span')
  const points = dated.filter(({ shape }) => shape === 'minor')
  const majors = dated.filter(({ shape }) => shape === 'major')
  return [
    line(left, left + width, axis, COLORS.ink, 4),
    ...spans.map(({ from, to }) => rectangle(at(from), axis - 10, at(to) - at(from), 20, COLORS.faint)),
    ...points.map(({ from }) => circle(at(from), axis, 12, COLORS.ink)),
    ...majors.map(({ from }) => circle(at(from), axis, 22, COLORS.accent)),
    ...labelMarks(majors.length > 0 ? majors : points, (mark) => {
      const words = describeDate(mark.startDate ?? '')
      const half = measure(words, 'strong', size) / 2
      const middle = Math.min(Math.max(at(mark.from), left + half), left + width - half)
      return { words, from: middle - half, to: middle + half }
    }).map(({ words, from }) => text(words, { x: from, y: axis + 22 + size, face: 'strong', size, color: COLORS.ink })),
  ]
}

interface Label {
  words: string
  from: number
  to: number
}

/** In pixels. */
const LABEL_GAP = 24

/** Those with room beside the one before. */
function labelMarks(marks: BoxMark[], place: (mark: BoxMark) => Label): Label[] {
  const placed: Label[] = []
  for (const label of marks.map(place)) {
    if (label.from > (placed.at(-1)?.to ?? -LABEL_GAP) + LABEL_GAP) placed.push(label)
  }
  return placed
}
