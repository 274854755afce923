/**
 * `<fact-box>`: attributes and data in, a box in an open shadow root out. Shows the host's own children until there is
 * something better, and never throws into the page, which events tell how it went.
 */
import { h, hydrate, render } from 'preact'
import type { BoxCitation, Box as BoxData } from '../data/schema/api.ts'
import { Box, type Ground } from './components/Box.tsx'
import { ErrorNotice } from './components/ErrorNotice.tsx'
import { labelReceipt } from './components/Receipt.tsx'
import { fetchBox, fetchLanguage } from './fetch-box.ts'
import { ENGLISH, LANGS, type Language } from './i18n/language.ts'
import { keepRoom } from './keep-room.ts'
import { OPTION_NAMES, type Options, parseOptions } from './options.ts'
import { readGround } from './page-ground.ts'
import { createRenderKey } from './render-key.ts'
import { origin as ownOrigin, warn } from './script.ts'
import { adoptSheet } from './styles/sheet.ts'
import { createView } from './view.ts'

/** Data are fetched when a box comes this near to the viewport. */
const NEAR = '999px'
/** By these a page turns dark while it is open. */
const THEME_ATTRIBUTES = ['class', 'style', 'data-theme']

/** What is on the screen: enough to draw it again when a receipt opens or the page turns dark. */
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

  /** The service that has the topic: of several on one page, each box has its own. */
  get #origin(): string {
    const origin = this.getAttribute('origin') ?? ''
    return /^https?:/.test(origin) ? origin : ownOrigin
  }

  /** The data, from whoever has them already; without them the element fetches its topic's. */
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
    // Before the first connection there is nothing to bring in line.
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
    // What was assigned before the element was defined stands before the accessor.
    if (Object.hasOwn(this, 'box')) {
      const { box } = this
      Reflect.deleteProperty(this, 'box')
      this.box = box
    }
    this.#watchTheme()
    this.#update()
  }

  /** Brings what is shown in line with attributes and data; what a reader opened stays open. */
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
      const loaded = this.#loadLanguage()
      const box = await this.#loadBox(options, given)
      language = await loaded
      if (options !== this.#options) return
      if (box.topic !== topic) throw Error(`no box of ${topic}`)
      this.#shown = { box, options, language }
      this.#render()
      this.#emit('ready', { release: box.release })
    } catch (error) {
      if (options !== this.#options) return
      // A declared box is better than a notice.
      if (!this.#isDeclared) this.#renderError(language, (error as Error)?.cause)
      this.#emit('error', { error })
    }
  }

  /** An item that is not there, or may not stand alone, gives the whole box. */
  async #loadBox({ topic, item, release }: Options, given: BoxData | undefined): Promise<BoxData> {
    const root = `${this.#origin}/v1/topics/${topic}${release ? `/releases/${release}` : ''}`
    if (item && given?.item !== item) {
      const card = await fetchBox(`${root}/cards/${item}`).catch(() => undefined)
      if (card) return card
    }
    return given ?? fetchBox(`${root}/box`)
  }

  /** English where the language does not load. */
  async #loadLanguage(): Promise<Language> {
    // The element's own attribute counts too, and so does `fa-IR`.
    const lang = LANGS.find((one) => this.matches(`:lang(${one})`)) ?? 'en'
    if (lang === 'en') return ENGLISH
    if (LANGUAGE?.lang === lang) return LANGUAGE
    return fetchLanguage(`${this.#origin}/widget/${lang}.json`).catch((error) => {
      warn(error)
      return ENGLISH
    })
  }

  /** Resolves when the reader is near, which is never while something above the box hides it. */
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

  /** Takes over what was declared where it is just this, with all its nodes, and otherwise replaces it. */
  #render(): void {
    const { box, options, language } = this.#shown ?? {}
    if (!box || !options || !language) return
    const renderKey = createRenderKey(box, options, language, VERSION)
    const draw = (isLive: boolean) =>
      h(Box, {
        // Another topic is drawn afresh, since translators may have replaced the texts of this one.
        key: `${box.topic} ${box.release} ${box.item}`,
        box,
        options,
        language,
        renderKey,
        origin: this.#origin,
        ground: this.#readGround(options),
        ...(isLive && {
          receipts: {
            open: this.#receipt?.key,
            toggle: (key: string, citation: BoxCitation) => this.#toggleReceipt(key, citation),
          },
          announcement: this.#receipt?.label ?? '',
        }),
      })
    const hadFocus = this.#shadow.activeElement
    const isFirst = !this.#shadow.querySelector('section')
    const reserved = isFirst && this.firstElementChild ? this.offsetHeight : 0
    if (this.#isDeclared) {
      const isThis = this.#shadow.querySelector('section')?.dataset.key === renderKey
      if (isThis) hydrate(draw(false), this.#shadow)
      else this.#shadow.replaceChildren()
      this.#isDeclared = false
    }
    render(draw(true), this.#shadow)
    const section = this.#shadow.querySelector('section')
    // The section's style, since a framework may own the element's.
    if (reserved && section) keepRoom(section, reserved)
    if (hadFocus && !this.#shadow.activeElement) section?.focus()
    this.#updateShowAll()
  }

  #renderError(language: Language, status: unknown): void {
    render(h(ErrorNotice, { language, status, retry: () => this.#update() }), this.#shadow)
    this.#shown = undefined
  }

  /** Script-free HTML cannot see its page, and keeps the paper that it has. */
  #readGround({ theme = 'auto' }: Options): Ground {
    if (theme === 'auto') return readGround(this)
    return { hasPaper: true, scheme: theme === 'system' ? undefined : (theme as 'light' | 'dark') }
  }

  /** The button below a box with a height of its own, where that cuts something off. */
  #updateShowAll(): void {
    const [article, all] = (this.#shadow.querySelector('section')?.children ?? []) as HTMLElement[]
    if (article && all?.dataset.part === 'all') all.hidden = article.scrollHeight <= article.clientHeight
  }

  #toggleReceipt(key: string, citation: BoxCitation): void {
    const { box, language } = this.#shown ?? {}
    if (!box || !language) return
    if (this.#receipt?.key === key) {
      this.#closeReceipt()
      return
    }
    const view = createView(box, language, { origin: this.#origin, level: 2 })
    this.#receipt = { key, label: labelReceipt(view, citation) }
    this.#render()
    this.#emit('cite', {
      article: citation.article,
      url: citation.url[0] === '#' ? view.page + citation.url : citation.url,
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

  #watchTheme(): void {
    this.#themeObserver ??= new MutationObserver(() => this.#render())
    for (const element of [document.documentElement, document.body]) {
      this.#themeObserver.observe(element, { attributeFilter: THEME_ATTRIBUTES })
    }
  }

  /** Each event under two names, since some frameworks cannot write one with a colon. */
  #emit(event: string, about: object): void {
    const detail = { topic: this.#options?.topic ?? this.#box?.topic, ...about }
    for (const name of [`fact-box:${event}`, `factbox${event}`]) {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
    }
  }
}

/** Whether data that are here are what is asked for. What a tag brings has no events, which the full box needs. */
function fits({ topic, release, events, counts }: BoxData, options: Options): boolean {
  if (topic !== options.topic || (options.release && release !== +options.release)) return false
  return options.size !== 'full' || events.length > 0 || !counts.events
}
