/**
 * The picture that other sites show beside a link: name, period, the drawing of time and what there is, 1200 by 630, to be
 * read at a quarter of that. Pure: a topic and a way to measure words in, SVG out.
 */
import type { Topic } from '../../schema/api.ts'
import { describePeriod } from '../formats/dates.ts'
import { drawTime } from './drawing.ts'
import { COLORS, type Fonts, HEIGHT, line, MARGIN, rectangle, text, WIDTH } from './svg.ts'
import { breakLines } from './words.ts'

const ROOM = WIDTH - 2 * MARGIN
const SMALL = 38
const KICKER_BASELINE = 136
/** Where the name may stand, in pixels from the top. */
const NAME = { top: 160, bottom: 404, lineHeight: 1.08, sizes: [124, 108, 94, 82, 70, 60] }
const AXIS = 442
const FOOT_BASELINE = 588

export function layOutShareImage(topic: Topic, fonts: Fonts): string {
  const period = describePeriod(...readPeriod(topic.temporalCoverage))
  const drawing = drawTime(topic, fonts, { left: MARGIN, width: ROOM, axis: AXIS, size: SMALL })
  const parts = [
    rectangle(0, 0, WIDTH, HEIGHT, COLORS.paper),
    rectangle(MARGIN, 56, ROOM, 6, COLORS.ink),
    rectangle(MARGIN, 56, 108, 14, COLORS.accent),
    text('Fact box', { x: MARGIN, y: KICKER_BASELINE, face: 'strong', size: SMALL, color: COLORS.accent }),
    text(period, { x: WIDTH - MARGIN, y: KICKER_BASELINE, size: SMALL, color: COLORS.soft, anchor: 'end' }),
    ...placeName(findName(topic, fonts) ?? period, fonts),
    ...drawing,
    line(MARGIN, WIDTH - MARGIN, 534, COLORS.rule, 2),
    text(describeContent(topic), { x: MARGIN, y: FOOT_BASELINE, size: SMALL, color: COLORS.soft }),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${parts.join('')}</svg>`
}

/** A name in letters that the fonts lack would be a row of empty boxes: another of its names then, or none. */
function findName({ name, alternateName }: Topic, { canWrite }: Fonts): string | undefined {
  return [name, ...alternateName].find(canWrite)
}

/** In the middle of its room, as large as it fits. */
function placeName(name: string, { measure }: Fonts): string[] {
  const { top, bottom, lineHeight, sizes } = NAME
  const fits = sizes.map((size) => {
    const maxLines = Math.floor((bottom - top) / (size * lineHeight))
    return { size, ...breakLines(name, maxLines, (words) => measure(words, 'serif', size) <= ROOM) }
  })
  const { size, lines } = fits.find(({ isWhole }) => isWhole) ?? fits.at(-1) ?? { size: SMALL, lines: [name] }
  const height = lines.length * size * lineHeight
  const first = (top + bottom - height) / 2 + size * 0.86
  return lines.map((words, index) =>
    text(words, { x: MARGIN, y: first + index * size * lineHeight, face: 'serif', size, color: COLORS.ink }),
  )
}

function describeContent({ statements, articles }: Topic): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return `${count(statements.length, 'statement')} from ${count(articles.length, 'source')}, each with its receipts`
}

function readPeriod(coverage: string): [first: string, last: string] {
  const [first = '', last = first] = coverage.split('/')
  return [first, last]
}
