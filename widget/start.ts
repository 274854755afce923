/** The script's only side effects: the element is registered, and quotations and tags become boxes. */
import { FactBoxElement } from './FactBoxElement.ts'
import { letPageLoad } from './let-page-load.ts'
import { upgradeQuotations, watchQuotations } from './quotation.ts'
import { script } from './script.ts'
import { insertFactBox } from './script-tag.ts'

export function start(): void {
  // An engine without these keeps the page's own fallback. Container queries are older than `light-dark()`.
  if (CSS.supports('color:light-dark(red,red)') && 'hasOwn' in Object && 'adoptedStyleSheets' in document) {
    // Whichever version came first stays.
    if (!customElements.get('fact-box')) {
      // First, since it throws where there are no observers, which the element needs too.
      watchQuotations()
      customElements.define('fact-box', FactBoxElement)
    }
    if (RENDERED || script?.dataset.topic) insertFactBox()
    if (RENDERED) letPageLoad(upgradeQuotations)
    else upgradeQuotations()
  }
}
