/**
 * Quotations with `data-topic` become boxes where they stand. Whoever made the quotation may go on with it: it stays in its place
 * with its text, and gets a child and a shadow root, which shows the text until that child has drawn its box.
 */
import { h, render } from 'preact'
import { createElement } from './create-element.ts'
import { keepRoom } from './keep-room.ts'
import { adoptSheet } from './styles/sheet.ts'

export const QUOTATION = 'blockquote.fact-box[data-topic]'

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
  adoptSheet(shadow)
  const place = h('slot', { name: 'box', key: 'box' })
  render([h('slot', { key: 'text' }), place], shadow)
  const reserved = quotation.offsetHeight
  // A copy or a saved page has it already.
  const element = createElement(quotation, quotation.querySelector<HTMLElement>(':scope>fact-box') ?? undefined)
  element.slot = 'box'
  const showBox = () => {
    render([place], shadow)
    keepRoom(element, reserved)
  }
  element.addEventListener('fact-box:ready', showBox, { once: true })
  quotation.append(element)
}
