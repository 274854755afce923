/**
 * The shadow root of an element: a box, rendered again when a receipt opens or the page switches to dark, or an error notice.
 * A shadow root that the page's HTML declared is reused.
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
import { emit, handleRowClick } from './row-clicks.ts'
import { adoptSheet } from './styles/sheet.ts'
import type { Live, OpenReceipt } from './view.ts'

/** The box that is shown. */
export interface Shown {
  box: BoxData
  options: Options
  language: Language
  /** The service that has the topic. */
  origin: string
}

export interface BoxRoot {
  /** Styles a declared shadow root; without one, shows the element's own children. */
  prepare: () => void
  /**
   * Renders a box; without an argument, renders the current one again, if there is one. Keeps the nodes of a declared box with the
   * same key, and otherwise replaces it.
   */
  renderBox: (shown?: Shown) => void
  /** Shows a notice below the element's own children. Keeps a declared box, which is better than a notice. */
  showError: (status: unknown, retry: () => void) => void
}

export function createBoxRoot(host: HTMLElement): BoxRoot {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  /** Absent while the root shows only a box that the page's HTML declared. */
  let shown: Shown | undefined
  let receipt: OpenReceipt | undefined

  shadow.addEventListener('click', (event) => handleRowClick(host, event.target as Element))
  shadow.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Escape' || !receipt) return
    closeReceipt()
    // A dialog that the box is in stays.
    event.preventDefault()
  })

  // The page's text colour changes when the page switches to dark or light, by any method. See `:host::after` in ground.css.
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
      // A box with another key gets new nodes: a translation tool may have changed the old ones, or they may be copies.
      if (!shown || shown.box.topic === box.topic) open = [...shadow.querySelectorAll<HTMLDetailsElement>('[open]')]
      else receipt = undefined
      renderNode(null)
      shadow.replaceChildren()
    } else if (!shown) hydrate(draw(), shadow)
    shown = next
    renderNode(draw({ ...receipt, toggle: toggleReceipt }))
    for (const { dataset } of open) shadow.querySelector(`[data-part="${dataset.part}"]`)?.setAttribute('open', '')
    const section = find()
    if (!section) return
    // On the section, since a framework may control the element's style.
    if (reserved) keepRoom(section, reserved)
    if (hadFocus && !shadow.activeElement) section.focus()
    // The button below a box with `max-height` is shown only where content is cut off.
    const [article, all] = section.children as unknown as [HTMLElement, HTMLElement?]
    if (all?.dataset.part) all.hidden = article.scrollHeight <= article.clientHeight
  }

  /** Nodes moved to another document keep the registry of their first document, with which Chromium cannot create elements. */
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

  /** Moves focus back to the mark if it was in the panel. */
  function closeReceipt(): void {
    const mark = shadow.querySelector<HTMLElement>('[aria-expanded=true]')
    if (shadow.activeElement?.closest('.receipt')) mark?.focus()
    receipt = undefined
    renderBox()
  }

  return {
    prepare() {
      adoptSheet(shadow)
      if (!shadow.firstChild) renderNode(<slot />)
    },
    renderBox,
    showError(status, retry) {
      if (find() && !shown) return
      shown = undefined
      renderNode(<ErrorNotice status={status} retry={retry} />)
    },
  }
}
