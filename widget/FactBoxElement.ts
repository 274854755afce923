/**
 * `<fact-box>`: attributes and data in, a box in an open shadow root out. The host's own children show until there is something
 * better. Nothing is thrown into the page; events report success and failure.
 */
import { h, hydrate, render } from 'preact'
import type { BoxCitation, Box as BoxData } from '../data/schema/api.ts'
import { Box, type Ground } from './components/Box.tsx'
import { ErrorNotice } from './components/ErrorNotice.tsx'
import { loadBox, loadLanguage } from './fetch-box.ts'
import { ENGLISH, type Language, matchLang } from './i18n/language.ts'
import { keepRoom } from './keep-room.ts'
import { OPTION_NAMES, type Options, parseOptions } from './options.ts'
import { readGround, readLang } from './page-ground.ts'
import { createRenderKey } from './render-key.ts'
import { origin as ownOrigin, warn } from './script.ts'
import { adoptSheet } from './styles/sheet.ts'

/** Distance from the viewport at which data are fetched. */
const NEAR = '999px'

/** What is on the screen: enough to render it again when a receipt opens or the page turns dark. */
interface Shown {
  box: BoxData
  options: Options
  language: Language
}

export class FactBoxElement extends HTMLElement {
  static observedAttributes = [...OPTION_NAMES, 'origin']
  #box: BoxData | undefined
  #shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
  /** Whether the root holds what the page's HTML declared in it: a finished box of some version. */
  #isDeclared = !!this.#shadow.firstChild
  /** What is being shown or waited for: an answer to anything older comes too late. */
  #options: Options | undefined
  #shown: Shown | undefined
  /** The receipt that is open. */
  #receipt: { key: string; label: string } | undefined
  #observer: IntersectionObserver | undefined
  #themeObserver: MutationObserver | undefined

  constructor() {
    super()
    this.#shadow.addEventListener('click', (event) => this.#handleClick(event.target as Element))
    this.#shadow.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Escape' && this.#receipt) this.#closeReceipt()
    })
  }

  /** The service that has the topic: each of several boxes on a page has its own. */
  get #origin(): string {
    const origin = this.getAttribute('origin') ?? ''
    return /^https?:/.test(origin) ? origin : ownOrigin
  }

  /** Data that the page has already; without them the element fetches its topic's. */
  get box(): BoxData | undefined {
    return this.#box
  }

  set box(box: BoxData | undefined) {
    this.#box = box
    // A copy of the element then is one of the same topic.
    if (box?.topic && box.topic !== this.getAttribute('topic')) this.setAttribute('topic', box.topic)
    else this.attributeChangedCallback()
  }

  attributeChangedCallback(): void {
    // Before the first connection there is nothing to update.
    if (this.#options && this.isConnected) this.#update()
  }

  adoptedCallback(): void {
    adoptSheet(this.#shadow)
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect()
    this.#themeObserver?.disconnect()
  }

  connectedCallback(): void {
    // A property assigned before the element was defined hides the accessor.
    if (Object.hasOwn(this, 'box')) {
      const { box } = this
      Reflect.deleteProperty(this, 'box')
      this.box = box
    }
    this.#watchTheme()
    this.#update()
  }

  /** Renders what attributes and data ask for now; rows that a reader opened stay open. */
  async #update(): Promise<void> {
    const options = parseOptions((name) => this.getAttribute(name), warn)
    this.#options = options
    const { topic, item } = options
    let language = LANGUAGE ?? ENGLISH
    try {
      adoptSheet(this.#shadow)
      if (!this.#shadow.firstChild) render(h('slot', null), this.#shadow)
      if (!topic) throw Error('no topic')
      const given = this.#box && fits(this.#box, options) ? this.#box : undefined
      if (!given || item) await this.#whenNearViewport()
      const loaded = loadLanguage(this.#origin, matchLang(readLang(this)))
      const box = await loadBox(this.#origin, options, given)
      language = await loaded
      if (options !== this.#options) return
      if (box.topic !== topic) throw Error(`no box of ${topic}`)
      this.#shown = { box, options, language }
      this.#render()
      this.#emit('ready', { release: box.release })
    } catch (error) {
      if (options !== this.#options) return
      // A declared box is better than a notice.
      if (!this.#isDeclared) {
        const status = (error as Error)?.cause
        render(h(ErrorNotice, { language, status, retry: () => this.#update() }), this.#shadow)
        this.#shown = undefined
      }
      this.#emit('error', { error })
    }
  }

  /** Resolves near the viewport, which is never while an ancestor hides the element. */
  #whenNearViewport(): Promise<void> {
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

  /** Keeps the nodes of a declared box that has the same key, and otherwise replaces it. */
  #render(): void {
    if (!this.#shown) return
    const { box, options, language } = this.#shown
    const renderKey = createRenderKey(box, options, language, VERSION)
    const draw = (isLive: boolean) =>
      h(Box, {
        // Another topic gets new nodes, since translators may have replaced the texts of these.
        key: `${box.topic} ${box.release} ${box.item}`,
        box,
        options,
        language,
        renderKey,
        origin: this.#origin,
        ground: this.#readGround(options),
        ...(isLive && {
          receipts: { open: this.#receipt?.key, toggle: this.#toggleReceipt },
          announcement: this.#receipt?.label ?? '',
        }),
      })
    const find = () => this.#shadow.querySelector('section')
    const hadFocus = this.#shadow.activeElement
    const reserved = !find() && this.firstElementChild ? this.offsetHeight : 0
    if (this.#isDeclared) {
      if (find()?.dataset.key === renderKey) hydrate(draw(false), this.#shadow)
      else this.#shadow.replaceChildren()
      this.#isDeclared = false
    }
    render(draw(true), this.#shadow)
    const section = find()
    if (!section) return
    // The section's style, since a framework may own the element's.
    if (reserved) keepRoom(section, reserved)
    if (hadFocus && !this.#shadow.activeElement) section.focus()
    // The button below a box with a height of its own, where that cuts something off.
    const [article, all] = section.children as unknown as HTMLElement[]
    if (article && all?.dataset.part) all.hidden = article.scrollHeight <= article.clientHeight
  }

  /** Script-free HTML cannot see its page, and keeps the paper that it has. */
  #readGround({ theme = 'auto' }: Options): Ground {
    if (theme === 'auto') return readGround(this)
    return { hasPaper: true, scheme: theme === 'system' ? undefined : (theme as 'light' | 'dark') }
  }

  #toggleReceipt = (key: string, { article, url }: BoxCitation, label: string): void => {
    if (this.#receipt?.key === key) {
      this.#closeReceipt()
      return
    }
    this.#receipt = { key, label }
    this.#render()
    this.#emit('cite', {
      article,
      url: url[0] === '#' ? `${this.#origin}/topics/${this.#shown?.box.topic}${url}` : url,
    })
  }

  /** The focus goes back to the mark if it was in the panel. */
  #closeReceipt(): void {
    const mark = this.#shadow.querySelector<HTMLElement>('[aria-expanded=true]')
    if (this.#shadow.activeElement?.closest('.receipt')) mark?.focus()
    this.#receipt = undefined
    this.#render()
  }

  /** A lead opens its row too, unless a reader selects its text. The page is notified of what opens and closes. */
  #handleClick(target: Element): void {
    // The page's own content, where it stands in a slot, is not the box's.
    if (!this.#shadow.contains(target)) return
    const details = target.closest('summary')?.closest('details')
    if (details) this.#emit('toggle', { part: details.dataset.part, open: !details.open })
    else if (target.closest('.lead') && !target.closest('a') && !String(getSelection())) {
      target.closest('.row')?.querySelector('summary')?.click()
    }
  }

  /** Pages turn dark by an attribute of their root or body; each framework has its own. */
  #watchTheme(): void {
    this.#themeObserver ??= new MutationObserver(() => this.#render())
    this.#themeObserver.observe(document.documentElement, { attributes: true })
    this.#themeObserver.observe(document.body, { attributes: true })
  }

  /** Each event under two names, since some frameworks cannot write one with a colon. */
  #emit(event: string, about: object): void {
    const detail = { topic: this.getAttribute('topic'), ...about }
    for (const name of [`fact-box:${event}`, `factbox${event}`]) {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
    }
  }
}

/** Whether data that are here are what is asked for. What a tag brings has no events, which the full box needs. */
function fits({ topic, release, events, counts }: BoxData, options: Options): boolean {
  if (topic !== options.topic || (options.release && release !== +options.release)) return false
  return options.size !== 'full' || !!events[0] || !counts.events
}
