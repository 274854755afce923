/**
 * `<fact-box>`: attributes and data in, a box in an open shadow root out. The element's children are shown until the box is
 * rendered. Nothing is thrown into the page; events report success and failure.
 */
import type { Box as BoxData } from '../data/schema/api.ts'
import { type BoxRoot, createBoxRoot, emit } from './box-root.tsx'
import { loadBox, loadLanguage } from './fetch-box.ts'
import { ENGLISH, matchLang } from './i18n/language.ts'
import { ATTRIBUTES, type Options, parseOptions } from './options.ts'
import { readLang } from './page-ground.ts'
import { origin as ownOrigin, readOrigin, warn } from './script.ts'

/** Distance from the viewport at which data are fetched. */
const NEAR = '999px'

export class FactBoxElement extends HTMLElement {
  static observedAttributes = Object.keys(ATTRIBUTES)
  #box: BoxData | undefined
  /** Absent until the first connection, and where the page allows none. */
  #root: BoxRoot | undefined
  /** The options that are shown or loading; a response for older ones is ignored. */
  #options: Options | undefined
  /** Of the page, as the box that is shown or loading has it. */
  #lang = ''
  #themeObserver: MutationObserver | undefined

  /** Box data that the page provides; without it the element fetches its topic. */
  get box(): BoxData | undefined {
    return this.#box
  }

  set box(box: BoxData | undefined) {
    this.#box = box
    // So that a copy of the element shows the same topic.
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
    this.#themeObserver?.disconnect()
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

  /** Renders what attributes and data ask for now; rows that a reader opened stay open. */
  async #update(): Promise<void> {
    const options = parseOptions((name) => this.getAttribute(name))
    this.#options = options
    this.#lang = readLang(this)
    const { topic, item } = options
    // Of the service that has the topic: each of several boxes on a page has its own.
    const origin = readOrigin(this.getAttribute('origin')) ?? ownOrigin
    let language = LANGUAGE ?? ENGLISH
    try {
      this.#root ??= createBoxRoot(this)
      const root = this.#root
      root.prepare()
      // Pages turn dark by an attribute of their root or body; each framework has its own.
      this.#themeObserver ??= new MutationObserver(() =>
        readLang(this) === this.#lang ? root.renderBox() : this.#update(),
      )
      const { documentElement, body } = this.ownerDocument
      for (const node of [documentElement, body ?? documentElement]) {
        this.#themeObserver.observe(node, { attributes: true })
      }
      if (!topic) throw Error('no topic')
      const given = this.#box && fits(this.#box, options) ? this.#box : undefined
      if (!given || item) await whenNearViewport(this)
      if (options !== this.#options) return
      const loaded = loadLanguage(origin, matchLang(this.#lang))
      const box = await loadBox(origin, options, given)
      language = await loaded
      if (options !== this.#options) return
      if (box.topic !== topic) throw Error(`no box of ${topic}`)
      root.renderBox({ box, options, language, origin })
      emit(this, 'ready', { release: box.release })
    } catch (error) {
      if (options !== this.#options) return
      this.#root?.showError(language, (error as Error)?.cause, () => this.#update())
      emit(this, 'error', { error })
    }
  }
}

/** Never resolves while an ancestor hides the element, or after it left the page. */
function whenNearViewport(element: Element): Promise<void> {
  return new Promise((resolve) => {
    new IntersectionObserver(
      (entries, observer) => {
        if (!entries.pop()?.isIntersecting) return
        observer.disconnect()
        resolve()
      },
      { rootMargin: NEAR },
    ).observe(element)
  })
}

/** Whether the given data match the options. Data in a script tag have no events, which the full box needs. */
function fits({ topic, release, events, counts }: BoxData, options: Options): boolean {
  if (topic !== options.topic || (options.release && release !== +options.release)) return false
  return options.size !== 'full' || !!events[0] || !counts.events
}
