/**
 * `<fact-box>`: attributes and data in, a view in an open shadow root out. Shows the host's own children until there is
 * something better, and never throws into the page, which `fact-box:ready` and `fact-box:error` tell how it went.
 */
import type { Box } from '../data/wire.ts'
import { ATTRIBUTES, parseConfig } from './config.ts'
import type { Config } from './config.ts'
import { createContext } from './context.ts'
import { render } from './dom.ts'
import { limitHeight, openSource, showAll } from './interaction.ts'
import { loadBox } from './load-box.ts'
import { origin, warn } from './script.ts'
import { en } from './strings/en.ts'
import { adoptStyles } from './styles/adopt-styles.ts'
import { FactBox } from './views/FactBox.tsx'
import { Failure } from './views/Failure.tsx'

export class FactBoxElement extends HTMLElement {
  static observedAttributes = ATTRIBUTES
  #shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  #box: Box | undefined
  /** What is being shown or waited for: an answer to anything older comes too late. */
  #config: Config | undefined

  /** The data, from whoever has them already; without them, the element fetches its topic's. */
  get box(): Box | undefined {
    return this.#box
  }

  set box(box: Box | undefined) {
    this.#box = box
    this.#update()
  }

  connectedCallback(): void {
    const { box } = this
    // Assigned before the element was defined, it is a plain property that hides the accessor.
    delete (this as { box?: Box }).box
    this.#box = box
    this.#shadow.addEventListener('click', this.#onClick)
    this.#shadow.addEventListener('focusin', this.#onFocus)
    this.#update()
  }

  attributeChangedCallback(): void {
    this.#update()
  }

  /** Brings what is shown in line with attributes and data. */
  async #update(): Promise<void> {
    if (!this.isConnected) return
    const config = parseConfig((attribute) => this.getAttribute(attribute), origin, warn)
    this.#config = config
    const { topic = this.#box?.topic } = config
    try {
      if (topic && topic === this.#box?.topic) return this.#show(this.#box, config)
      // A declarative shadow root holds a finished box already.
      if (!this.#shadow.firstChild) render(<slot />, this.#shadow)
      if (!topic) return warn('the attribute topic is missing')
      const box = await loadBox(origin, topic)
      if (config === this.#config) this.#show(box, config)
    } catch (error) {
      if (config !== this.#config) return
      adoptStyles(this.#shadow)
      render([<slot />, <Failure theme={config.theme} strings={en} />], this.#shadow)
      this.#tell('error', { topic, error })
    }
  }

  #show(box: Box, config: Config): void {
    adoptStyles(this.#shadow)
    render(<FactBox context={createContext(box, config)} />, this.#shadow)
    limitHeight(this.#shadow, config.maxHeight)
    this.#tell('ready', { topic: box.topic, release: box.release })
  }

  #tell(name: 'ready' | 'error', detail: object): void {
    this.dispatchEvent(new CustomEvent(`fact-box:${name}`, { bubbles: true, composed: true, detail }))
  }

  #onClick = (event: Event): void => {
    const pressed = (event.target as Element).closest('a,button')
    // The host's own children are shown through a slot: their clicks pass here too, and are not ours.
    if (!pressed || !this.#shadow.contains(pressed)) return
    const [, id] = pressed.getAttribute('href')?.split(/^#/) ?? []
    if (pressed.className === 'retry') this.#update()
    else if (id || pressed.className === 'more') showAll(this.#shadow)
    if (!id) return
    event.preventDefault()
    openSource(this.#shadow, id)
  }

  /** Nobody may be led by the keyboard to something that is cut off. */
  #onFocus = (event: Event): void => {
    if ((event.target as Element).className !== 'more') showAll(this.#shadow)
  }
}
