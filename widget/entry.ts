/** The script's only side effects: the element is registered, and quotations and tags become boxes. */
import { FactBoxElement } from './FactBoxElement.ts'
import { script, warn } from './script.ts'
import { insertFactBox, upgradeQuotations, watchQuotations } from './script-tag.ts'

try {
  // An engine without these keeps the page's own fallback.
  if (CSS.supports('color:light-dark(red,red)') && CSS.supports('width:1cqi') && 'hasOwn' in Object) {
    // Whichever version came first stays: its elements take a newer box too.
    if (!customElements.get('fact-box')) {
      customElements.define('fact-box', FactBoxElement)
      watchQuotations()
    }
    if (FACT_BOX || script?.hasAttribute('data-topic')) insertFactBox()
    upgradeQuotations()
  }
} catch (error) {
  warn(error)
}

export { FactBoxElement }
