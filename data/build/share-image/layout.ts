/**
 * Lays out the image that other sites show with a link: name, period, timeline and counts, 1200 by 630, legible at a quarter
 * of that size. Pure: takes a topic and a way to measure words, returns SVG.
 */
import type { Topic } from '../../schema/api.ts'
import { describePeriod } from '../dates.ts'
import { COLORS, drawTime, type Fonts, HEIGHT, line, MARGIN, rectangle, text, WIDTH } from './drawing.ts'

const ROOM = WIDTH - 2 * MARGIN
const SMALL = 38
const KICKER_BASELINE = 136
/** Space for the name, in pixels from the top, and font sizes to try. */
const NAME = { top: 160, bottom: 404, sizes: [124, 108, 94, 82, 70, 60] }
/** Metrics of a name, as shares of its size. Arabic script needs more space above and below the baseline. */
const LINES = { serif: { height: 1.08, ascent: 0.86 }, naskh: { height: 1.4, ascent: 1.02 } }
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

/** Returns the first name that the fonts can write, if any: missing letters would be a row of empty boxes. */
function findName({ name, alternateName }: Topic, { canWrite }: Fonts): string | undefined {
  return [name, ...alternateName].find(canWrite)
}

/** Centres the name vertically in its space, as large as it fits. A name in Arabic script begins at the right. */
function placeName(name: string, { measure }: Fonts): string[] {
  const { top, bottom, sizes } = NAME
  const isArabic = ARABIC.test(name)
  const { height: lineHeight, ascent } = LINES[isArabic ? 'naskh' : 'serif']
  const measureName = (words: string, size: number) =>
    isArabic
      ? splitScripts(words).reduce((sum, run) => sum + measure(run.words, run.face, size) + SPACE * size, 0)
      : measure(words, 'serif', size)
  const fits = sizes.map((size) => {
    const maxLines = Math.floor((bottom - top) / (size * lineHeight))
    return { size, ...breakLines(name, maxLines, (words) => measureName(words, size) <= ROOM) }
  })
  const { size, lines } = fits.find(({ isWhole }) => isWhole) ?? fits.at(-1) ?? { size: SMALL, lines: [name] }
  const height = lines.length * size * lineHeight
  const first = (top + bottom - height) / 2 + size * ascent
  return lines.flatMap((words, index) => {
    const style = { y: first + index * size * lineHeight, size, color: COLORS.ink }
    return isArabic
      ? placeFromRight(words, style, measure)
      : text(words, { ...style, x: MARGIN, face: 'serif' as const })
  })
}

const ARABIC = /\p{Script=Arabic}/u
/** Space between runs, as a share of the size. */
const SPACE = 0.25

interface Run {
  words: string
  face: 'naskh' | 'serif'
}

/** Splits words into runs of one script: the font for Arabic script has no other letters. */
function splitScripts(words: string): Run[] {
  const runs: Run[] = []
  for (const word of words.split(' ')) {
    const face = /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}|^[0-9–-]+$/u.test(word) ? 'serif' : 'naskh'
    const last = runs.at(-1)
    if (last?.face === face) last.words += ` ${word}`
    else runs.push({ words: word, face })
  }
  return runs
}

/** Places run by run, because the renderer would reorder a line of mixed directions. */
function placeFromRight(
  words: string,
  style: { y: number; size: number; color: string },
  measure: Fonts['measure'],
): string[] {
  let x = WIDTH - MARGIN
  return splitScripts(words).map((run) => {
    const placed = text(run.words, { ...style, x, face: run.face, anchor: 'end' })
    x -= measure(run.words, run.face, style.size) + SPACE * style.size
    return placed
  })
}

function describeContent({ statements, articles }: Topic): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return `${count(statements.length, 'statement')} from ${count(articles.length, 'source')}, each with its receipts`
}

function readPeriod(coverage: string): [first: string, last: string] {
  const [first = '', last = first] = coverage.split('/')
  return [first, last]
}

/** Breaks words into lines. What does not fit into `maxLines` is cut, and `isWhole` is false. */
function breakLines(
  words: string,
  maxLines: number,
  fits: (line: string) => boolean,
): { lines: string[]; isWhole: boolean } {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  const isWhole = lines.length <= maxLines && lines.every(fits)
  if (isWhole) return { lines, isWhole }
  const kept = lines.slice(0, maxLines).map((line) => cut(line, fits))
  const last = kept.pop() ?? ''
  return { lines: [...kept, lines.length > maxLines ? cut(`${last}…`, fits) : last], isWhole }
}

/** Returns the line, or as many of its words (characters, if it is one word) as fit before an ellipsis. */
function cut(line: string, fits: (line: string) => boolean): string {
  let kept = line.replace(/…$/, '')
  let shown = line
  while (!fits(shown) && kept.length > 1) {
    kept = kept.includes(' ') ? kept.slice(0, kept.lastIndexOf(' ')) : kept.slice(0, -1)
    shown = `${kept}…`
  }
  return shown
}
