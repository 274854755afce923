/**
 * `<fact-box>`: attributes and data in, a view in an open shadow root out. Shows the host's own children until there is
 * something better, and never throws into the page, which events tell how it went.
 */

import type { ComponentChild } from 'preact'
import { hydrate, render } from 'preact'
import type { Box } from '../data/wire.ts'
import type { Config } from './config.ts'
import { ATTRIBUTES, parseConfig } from './config.ts'
import { loadBox } from './load-box.ts'
import { readAction } from './reader-action.ts'
import { source, warn } from './script.ts'
import { LANGS } from './strings/languages.ts'
import { sheet } from './styles/sheet.ts'
import { FactBox, identify } from './views/FactBox.tsx'
import { Failure } from './views/Failure.tsx'

/** Data are fetched when a box comes so near to what the reader sees. */
const NEAR = '999px'
/** By then a browser has begun to paint what was drawn; frames are not asked for, since a hidden page has none. */
const PAINT_MS = 50

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
  #observer: IntersectionObserver | undefined

  constructor() {
    super()
    this.#shadow.addEventListener('click', (event) => {
      const action = readAction(event as MouseEvent, this.#shadow)
      if (action) this.#tell(...action)
    })
  }

  attributeChangedCallback(): void {
    // Before the first connection there is nothing to bring in line.
    if (this.#config && this.isConnected) this.connectedCallback()
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect()
  }

  /** Brings what is shown in line with attributes and data; what a reader opened stays open. */
  async connectedCallback(): Promise<void> {
    const config = parseConfig(
      (attribute) => this.getAttribute(attribute),
      source,
      warn,
      LANGS.find((lang) => this.matches(`:lang(${lang})`)),
    )
    this.#config = config
    const embedded = Object.hasOwn(this, 'box') ? this.box : undefined
    const { topic = embedded?.topic, release } = config
    try {
      this.#shadow.adoptedStyleSheets = [sheet]
      if (!this.#shadow.firstChild) render(<slot />, this.#shadow)
      const isHere = embedded?.topic === topic && (!release || embedded?.release === +release)
      if (!topic) throw Error('no topic')
      if (!isHere) await this.#approach()
      const path = release ? `${topic}/releases/${release}` : topic
      const box = (isHere && embedded) || (await loadBox(`${source.origin}/v1/topics/${path}/box`))
      if (box.topic !== topic) throw Error(`no box of ${topic}`)
      if (config !== this.#config) return
      const identity = identify(box, config)
      // What is closed comes in a task of its own: a slow phone paints the rest before, and answers in between.
      if (!this.#shadow.querySelector('section')) {
        this.#show(FactBox(box, config, 'open'), identity)
        await new Promise((resolve) => setTimeout(resolve, PAINT_MS))
        if (config !== this.#config) return
      }
      this.#show(FactBox(box, config), identity)
      this.#offerAll()
      this.#tell('ready', { release: box.release })
    } catch (error) {
      if (config !== this.#config) return
      // A declared box is better than a notice.
      if (!this.#isDeclared)
        this.#show(Failure(config.language, (error as Error)?.cause, () => this.connectedCallback()))
      this.#tell('error', { error })
    }
  }

  /** Resolves when the reader is near, which is never while something above the box hides it. */
  #approach(): Promise<void> {
    this.#observer?.disconnect()
    return new Promise((resolve) => {
      this.#observer = new IntersectionObserver(
        (entries, observer) => {
          if (!entries.some(({ isIntersecting }) => isIntersecting)) return
          observer.disconnect()
          resolve()
        },
        { rootMargin: NEAR },
      )
      this.#observer.observe(this)
    })
  }

  /** Takes over what was declared where it is just this, with all its nodes, and otherwise replaces it. */
  #show(view: ComponentChild, identity?: string): void {
    const focused = this.#shadow.activeElement
    const isThis = this.#isDeclared && this.#shadow.querySelector('section')?.dataset.of === identity
    if (this.#isDeclared && !isThis) this.#shadow.replaceChildren()
    this.#isDeclared = false
    ;(isThis ? hydrate : render)(view, this.#shadow)
    if (focused && !this.#shadow.activeElement) this.#shadow.querySelector('section')?.focus()
  }

  /** The button below a box with a height of its own, where that cuts something off. */
  #offerAll(): void {
    const [article, all] = (this.#shadow.querySelector('section')?.children ?? []) as HTMLElement[]
    if (article && all) all.hidden = article.scrollHeight <= article.clientHeight
  }

  #tell(event: string, detail: object): void {
    this.dispatchEvent(
      new CustomEvent(`fact-box:${event}`, {
        bubbles: true,
        composed: true,
        detail: { topic: this.#config?.topic ?? this.box?.topic, ...detail },
      }),
    )
  }
}
