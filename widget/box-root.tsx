/**
 * The shadow root of an element: a box, rendered again when a receipt opens or the page turns dark, or a notice. It takes over what
 * the page's HTML declared there.
 */
import { type ComponentChild, hydrate, render } from 'preact'
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
  /** Absent beside a box that the page's HTML declared. */
  let shown: Shown | undefined
  let receipt: OpenReceipt | undefined

  shadow.addEventListener('click', (event) => handleClick(event.target as Element))
  shadow.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Escape' || !receipt) return
    closeReceipt()
    // A dialog that the box is in stays.
    event.preventDefault()
  })

  // The page's text takes another colour where the page turns dark or light, however it does that.
  host.addEventListener('transitionend', () => renderBox())

  const find = () => shadow.querySelector('section')

  function renderBox(next = shown): void {
    if (!next) return
    const { box, options, language } = next
    const renderKey = createRenderKey(box, options, language, VERSION)
    const draw = (live?: Live) => <Box {...next} renderKey={renderKey} ground={readGround(host, options)} live={live} />
    const hadFocus = shadow.activeElement
    const reserved = !find() && host.firstElementChild ? host.offsetHeight : 0
    let open: HTMLDetailsElement[] = []
    if (find()?.dataset.key !== renderKey) {
      // Any other box gets new nodes: a translator may have replaced texts in the old ones, or they may be copies.
      if (shown?.box.topic === box.topic) open = [...shadow.querySelectorAll<HTMLDetailsElement>('[open]')]
      else receipt = undefined
      renderNode(null)
      shadow.replaceChildren()
    } else if (!shown) hydrate(draw(), shadow)
    shown = next
    renderNode(draw({ ...receipt, toggle: toggleReceipt }))
    for (const { dataset } of open) shadow.querySelector(`[data-part="${dataset.part}"]`)?.setAttribute('open', '')
    const section = find()
    if (!section) return
    // The section's style, since a framework may own the element's.
    if (reserved) keepRoom(section, reserved)
    if (hadFocus && !shadow.activeElement) section.focus()
    // The button below a box with `max-height` is shown only where content is cut off.
    const [article, all] = section.children as unknown as [HTMLElement, HTMLElement?]
    if (all?.dataset.part) all.hidden = article.scrollHeight <= article.clientHeight
  }

  /** In another document, nodes keep the registry of their first document; Chromium refuses to create elements with it. */
  function renderNode(node: ComponentChild): void {
    if (host.ownerDocument !== document) {
      for (const old of [shadow, ...shadow.querySelectorAll('*')])
        Object.defineProperty(old, 'customElementRegistry', {})
    }
    render(node, shadow)
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

  /** A click on a lead also opens its row, unless text is selected. The page is notified of what opens and closes. */
  function handleClick(target: Element): void {
    // The page's own content, where it stands in a slot, is not the box's.
    if (!shadow.contains(target)) return
    const details = target.closest('summary')?.parentElement as HTMLDetailsElement | null | undefined
    if (details) emit(host, 'toggle', { part: details.dataset.part, open: !details.open })
    else if (target.closest('.lead') && !target.closest('a') && !String(getSelection())) {
      target.closest('.row')?.querySelector('summary')?.click()
    }
  }

  return {
    prepare() {
      adoptSheet(shadow)
      if (!shadow.firstChild) renderNode(<slot />)
    },
    renderBox,
    showError(language, status, retry) {
      if (find() && !shown) return
      shown = undefined
      renderNode(<ErrorNotice language={language} status={status} retry={retry} />)
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
