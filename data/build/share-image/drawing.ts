/** The shapes of the share image in SVG, and its timeline: one line, with the major events and their dates. */
import type { BoxMark, Topic } from '../../schema/api.ts'
import { buildTimeline } from '../box-timeline.ts'
import { describeDate } from '../dates.ts'

export const WIDTH = 1200
export const HEIGHT = 630
export const MARGIN = 72

export const COLORS = {
  paper: '#fdfcf9',
  ink: '#15181c',
  soft: '#556677',
  faint: '#b3bcc4',
  rule: '#d6d3cb',
  accent: '#bb2211',
} as const

/** `serif` for names, `naskh` for names in Arabic script, `strong` for labels, `plain` for the rest. */
export type Face = 'plain' | 'strong' | 'serif' | 'naskh'

/** Depends on the fonts: the width of words in pixels, and whether the fonts have all their letters. */
export interface Fonts {
  measure: (words: string, face: Face, size: number) => number
  canWrite: (words: string) => boolean
}

const FACES = {
  plain: { family: 'Noto Sans', weight: 400 },
  strong: { family: 'Noto Sans', weight: 700 },
  serif: { family: 'Source Serif 4', weight: 700 },
  naskh: { family: 'Noto Naskh Arabic', weight: 700 },
} as const satisfies Record<Face, { family: string; weight: number }>

export interface TextStyle {
  x: number
  /** Position of the baseline. */
  y: number
  size: number
  color: string
  face?: Face
  anchor?: 'start' | 'middle' | 'end'
}

export function text(words: string, { x, y, size, color, face = 'plain', anchor = 'start' }: TextStyle): string {
  const { family, weight } = FACES[face]
  return `<text x="${round(x)}" y="${round(y)}" font-family="${family}" font-weight="${weight}" font-size="${size}" fill="${color}" text-anchor="${anchor}">${escapeText(words)}</text>`
}

export function rectangle(x: number, y: number, width: number, height: number, color: string): string {
  return `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" fill="${color}"/>`
}

export function line(from: number, to: number, y: number, color: string, thickness: number): string {
  return rectangle(from, y - thickness / 2, to - from, thickness, color)
}

function circle(x: number, y: number, radius: number, color: string): string {
  return `<circle cx="${round(x)}" cy="${y}" r="${radius}" fill="${color}" stroke="${COLORS.paper}" stroke-width="4"/>`
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

function escapeText(words: string): string {
  return words.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}

interface Place {
  left: number
  width: number
  /** Position of the line, in pixels from the top. */
  axis: number
  /** Font size of the dates. */
  size: number
}

/** Draws the timeline. Empty if no event has a date. */
export function drawTime(topic: Topic, { measure }: Fonts, { left, width, axis, size }: Place): string[] {
  const timeline = buildTimeline(topic)
  if (!timeline?.dated[0]) return []
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
      const [first, last] = [left + half, left + width - half]
      const middle = Math.min(Math.max(at(mark.from), first), last)
      // `measure` returns the width of the ink, less than the advance width: at the ends of the line, the renderer aligns.
      const anchor = middle === first ? 'start' : middle === last ? 'end' : 'middle'
      const x = anchor === 'start' ? left : anchor === 'end' ? left + width : middle
      return { words, x, anchor, from: middle - half, to: middle + half }
    }).map(({ words, x, anchor }) =>
      text(words, { x, y: axis + 22 + size, face: 'strong', size, color: COLORS.ink, anchor }),
    ),
  ]
}

interface Label extends Required<Pick<TextStyle, 'x' | 'anchor'>> {
  words: string
  from: number
  to: number
}

/** In pixels. */
const LABEL_GAP = 24

/** Keeps the labels that have room after the previous one. */
function labelMarks(marks: BoxMark[], place: (mark: BoxMark) => Label): Label[] {
  const placed: Label[] = []
  for (const label of marks.map(place)) {
    if (label.from > (placed.at(-1)?.to ?? -LABEL_GAP) + LABEL_GAP) placed.push(label)
  }
  return placed
}
