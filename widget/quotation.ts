/**
 * Turns quotations with `data-topic` into boxes in place. The box is in the quotation's shadow root: children and attributes do
 * not change, so a framework that rendered or hydrates the quotation sees no difference. The text is shown until the box is
 * rendered, and stays if it cannot be.
 */
import { createElement } from './create-element.ts'
import { keepRoom } from './keep-room.ts'
import { OPTION_NAMES } from './options.ts'
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

/**
 * Again when the page makes another quotation of it, as libraries that update a page in place do: its new text, and then that
 * topic's box.
 */
function upgrade(quotation: HTMLElement): void {
  let shadow: ShadowRoot | undefined
  const show = () => {
    let reserved = quotation.offsetHeight
    const text = document.createElement('slot')
    const element = createElement(quotation)
    // The page styles the box's parts as those of its quotation.
    element.setAttribute('exportparts', 'box,section,title')
    element.addEventListener('fact-box:ready', () => {
      // Where a library has replaced `remove`, it throws for what is nowhere.
      element.previousSibling?.remove()
      // Again in another document.
      adoptSheet(root)
      keepRoom(element, reserved)
      reserved = 0
    })
    // Nothing may fail between these: without a slot the root hides the text.
    shadow ??= quotation.attachShadow({ mode: 'open' })
    const root = shadow
    root.replaceChildren(text, ...(quotation.matches(QUOTATION) ? [element] : []))
  }
  show()
  new MutationObserver(show).observe(quotation, {
    attributeFilter: OPTION_NAMES.map((name) => `data-${name}`),
  })
}

export function watchQuotations(): void {
  // Not `document`, which a sandbox may have replaced.
  new MutationObserver(upgradeQuotations).observe(document.documentElement.getRootNode(), {
    childList: true,
    subtree: true,
  })
}
