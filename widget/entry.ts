/** The script's only side effects: it registers the element and turns quotations and tags into boxes. */
import { FactBoxElement } from './FactBoxElement.ts'
import { upgradeQuotations, watchQuotations } from './quotation.ts'
import { script } from './script.ts'
import { insertFactBox } from './script-tag.ts'

// Other engines keep the page's fallback. Container queries need no test: they are older than `light-dark()`.
if (CSS.supports('color:light-dark(red,red)') && 'hasOwn' in Object && 'adoptedStyleSheets' in document) {
  // The first version that runs stays registered; its elements accept a newer box too.
  if (!customElements.get('fact-box')) {
    customElements.define('fact-box', FactBoxElement)
    watchQuotations()
  }
  if (FACT_BOX || script?.dataset.topic) insertFactBox()
  upgradeQuotations()
}

export { FactBoxElement }
