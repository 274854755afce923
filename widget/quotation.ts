/**
 * Turns quotations with `data-topic` into boxes in place. The box is in the quotation's shadow root: children and attributes do
 * not change, so a framework that rendered or hydrates the quotation sees no difference. The text is shown until the box is
 * rendered, and stays if it cannot be.
 */
import { createElement } from './create-element.ts'
import { keepRoom } from './keep-room.ts'
import { USED, warn } from './script.ts'
import { adoptSheet } from './styles/sheet.ts'

export const QUOTATION = 'blockquote.fact-box[data-topic]'

/** Upgrades the quotations now on the page; `watchQuotations` upgrades quotations added later. */
export function upgradeQuotations(): void {
  for (const quotation of document.querySelectorAll<HTMLElement & { [USED]?: true }>(QUOTATION)) {
    // A quotation inside the element is its fallback. `attachShadow` replaces a declarative root, which a saved page may have.
    if (quotation[USED] || quotation.closest('fact-box')) continue
    quotation[USED] = true
    try {
      upgrade(quotation)
    } catch (error) {
      warn(error)
    }
  }
}

export function watchQuotations(): void {
  // Not `document`, which a sandbox may have replaced.
  new MutationObserver(upgradeQuotations).observe(document.documentElement.getRootNode(), {
    childList: true,
    subtree: true,
  })
}

function upgrade(quotation: HTMLElement): void {
  let reserved = quotation.offsetHeight
  const text = document.createElement('slot')
  const element = createElement(quotation)
  // Lets the page style the box's parts as parts of its quotation.
  element.setAttribute('exportparts', 'box,section,title')
  element.addEventListener('fact-box:ready', () => {
    text.remove()
    // Needed if the quotation has moved to another document.
    adoptSheet(shadow)
    keepRoom(element, reserved)
    reserved = 0
  })
  // Nothing may fail between these two lines: a root without a slot hides the text.
  const shadow = quotation.attachShadow({ mode: 'open' })
  shadow.append(text, element)
}
