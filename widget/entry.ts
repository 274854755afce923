/** The script's only side effects: the element is registered, and a box is put in place of a tag that asks for one. */
import { FactBoxElement } from './fact-box-element.tsx'
import { script, warn } from './script.ts'
import { insertFactBox } from './script-tag.ts'

try {
  // Whichever version came first stays: its elements take a newer box too.
  if (!customElements.get('fact-box')) customElements.define('fact-box', FactBoxElement)
  if (FACT_BOX || script?.hasAttribute('data-topic')) insertFactBox()
} catch (error) {
  warn(error)
}

export { FactBoxElement }
