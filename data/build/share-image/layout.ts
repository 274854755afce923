/**
 * The picture that other sites show beside a link: name, period, the drawing of time and what there is, 1200 by 630, legible
 * at a quarter of that size. Pure: a topic and a way to measure words in, SVG out.
 */
import type { Topic } from '../../schema/api.ts'
import { describePeriod } from '../dates.ts'
import { COLORS, drawTime, type Fonts, HEIGHT, line, MARGIN, rectangle, text, WIDTH } from './drawing.ts'

const ROOM = WIDTH - 2 * MARGIN
const SMALL = 38
const KICKER_BASELINE = 136
/** Where the name may stand, in pixels from the top. */
const NAME = { top: 160, bottom: 404, sizes: [124, 108, 94, 82, 70, 60] }
/** Of a name, as shares of its size. Arabic script has more above its baseline and below. */
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

/** A name in letters that the fonts lack would be a row of empty boxes: another of its names then, or none. */
function findName({ name, alternateName }: Topic, { canWrite }: Fonts): string | undefined {
  return [name, ...alternateName].find(canWrite)
}

/** In the middle of its room, as large as it fits; a name in Arabic script begins at the right. */
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
/** Between runs, as a share of the size. */
const SPACE = 0.25

interface Run {
  words: string
  face: 'naskh' | 'serif'
}

/** Words of one script beside each other: the font for Arabic script has no letters of others. */
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

/** Run by run, since the renderer takes its own order for a line that mixes directions. */
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

/** Words into lines, as many as fit each. What does not fit into `maxLines` is cut, and the result not whole. */
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

/** The line, or as many of its words (of one word, characters) as fit before an ellipsis. */
function cut(line: string, fits: (line: string) => boolean): string {
  let kept = line.replace(/…$/, '')
  let shown = line
  while (!fits(shown) && kept.length > 1) {
    kept = kept.includes(' ') ? kept.slice(0, kept.lastIndexOf(' ')) : kept.slice(0, -1)
    shown = `${kept}…`
  }
  return shown
}
