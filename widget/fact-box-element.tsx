/**
 * `<fact-box>`: attributes and data in, a view in an open shadow root out. Shows the host's own children until there is
 * something better, and never throws into the page, which `fact-box:ready` and `fact-box:error` tell how it went.
 */

import type { ComponentChild } from 'preact'
import { render } from 'preact'
import type { Box } from '../data/wire.ts'
import type { Config } from './config.ts'
import { ATTRIBUTES, parseConfig } from './config.ts'
import { loadBox } from './load-box.ts'
import { origin, warn } from './script.ts'
import { sheet } from './styles/sheet.ts'
import { FactBox } from './views/FactBox.tsx'
import { Failure } from './views/Failure.tsx'

export class FactBoxElement extends HTMLElement {
  static observedAttributes = ATTRIBUTES
  /**
   * The data, from whoever has them already; without them, the element fetches its topic's. A plain property, which may
   * be assigned before the element is defined, and is read when it comes into the page or an attribute changes.
   */
  declare box?: Box
  /** Whether the root holds what the page's HTML declared in it, a finished box of some version. */
  #isDeclared = !!this.shadowRoot
  #shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  /** What is being shown or waited for: an answer to anything older comes too late. */
  #config: Config | undefined

  attributeChangedCallback(): void {
    // Before the first connection there is nothing to bring in line.
    if (this.#config) this.connectedCallback()
  }

  /** Brings what is shown in line with attributes and data; what a reader opened stays open. */
  async connectedCallback(): Promise<void> {
    const config = parseConfig((attribute) => this.getAttribute(attribute), origin, warn)
    const { topic = this.box?.topic } = config
    this.#config = config
    const show = (view: ComponentChild, event: string, detail: object) => {
      if (config !== this.#config) return
      if (this.#isDeclared) this.#shadow.replaceChildren()
      this.#isDeclared = false
      render(view, this.#shadow)
      this.dispatchEvent(new CustomEvent(`fact-box:${event}`, { bubbles: true, composed: true, detail }))
    }
    try {
      this.#shadow.adoptedStyleSheets = [sheet]
      if (!this.#shadow.firstChild) render(<slot />, this.#shadow)
      const box = (this.box?.topic === topic && this.box) || (await loadBox(`${origin}/v1/topics/${topic}/box`))
      show(FactBox(box, config), 'ready', { topic, release: box.release })
    } catch (error) {
      show(
        Failure(config.strings, () => this.connectedCallback()),
        'error',
        { topic, error },
      )
    }
  }
}
