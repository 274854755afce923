/**
 * A tag puts a box in its own place, or where `data-target` says, unless its topic has a quotation on the page. A box that it
 * rendered before the page was copied or saved is not inserted again.
 */
import { createElement } from './create-element.ts'
import { QUOTATION } from './quotation.ts'
import { script, warn } from './script.ts'

/** Without a box of its own the element fetches its data. */
export function insertFactBox(): void {
  const topic = CSS.escape(FACT_BOX?.topic ?? `${script?.dataset.topic}`)
  if (document.querySelector(`${QUOTATION}[data-topic="${topic}"]`)) return
  const selector = script?.dataset.target
  const tag = script?.closest('body') && script
  const target = selector && findTarget(selector)
  // A missing target is awaited until the page is parsed; then the next best place is used, with a warning.
  if (!target && (selector || !tag)) {
    if (document.readyState === 'loading') {
      addEventListener('DOMContentLoaded', insertFactBox)
      return
    }
    warn(`no place for the box at ${selector ?? 'its tag'}`)
  }
  const parent = target || (tag ? undefined : document.body)
  const next = parent ? parent.lastElementChild : tag?.nextElementSibling
  // A page's own element says its topic and no origin.
  const saved = `fact-box[origin][topic="${topic}"]`
  const drawn = next?.matches(`fact-box:not([topic]),${saved}`)
    ? (next as HTMLElement)
    : // Removed from its tag before the tag gave it the box of this script.
      [...document.querySelectorAll<HTMLElement & { box?: unknown }>(saved)].find((other) => FACT_BOX && !other.box)
  const element = createElement(script, drawn)
  if (drawn) return
  if (parent) parent.append(element)
  else tag?.after(element)
}

/** Null for a selector that is invalid or matches nothing. */
function findTarget(selector: string): Element | null {
  try {
    return document.querySelector(selector)
  } catch {
    return null
  }
}
