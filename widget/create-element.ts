/** The element that a tag or a quotation asks for by its `data-` attributes. */
import { OPTION_NAMES } from './options.ts'
import { origin, readOrigin } from './script.ts'

/**
 * Gets the box of this script if that is of its topic. Topic and origin are set as attributes, so that a copy shows the same;
 * the origin of another topic is that of `cite`. `element` is used instead of a new one.
 */
export function createElement(
  source: Element | null,
  element: HTMLElement & { box?: unknown } = document.createElement('fact-box'),
): HTMLElement {
  for (const name of OPTION_NAMES) {
    const value = source?.getAttribute(`data-${name}`)
    if (value) element.setAttribute(name, value)
  }
  const topic = element.getAttribute('topic')
  const isOwn = !topic || topic === FACT_BOX?.topic
  element.setAttribute('origin', (!isOwn && readOrigin(source?.getAttribute('cite'))) || origin)
  // A property works with any version of the element, even one that is defined later.
  if (FACT_BOX && isOwn) element.box = FACT_BOX
  return element
}
