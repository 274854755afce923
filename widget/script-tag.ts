/**
 * A tag puts a box in its own place, or where `data-target` says, unless its topic has a quotation on the page. What it drew before
 * the page was copied or saved is not drawn a second time.
 */
import { createElement } from './create-element.ts'
import { QUOTATION } from './quotation.ts'
import { script, warn } from './script.ts'

/** Without a box of its own the element fetches its data. */
export function insertFactBox(): void {
  const selector = script?.getAttribute('data-target')
  const isInBody = script?.closest('body')
  const target = selector && findTarget(selector)
  // What has no place yet waits for the rest of the page, and then goes to the next best place, with a warning.
  if (!target && (selector || !isInBody)) {
    if (document.readyState === 'loading') {
      addEventListener('DOMContentLoaded', insertFactBox)
      return
    }
    if (!hasQuotation()) warn(`no place for the box at ${selector ?? 'its script tag'}`)
  }
  if (hasQuotation()) return
  const before = target
    ? target.lastElementChild
    : isInBody
      ? script?.nextElementSibling
      : document.body.lastElementChild
  const element = createElement(script, isDrawnByTag(before) ? before : undefined)
  if (element === before) return
  if (target) target.append(element)
  else if (isInBody) script?.after(element)
  else document.body.append(element)
}

function hasQuotation(): boolean {
  const topic = FACT_BOX?.topic ?? script?.dataset.topic
  return !!document.querySelector(`${QUOTATION}[data-topic="${topic}"]`)
}

/** A page's own element says its topic and no origin. */
function isDrawnByTag(element: Element | null | undefined): element is HTMLElement {
  const topic = FACT_BOX?.topic ?? script?.dataset.topic
  const drawn = element?.localName === 'fact-box' ? element.getAttribute('topic') : undefined
  return drawn === null || (drawn === topic && !!element?.hasAttribute('origin'))
}

/** Null for a selector that matches nothing, or is none. */
function findTarget(selector: string): Element | null {
  try {
    return document.querySelector(selector)
  } catch {
    return null
  }
}
