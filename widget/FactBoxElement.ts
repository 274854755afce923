/**
 * `<fact-box>`: renders attributes and data as a box in an open shadow root. The element's children are shown until the box is
 * rendered. Throws nothing into the page; events report success and failure.
 */
import type { Box as BoxData } from '../data/schema/api.ts'
import type { createLiveBox, LiveBox } from './draw-box.ts'
import { type BoxRequest, loadBox } from './fetch-box.ts'
import { ATTRIBUTES, parseOptions } from './options.ts'
import { readLang } from './page-ground.ts'
import { createRenderedBox, type RenderedBox } from './rendered-box.ts'
import { origin as ownOrigin, readOrigin, warn } from './script.ts'

export class FactBoxElement extends HTMLElement {
  static observedAttributes = Object.keys(ATTRIBUTES)
  /** Draws boxes from data. The one-tag script has it only after `load`. */
  declare static createLiveBox: typeof createLiveBox | undefined
  declare static load: () => Promise<void>
  #box: BoxData | undefined
  /** The box as the server's HTML; in the one-tag script only. */
  #rendered: RenderedBox | undefined
  /** The box as drawn from data. Absent until the first connection, and as long as the server's HTML is enough. */
  #live: LiveBox | undefined
  /** What is shown or loading. Absent until the first connection. */
  #request: BoxRequest | undefined
  /** Pages turn dark by an attribute of their root or body; each framework has its own. */
  #pageObserver = new MutationObserver(() => {
    if (readLang(this) !== this.#request?.lang) this.#update()
    else if (RENDERED) (this.#live ?? this.#rendered)?.refresh()
    else this.#live?.refresh()
  })

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
    if (this.#request && this.isConnected) this.#update()
  }

  disconnectedCallback(): void {
    this.#pageObserver.disconnect()
  }

  connectedCallback(): void {
    // A property assigned before the element was defined hides the accessor.
    if (Object.hasOwn(this, 'box')) {
      const { box } = this
      delete (this as { box?: BoxData }).box
      this.box = box
    }
    for (const node of this.ownerDocument.querySelectorAll(':root,body')) {
      this.#pageObserver.observe(node, { attributes: true })
    }
    this.#update()
  }

  /** Shows what attributes and data ask for now; rows that a reader opened stay open. */
  async #update(): Promise<void> {
    const request: BoxRequest = {
      options: parseOptions((name) => this.getAttribute(name)),
      // Of the service that has the topic: each of several boxes on a page has its own.
      origin: readOrigin(this.getAttribute('origin')) ?? ownOrigin,
      lang: readLang(this),
      given: this.#box,
      isCurrent: () => request === this.#request,
    }
    this.#request = request
    if (RENDERED) this.#rendered ??= createRenderedBox(this, FactBoxElement.load, () => this.#update())
    if (RENDERED && !this.#live && this.#rendered?.show(request)) return
    // At the same time as the script. A failure is reported where this is awaited.
    const loading = loadBox(this, request)
    loading.catch(() => {})
    if (RENDERED && !this.#live && !(await this.#rendered?.giveWay(request, loading))) return
    this.#live ??= FactBoxElement.createLiveBox?.(this)
    await this.#live?.update(request, loading, () => this.#update())
    if (RENDERED && request.isCurrent()) this.#rendered?.settle()
  }
}
