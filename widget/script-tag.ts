/** The one tag: puts a box where its script tag stands, or where `data-target` says. */
import type { Box } from '../data/wire.ts'
import { ATTRIBUTES } from './config.ts'
import { script, warn } from './script.ts'

/** `box` is absent for `/widget.js` with a `data-topic`: the element then fetches its data. */
export function insertFactBox(box: Box | undefined): void {
  const element = document.createElement('fact-box')
  for (const attribute of ATTRIBUTES) {
    const value = script?.getAttribute(`data-${attribute}`)
    if (value) element.setAttribute(attribute, value)
  }
  // Assigned, not called: another version of the element takes it just as well, even one that is defined later.
  if (box) Object.assign(element, { box })
  place(element)
}

/** What has no place yet waits for the rest of the page, and then goes to the next best place, with a warning. */
function place(element: Element): void {
  const selector = script?.getAttribute('data-target')
  const target = selector && findTarget(selector)
  const isInBody = document.body?.contains(script)
  if (target) target.append(element)
  else if (isInBody && !selector) script!.after(element)
  else if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => place(element))
  else {
    warn(
      selector ? `data-target="${selector}" matches nothing` : 'the script tag is not in <body>; its box ends the page',
    )
    if (isInBody) script!.after(element)
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
