/** Creates the element that the `data-` attributes of a tag or a quotation describe. */
import { OPTION_NAMES } from './options.ts'
import { origin, readOrigin } from './script.ts'

/**
 * Sets the options of `source` on `element`, and the script's own box if the topic is the same. Topic and origin become
 * attributes, so that a copy of the element shows the same; for another topic, the origin is that of the attribute `cite`.
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
  // A property works with any version of the element, even if it is defined later.
  if (FACT_BOX && isOwn) element.box = FACT_BOX
  return element
}
