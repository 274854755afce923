/**
 * `<fact-box>`: renders attributes and data as a box in an open shadow root. The element's children are shown until the box is
 * rendered. Throws nothing into the page; events report success and failure.
 */
import type { Box as BoxData } from '../data/schema/api.ts'
import type { createLiveBox, LiveBox } from './draw-box.ts'
import { loadBox } from './fetch-box.ts'
import { ATTRIBUTES, type Options, parseOptions } from './options.ts'
import { readLang } from './page-ground.ts'
import { canStandIn, findRendered, isRendered, type RenderedBox, showRendered } from './rendered-box.ts'
import { emit } from './row-clicks.ts'
import { origin as ownOrigin, readOrigin, warn } from './script.ts'

export class FactBoxElement extends HTMLElement {
  static observedAttributes = Object.keys(ATTRIBUTES)
  /** Draws boxes from data. The one-tag script has it only after `load`. */
  declare static createLiveBox: typeof createLiveBox | undefined
  declare static load: () => Promise<typeof createLiveBox | undefined>
  #box: BoxData | undefined
  /** Absent until the first connection, and as long as the server's HTML is enough. */
  #live: LiveBox | undefined
  #rendered: RenderedBox | undefined
  /** Whether a box is or is being drawn from data, or could not be. */
  #drawing: 'data' | 'failed' | undefined
  /** The options that are shown or loading. */
  #options: Options | undefined
  /** The page's language when the box was last updated. */
  #lang = ''
  #pageObserver: MutationObserver | undefined

  /** Box data that the page provides; without them the element fetches its topic. */
  get box(): BoxData | undefined {
    return this.#box
  }

  set box(box: BoxData | undefined) {
    this.#box = box
    // The attribute makes a copy of the element show the same topic.
    if (box?.topic && box.topic !== this.getAttribute('topic')) this.setAttribute('topic', box.topic)
    else this.#refresh()
  }

  /** A bad value is reported when it is set, and then counts as absent. */
  attributeChangedCallback(name: keyof typeof ATTRIBUTES, old: string | null, value: string | null): void {
    const allowed = ATTRIBUTES[name]
    if (value && value !== old && !allowed.test(value)) warn(`${name}="${value}" is ignored; allowed: ${allowed}`)
    this.#refresh()
  }

  /** Before the first connection there is nothing to update. */
  #refresh(): void {
    if (this.#options && this.isConnected) this.#update()
  }

  disconnectedCallback(): void {
    this.#pageObserver?.disconnect()
  }

  connectedCallback(): void {
    // A property assigned before the element was defined hides the accessor.
    if (Object.hasOwn(this, 'box')) {
      const { box } = this
      delete (this as { box?: BoxData }).box
      this.box = box
    }
    this.#update()
  }

  /** Shows what attributes and data ask for now; rows that a reader opened stay open. */
  async #update(): Promise<void> {
    const options = parseOptions((name) => this.getAttribute(name))
    this.#options = options
    this.#lang = readLang(this)
    // Of the service that has the topic: each of several boxes on a page has its own.
    const origin = readOrigin(this.getAttribute('origin')) ?? ownOrigin
    // Pages turn dark by an attribute of their root or body; each framework has its own.
    this.#pageObserver ??= new MutationObserver(() => {
      if (RENDERED && !this.#live && readLang(this) === this.#lang && this.#rendered) this.#rendered.refresh()
      else if (this.#live && readLang(this) === this.#lang) this.#live.refresh()
      else this.#update()
    })
    const { documentElement, body } = this.ownerDocument
    for (const node of [documentElement, body ?? documentElement]) {
      this.#pageObserver.observe(node, { attributes: true })
    }
    if (RENDERED && this.#drawing !== 'data' && !this.#box) {
      const rendered = findRendered(this, origin)
      const isAsked = rendered && isRendered(rendered, options, this.#lang)
      if (rendered && (isAsked || (this.#drawing && canStandIn(this, options, rendered)))) {
        try {
          if (this.#rendered) this.#rendered.update(options)
          else {
            this.#rendered = showRendered(this, rendered, options, FactBoxElement.load, () => {
              this.#drawing = 'data'
              this.#update()
            })
          }
          return
        } catch {
          // The page allows no shadow root; drawing says so.
          if (this.#drawing) return
        }
      }
    }
    const isCurrent = () => options === this.#options
    const request = { options, origin, lang: this.#lang, given: this.#box, isCurrent }
    // At the same time as the script. A failure is reported where this is awaited.
    const loading = loadBox(this, request)
    loading.catch(() => {})
    if (RENDERED) {
      this.#drawing = 'data'
      const isSpare = !this.#rendered && !this.#box && canStandIn(this, options, findRendered(this, origin))
      try {
        FactBoxElement.createLiveBox ??= await FactBoxElement.load()
        // The server's box stays as it is until another can take its place.
        if ((this.#rendered || isSpare) && !this.#live) await loading
      } catch (error) {
        if (!isCurrent()) return
        this.#drawing = isSpare ? 'failed' : undefined
        emit(this, 'error', { error })
        this.#rendered?.settle()
        if (isSpare) this.#update()
        return
      }
      // A later call goes on.
      if (!isCurrent()) return
    }
    this.#live ??= FactBoxElement.createLiveBox?.(this)
    const updated = this.#live?.update(request, loading, () => this.#update())
    if (RENDERED) this.#rendered?.release()
    await updated
    if (RENDERED && isCurrent()) this.#rendered?.settle()
  }
}
