/**
 * Quotations with `data-topic` become boxes where they stand. Whoever made the quotation may go on with it: it stays in its place
 * with its text, and gets a child and a shadow root, which shows the text until that child has drawn its box.
 */
import { createElement } from './create-element.ts'
import { keepRoom } from './keep-room.ts'

export const QUOTATION = 'blockquote.fact-box[data-topic]'

/** The page's looks for quotations go, since the box stands on the page itself; margins above and below stay. */
const RESET = `:host{margin-inline:0!important;padding:0!important;border:0!important;background:none!important;box-shadow:none!important;
color:inherit!important;font:inherit!important;text-align:inherit!important;max-inline-size:none!important}
:host::before,:host::after{content:none!important}`

/** Those that are on the page, and those that come later. */
export function upgradeQuotations(): void {
  for (const quotation of document.querySelectorAll<HTMLElement>(QUOTATION)) {
    // One inside the element is its fallback.
    if (!quotation.shadowRoot && !quotation.closest('fact-box')) upgrade(quotation)
  }
}

export function watchQuotations(): void {
  // Not `document`, which may be a stand-in.
  new MutationObserver(upgradeQuotations).observe(document.documentElement.getRootNode(), {
    childList: true,
    subtree: true,
  })
}

function upgrade(quotation: HTMLElement): void {
  const shadow = quotation.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(RESET)
  shadow.adoptedStyleSheets = [sheet]
  const text = document.createElement('slot')
  const place = document.createElement('slot')
  place.name = 'box'
  shadow.append(text, place)
  const reserved = quotation.offsetHeight
  // A copy or a saved page has it already.
  const element = createElement(quotation, quotation.querySelector<HTMLElement>(':scope > fact-box') ?? undefined)
  element.slot = 'box'
  const showBox = () => {
    text.remove()
    keepRoom(quotation, reserved)
  }
  element.addEventListener('fact-box:ready', showBox, { once: true })
  quotation.append(element)
}
