/**
 * The shadow root of an element: a box, rendered again when a receipt opens or the page turns dark, or a notice. It takes over what
 * the page's HTML declared there.
 */
import { h, hydrate, render } from 'preact'
import type { BoxCitation, Box as BoxData } from '../data/schema/api.ts'
import { Box } from './components/Box.tsx'
import { ErrorNotice } from './components/ErrorNotice.tsx'
import type { Language } from './i18n/language.ts'
import { keepRoom } from './keep-room.ts'
import type { Options } from './options.ts'
import { readGround } from './page-ground.ts'
import { createRenderKey } from './render-key.ts'
import { adoptSheet } from './styles/sheet.ts'
import type { Live, OpenReceipt } from './view.ts'

/** What is on the screen. */
export interface Shown {
  box: BoxData
  options: Options
  language: Language
  /** The service that has the topic. */
  origin: string
}

export interface BoxRoot {
  /** Styles what is declared; without that, the element's own children show. */
  prepare: () => void
  /**
   * A box; without an argument again, if there is one. Keeps the nodes of a declared box that has the same key, and otherwise
   * replaces it.
   */
  renderBox: (shown?: Shown) => void
  /** Below the element's own children. A declared box is better than a notice. */
  showError: (language: Language, status: unknown, retry: () => void) => void
}

export function createBoxRoot(host: HTMLElement): BoxRoot {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  /** Whether the root holds what the page's HTML declared in it: a finished box of some version. */
  let isDeclared = !!shadow.firstChild
  let shown: Shown | undefined
  let receipt: OpenReceipt | undefined

  shadow.addEventListener('click', (event) => handleClick(event.target as Element))
  shadow.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && receipt) closeReceipt()
  })

  function renderBox(next = shown): void {
    if (!next) return
    shown = next
    const { box, options, language, origin } = next
    const renderKey = createRenderKey(box, options, language, VERSION)
    const draw = (live?: Live) =>
      h(Box, {
        // Another topic gets new nodes, since translators may have replaced the texts of these.
        key: `${[box.topic, box.release, box.item]}`,
        box,
        options,
        language,
        renderKey,
        origin,
        ground: readGround(host, options),
        live,
      })
    const find = () => shadow.querySelector('section')
    const hadFocus = shadow.activeElement
    const reserved = !find() && host.firstElementChild ? host.offsetHeight : 0
    if (isDeclared) {
      if (find()?.dataset.key === renderKey) hydrate(draw(), shadow)
      else shadow.replaceChildren()
      isDeclared = false
    }
    render(draw({ ...receipt, toggle: toggleReceipt }), shadow)
    const section = find()
    if (!section) return
    // The section's style, since a framework may own the element's.
    if (reserved) keepRoom(section, reserved)
    if (hadFocus && !shadow.activeElement) section.focus()
    // The button below a box with a height of its own, where that cuts something off.
    const [article, all] = section.children as unknown as [HTMLElement, HTMLElement?]
    if (all?.dataset.part) all.hidden = article.scrollHeight <= article.clientHeight
  }

  function toggleReceipt(key: string, { article, url }: BoxCitation, label: string): void {
    if (receipt?.key === key) {
      closeReceipt()
      return
    }
    receipt = { key, label }
    renderBox()
    const { origin, box } = shown as Shown
    emit(host, 'cite', { article, url: url[0] === '#' ? `${origin}/topics/${box.topic}${url}` : url })
  }

  /** The focus goes back to the mark if it was in the panel. */
  function closeReceipt(): void {
    const mark = shadow.querySelector<HTMLElement>('[aria-expanded=true]')
    if (shadow.activeElement?.closest('.receipt')) mark?.focus()
    receipt = undefined
    renderBox()
  }

  /** A lead opens its row too, unless a reader selects its text. The page is notified of what opens and closes. */
  function handleClick(target: Element): void {
    // The page's own content, where it stands in a slot, is not the box's.
    if (!shadow.contains(target)) return
    const details = target.closest('summary')?.closest('details')
    if (details) emit(host, 'toggle', { part: details.dataset.part, open: !details.open })
    else if (target.closest('.lead') && !target.closest('a') && !String(getSelection())) {
      target.closest('.row')?.querySelector('summary')?.click()
    }
  }

  return {
    prepare() {
      adoptSheet(shadow)
      if (!shadow.firstChild) render(h('slot', null), shadow)
    },
    renderBox,
    showError(language, status, retry) {
      if (isDeclared) return
      shown = undefined
      render(h(ErrorNotice, { language, status, retry }), shadow)
    },
  }
}

/** Notifies the page. Each event has two names, since some frameworks cannot write one with a colon. */
export function emit(host: HTMLElement, event: string, about: object): void {
  const detail = { topic: host.getAttribute('topic'), ...about }
  for (const name of [`fact-box:${event}`, `factbox${event}`]) {
    host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
  }
}
