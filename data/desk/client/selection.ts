/**
 * Passages of a source's text: the selected one, by mouse or keyboard (up and down choose sentences, left and right move by
 * words, Shift moves the end), and the marked ones, which are cited.
 */
import type { Path } from '../../checks/finding.ts'
import type { Content, SourceLine } from '../api.ts'
import { isFields } from '../merge.ts'
import { samePath } from './paths.ts'

export interface Place {
  start: number
  end: number
}

const WORD = /[\p{L}\p{M}\p{N}]/u

/** Reads the selection inside `root`, whose text pieces have their offset in `data-at`. Absent when nothing is selected. */
export function readSelection(root: HTMLElement, body: string): Place | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!root.contains(range.commonAncestorContainer)) return undefined
  const start = placeOf(root, range.startContainer, range.startOffset, 'start')
  const end = placeOf(root, range.endContainer, range.endOffset, 'end')
  return start === undefined || end === undefined ? undefined : trimPlace(body, { start, end })
}

export const isSamePlace = (a: Place | undefined, b: Place | undefined) => a?.start === b?.start && a?.end === b?.end

/** Whether the selection was made from its end to its start, for example by dragging to the left. */
export function isSelectedBackward(): boolean {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0) return false
  const { startContainer, startOffset } = selection.getRangeAt(0)
  return selection.anchorNode !== startContainer || selection.anchorOffset !== startOffset
}

/** Selects `place` again if the selection inside `root` has changed. */
export function restoreSelection(root: HTMLElement, body: string, place: Place, isBackward: boolean): void {
  const selection = getSelection()
  if (!selection?.anchorNode || !root.contains(selection.anchorNode)) return
  if (isSamePlace(readSelection(root, body), place)) return
  const start = findText(root, place.start)
  const end = findText(root, place.end - 1)
  if (!start || !end) return
  if (isBackward) selection.setBaseAndExtent(end.text, end.offset + 1, start.text, start.offset)
  else selection.setBaseAndExtent(start.text, start.offset, end.text, end.offset + 1)
}

/** Finds the text node with the character at `at`. */
function findText(root: HTMLElement, at: number): { text: Node; offset: number } | undefined {
  const piece = [...root.querySelectorAll<HTMLElement>('[data-at]')].findLast((each) => Number(each.dataset.at) <= at)
  return piece?.firstChild ? { text: piece.firstChild, offset: at - Number(piece.dataset.at) } : undefined
}

/** The offset in the body of a DOM position, which may be outside text: a triple click ends at the next paragraph. */
function placeOf(root: HTMLElement, node: Node, offset: number, side: 'start' | 'end'): number | undefined {
  const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-at]')
  if (node.nodeType === node.TEXT_NODE && piece) return Number(piece.dataset.at) + offset
  const pieces = [...root.querySelectorAll<HTMLElement>('[data-at]')]
  const boundary = node.childNodes[offset] ?? null
  const isBefore = (each: Node) =>
    boundary ? Boolean(boundary.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING) : true
  if (side === 'end') {
    const last = pieces.filter((each) => isBefore(each) && !boundary?.contains(each)).at(-1)
    return last && Number(last.dataset.at) + (last.textContent?.length ?? 0)
  }
  const first = pieces.find(
    (each) => node.contains(each) || Boolean(node.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING),
  )
  return first && Number(first.dataset.at)
}

/** Extends a place to whole words and trims space at both ends. Absent when nothing is left. */
export function trimPlace(body: string, { start, end }: Place): Place | undefined {
  let [from, to] = [Math.max(0, start), Math.min(end, body.length)]
  while (from < to && /\s/.test(body.charAt(from))) from++
  while (to > from && /\s/.test(body.charAt(to - 1))) to--
  if (from >= to) return undefined
  while (from > 0 && WORD.test(body.charAt(from - 1)) && WORD.test(body.charAt(from))) from--
  while (to < body.length && WORD.test(body.charAt(to - 1)) && WORD.test(body.charAt(to))) to++
  return { start: from, end: to }
}

/** Lists the sentences, for selecting by keyboard. */
export function listSentences(body: string, language: string): Place[] {
  return [...new Intl.Segmenter([language, 'en'], { granularity: 'sentence' }).segment(body)].map(
    ({ segment, index }) => ({
      start: index,
      end: index + segment.trimEnd().length,
    }),
  )
}

/** Returns the selection after a key press; absent when the key does not move it. */
export function moveSelection(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  sentences: Place[],
  body: string,
  place: Place | undefined,
): Place | undefined {
  const at = place ? sentences.findLastIndex(({ start }) => start <= place.start) : -1
  const last = place ? sentences.findLastIndex(({ start }) => start < place.end) : -1
  if (key === 'ArrowDown') {
    const next = sentences[(shiftKey ? last : at) + 1]
    return next && (shiftKey && place ? { start: place.start, end: next.end } : next)
  }
  if (key === 'ArrowUp') {
    const next = sentences[(shiftKey ? last : at) - 1]
    return next && (shiftKey && place ? { start: Math.min(place.start, next.start), end: next.end } : next)
  }
  if (!place || (key !== 'ArrowRight' && key !== 'ArrowLeft')) return undefined
  const isForward = key === 'ArrowRight'
  const edge = shiftKey ? place.end : place.start
  const moved = isForward ? body.indexOf(' ', edge + 1) : body.lastIndexOf(' ', edge - 2)
  const next = moved === -1 ? (isForward ? body.length : 0) : moved
  return trimPlace(body, shiftKey ? { start: place.start, end: next } : { start: next, end: place.end })
}

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
  /** The offset of its start in the body. */
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
  /** The class names. */
  name: string
}

/** Splits a line into pieces, each with the same marks throughout. */
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
