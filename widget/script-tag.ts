/**
 * The one tag and the quotation: quotations with `data-topic` become boxes where they stand, and a tag without one puts a box in
 * its own place, or where `data-target` says.
 */
import { OPTION_NAMES } from './options.ts'
import { script, warn } from './script.ts'

const QUOTATION = 'blockquote.fact-box[data-topic]'

/** Quotations added later become boxes too. */
export function watchQuotations(): void {
  new MutationObserver(upgradeQuotations).observe(document, { childList: true, subtree: true })
}

/** The quotation stays inside as the fallback. */
export function upgradeQuotations(): void {
  for (const quotation of document.querySelectorAll(QUOTATION)) {
    if (quotation.closest('fact-box')) continue
    const element = createElement(quotation)
    quotation.before(element)
    element.append(quotation)
  }
}

/** Nothing where a quotation of the topic is there already. Without a box of its own the element fetches its data. */
export function insertFactBox(): void {
  const topic = FACT_BOX?.topic ?? script?.dataset.topic
  if (document.querySelector(`${QUOTATION}[data-topic="${topic}"]`)) return
  place(createElement(script))
}

function createElement(source: Element | null): HTMLElement {
  const element = document.createElement('fact-box')
  for (const name of OPTION_NAMES) {
    const value = source?.getAttribute(`data-${name}`)
    if (value) element.setAttribute(name, value)
  }
  const topic = element.getAttribute('topic')
  // Assigned, not called: another version of the element takes it as well, even one that is defined later.
  if (FACT_BOX && (!topic || topic === FACT_BOX.topic)) Object.assign(element, { box: FACT_BOX })
  return element
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
