/** The one tag: puts a box where its script tag stands, or where `data-target` says. */
import { ATTRIBUTES } from './config.ts'
import { script, warn } from './script.ts'

/** Without a box of its own, as in `/widget.js` with a `data-topic`: the element then fetches its data. */
export function insertFactBox(): void {
  const element = document.createElement('fact-box')
  for (const attribute of ATTRIBUTES) {
    const value = script?.getAttribute(`data-${attribute}`)
    if (value) element.setAttribute(attribute, value)
  }
  // Assigned, not called: another version of the element takes it just as well, even one that is defined later.
  if (FACT_BOX) Object.assign(element, { box: FACT_BOX })
  place(element)
}

/** What has no place yet waits for the rest of the page, and then goes to the next best place, with a warning. */
function place(element: Element): void {
  const selector = script?.getAttribute('data-target')
  const isInBody = script?.closest('body')
  const target = selector && findTarget(selector)
  if (target) target.append(element)
  else if ((selector || !isInBody) && document.readyState === 'loading') {
    addEventListener('DOMContentLoaded', () => place(element))
  } else {
    if (selector || !isInBody) warn(`no place for the box at ${selector ?? 'its script tag'}`)
    if (isInBody) script?.after(element)
    else document.body.append(element)
  }
}

/** Null for a selector that matches nothing, or is none. */
function findTarget(selector: string): Element | null {
  try {
    return document.querySelector(selector)
  } catch {
    return null
  }
}
