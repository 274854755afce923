/** Creates the element that the `data-` attributes of a tag or a quotation describe. */
import { OPTION_NAMES } from './options.ts'
import { type Claimed, origin, readOrigin, USED } from './script.ts'

/**
 * Topic and origin are set as attributes, so that a copy shows the same; the origin of another topic than the script's is that of
 * `cite`. `element` is used instead of a new one.
 */
export function createElement(
  source: Element | null,
  element: Claimed = document.createElement('fact-box'),
): HTMLElement {
  // For whichever version of the element was defined first.
  if (RENDERED) element[USED] = RENDERED
  for (const name of OPTION_NAMES) {
    const value = source?.getAttribute(`data-${name}`)
    if (value) element.setAttribute(name, value)
  }
  if (RENDERED && !element.getAttribute('topic')) element.setAttribute('topic', RENDERED.topic)
  const isOwn = RENDERED && element.getAttribute('topic') === RENDERED.topic
  element.setAttribute('origin', (!isOwn && readOrigin(source?.getAttribute('cite'))) || origin)
  return element
}
