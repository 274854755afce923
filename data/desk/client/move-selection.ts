/** Choosing a passage by keyboard: sentences by up and down, words by left and right; Shift moves the end. Pure. */
import { type Place, trimPlace } from './selection.ts'

/** Absent when the key moves nothing. */
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
