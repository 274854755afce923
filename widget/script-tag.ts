/**
 * Inserts a box after the script's tag, or into `data-target`, unless the page has a quotation of the topic. A box that is already
 * there, because the page was copied or saved, is used again.
 */
import { createElement } from './create-element.ts'
import { letPageLoad } from './let-page-load.ts'
import { QUOTATION } from './quotation.ts'
import { type Claimed, script, USED, warn } from './script.ts'

/** The element fetches its data if the script has no box. */
export function insertFactBox(): void {
  const topic = CSS.escape(RENDERED?.topic ?? `${script?.dataset.topic}`)
  if (document.querySelector(`${QUOTATION}[data-topic="${topic}"]`)) return
  const selector = script?.dataset.target
  const tag = script?.closest('body') && script
  const target = selector && findTarget(selector)
  // Waits for a missing target until the page is parsed, then uses the next best place, with a warning.
  if (!target && (selector || !tag)) {
    if (document.readyState === 'loading') {
      addEventListener('DOMContentLoaded', insertFactBox)
      return
    }
    warn(`no place for the box at ${selector ?? 'its tag'}`)
  }
  const parent = target || (tag ? undefined : document.body)
  const next = parent ? parent.lastElementChild : tag?.nextElementSibling
  // Only elements inserted by a script have an origin; the page's own elements usually do not.
  const saved = `fact-box[origin][topic="${topic}"]`
  const drawn = next?.matches(`fact-box:not([topic]),${saved}`)
    ? (next as HTMLElement)
    : // Removed from its tag before this script ran.
      RENDERED && [...document.querySelectorAll<Claimed>(saved)].find((other) => !other[USED])
  // A comment keeps the place of a box that comes later: a loader may remove the tag.
  const place = RENDERED && !drawn ? document.createComment('') : createElement(script, drawn)
  if (drawn) return
  if (parent) parent.append(place)
  else tag?.after(place)
  if (RENDERED) letPageLoad(() => place.replaceWith(createElement(script)))
}

/** Returns null if the selector is invalid or matches nothing. */
function findTarget(selector: string): Element | null {
  try {
    return document.querySelector(selector)
  } catch {
    return null
  }
}
