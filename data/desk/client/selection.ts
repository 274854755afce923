/** From what is selected in a source to a place in its normalised body. */

export interface Place {
  start: number
  end: number
}

const WORD = /[\p{L}\p{M}\p{N}]/u

/** The selection inside `root`, whose pieces of text know their place in `data-at`. Absent when nothing is selected. */
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

/** Whether it was drawn from its end to its start, as a drag to the left does. */
export function isSelectedBackward(): boolean {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0) return false
  const { startContainer, startOffset } = selection.getRangeAt(0)
  return selection.anchorNode !== startContainer || selection.anchorOffset !== startOffset
}

/** Selects `place` again where a selection inside `root` has come to stand elsewhere. */
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

/** The drawn text that holds the character at `at`. */
function findText(root: HTMLElement, at: number): { text: Node; offset: number } | undefined {
  const piece = [...root.querySelectorAll<HTMLElement>('[data-at]')].findLast((each) => Number(each.dataset.at) <= at)
  return piece?.firstChild ? { text: piece.firstChild, offset: at - Number(piece.dataset.at) } : undefined
}

/** A triple click selects to the beginning of the next paragraph, which is no text. */
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

/** Whole words, without the space at either end. Absent when nothing is left. */
export function trimPlace(body: string, { start, end }: Place): Place | undefined {
  let [from, to] = [Math.max(0, start), Math.min(end, body.length)]
  while (from < to && /\s/.test(body.charAt(from))) from++
  while (to > from && /\s/.test(body.charAt(to - 1))) to--
  if (from >= to) return undefined
  while (from > 0 && WORD.test(body.charAt(from - 1)) && WORD.test(body.charAt(from))) from--
  while (to < body.length && WORD.test(body.charAt(to - 1)) && WORD.test(body.charAt(to))) to++
  return { start: from, end: to }
}

/** Sentences, for choosing by keyboard. */
export function listSentences(body: string, language: string): Place[] {
  return [...new Intl.Segmenter([language, 'en'], { granularity: 'sentence' }).segment(body)].map(
    ({ segment, index }) => ({
      start: index,
      end: index + segment.trimEnd().length,
    }),
  )
}
