/**
 * `<fact-box>`: renders attributes and data as a box in an open shadow root. The element's children are shown until the box is
 * rendered. Throws nothing into the page; events report success and failure.
 */
import type { Box as BoxData } from '../data/schema/api.ts'
import { type BoxRoot, createBoxRoot, emit } from './box-root.ts'
import { loadBox, loadLanguage } from './fetch-box.ts'
import { ENGLISH, matchLang } from './i18n/language.ts'
import { OPTION_NAMES, type Options, parseOptions } from './options.ts'
import { readLang } from './page-ground.ts'
import { origin as ownOrigin, readOrigin, warn } from './script.ts'

/** Data are fetched when the element is this close to the viewport. */
const NEAR = '999px'

export class FactBoxElement extends HTMLElement {
  static observedAttributes = [...OPTION_NAMES, 'origin']
  #box: BoxData | undefined
  /** Absent until the element is first connected, and where the page does not allow a shadow root. */
  #root: BoxRoot | undefined
  /** The options that are shown or loading; a response to older options is ignored. */
  #options: Options | undefined
  /** The page's language when the box was last updated. */
  #lang = ''
  #themeObserver: MutationObserver | undefined

  /** Box data that the page provides; without them the element fetches its topic. */
  get box(): BoxData | undefined {
    return this.#box
  }

  set box(box: BoxData | undefined) {
    this.#box = box
    // The attribute makes a copy of the element show the same topic.
    if (box?.topic && box.topic !== this.getAttribute('topic')) this.setAttribute('topic', box.topic)
    else this.attributeChangedCallback()
  }

  attributeChangedCallback(): void {
    // Before the first connection there is nothing to update.
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

  /** Renders the current attributes and data; rows that a reader opened stay open. */
  async #update(): Promise<void> {
    const options = parseOptions((name) => this.getAttribute(name), warn)
    this.#options = options
    this.#lang = readLang(this)
    const { topic, item } = options
    // The service that has the topic: boxes on one page may use different services.
    const origin = readOrigin(this.getAttribute('origin')) ?? ownOrigin
    let language = LANGUAGE ?? ENGLISH
    try {
      this.#root ??= createBoxRoot(this)
      const root = this.#root
      root.prepare()
      // Pages switch to dark by an attribute of their root or body; the attribute depends on the framework.
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

/** Never resolves while an ancestor hides the element, or after the element left the page. */
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

/** Whether the given data match the options. Data sent with the script have no events, which the full box needs. */
function fits({ topic, release, events, counts }: BoxData, options: Options): boolean {
  if (topic !== options.topic || (options.release && release !== +options.release)) return false
  return options.size !== 'full' || !!events[0] || !counts.events
}
