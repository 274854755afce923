/** What is marked in a source's text: every passage that anything cites, and those of the item that has the focus. */
import type { Path } from '../../checks/finding.ts'
import type { Content, SourceLine } from '../api.ts'
import { isFields, samePath } from './paths.ts'
import type { Place } from './selection.ts'

export interface Mark extends Place {
  isActive: boolean
}

export function listMarks(content: Content, active: Path | undefined, article: string): Mark[] {
  const marks: Mark[] = []
  const visit = (value: unknown, isActive: boolean, path: Path) => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, isActive, [...path, index])
    else if (isFields(value)) {
      const isInActive = isActive || (active !== undefined && samePath(path, active))
      const locator = value.locator as Place | undefined
      if (value.article === article && locator)
        marks.push({ start: locator.start, end: locator.end, isActive: isInActive })
      for (const [key, item] of Object.entries(value)) visit(item, isInActive, [...path, key])
    }
  }
  visit(content, false, [])
  return marks
}

export interface PlacedLine extends SourceLine {
  /** Where it begins in the body. */
  at: number
}

export function placeLines(lines: SourceLine[]): PlacedLine[] {
  let at = 0
  return lines.map((line) => {
    const placed = { ...line, at }
    at += line.text.length + 1
    return placed
  })
}

export interface Piece {
  at: number
  text: string
  /** For its class. */
  name: string
}

/** A line in pieces that are all marked alike. */
export function splitLine(
  at: number,
  text: string,
  marks: Mark[],
  place: Place | undefined,
  shown: Place | undefined,
): Piece[] {
  const all = [...marks, ...(place ? [place] : []), ...(shown ? [shown] : [])]
  const inner = all.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > at && edge < at + text.length)
  const cuts = [...new Set([at, ...inner, at + text.length])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const covers = (mark: Place | undefined) => mark !== undefined && mark.start <= start && start < mark.end
    const names = [
      marks.some(covers) && 'cited',
      marks.some((mark) => mark.isActive && covers(mark)) && 'active',
      covers(place) && 'chosen',
      covers(shown) && 'shown',
    ]
    return {
      at: start,
      text: text.slice(start - at, (cuts[index + 1] ?? 0) - at),
      name: names.filter(Boolean).join(' '),
    }
  })
}
