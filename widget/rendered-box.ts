/**
 * The box as the server rendered it, in the element's shadow root. Rows open; for a receipt the box has to be drawn again from
 * data, which takes over these nodes. What that needs is fetched when a reader points at the box or focuses a part of it. If a box that
 * is not this one cannot be drawn, this one stands in for it where the page has no words.
 */

import type { Rendered } from './call-script.ts'
import type { BoxRequest } from './fetch-box.ts'
import { matchLang } from './i18n/language.ts'
import { keepRoom } from './keep-room.ts'
import type { Options } from './options.ts'
import { readGround } from './page-ground.ts'
import { emit, handleRowClick } from './row-clicks.ts'
import { type Claimed, origin as ownOrigin, USED } from './script.ts'
import { adoptSheet, removeSheet } from './styles/sheet.ts'

export interface RenderedBox {
  /** Shows the server's HTML if that is the box asked for, or has to stand in for it. Returns whether it is shown. */
  show: (request: BoxRequest) => boolean
  /**
   * Loads what a box is drawn from, and leaves the nodes to it. Returns whether the box can be drawn now: not after a failure,
   * which the page is notified of, and not if there is a later request.
   */
  giveWay: (request: BoxRequest, loading: Promise<unknown>) => Promise<boolean>
  /** Takes the page's colours as they are now. */
  refresh: () => void
  /** Opens the receipt that a reader asked for if the box could be drawn, and follows the link of its mark if not. */
  settle: () => void
}

/** `load` fetches the whole script; `draw` ends in `settle`. */
export function createRenderedBox(host: HTMLElement, load: () => Promise<void>, draw: () => void): RenderedBox {
  /** Absent until it is shown. */
  let shown: ShownHtml | undefined
  /** Whether a box is being drawn from data, or could not be, so that this one stands in for it. */
  let drawing: 'started' | 'failed' | undefined

  const drawReceipt = () => {
    drawing = 'started'
    draw()
  }

  function show({ options, origin, lang, given }: BoxRequest): boolean {
    const rendered = findRendered(host, origin)
    if (!rendered || given || drawing === 'started') return false
    const isAsked = isRendered(rendered, options, lang)
    if (!isAsked && !(drawing && canStandIn(host, options, rendered))) return false
    try {
      if (shown) shown.update(options)
      else shown = showHtml(host, rendered, options, load, drawReceipt)
      return true
    } catch {
      // The page allows no shadow root; drawing says so.
      return !!drawing
    }
  }

  return {
    show,
    async giveWay(request, loading) {
      const { options, origin, given, isCurrent } = request
      drawing = 'started'
      const isSpare = !shown && !given && canStandIn(host, options, findRendered(host, origin))
      try {
        await load()
        // The server's box stays as it is until another can take its place.
        if (shown || isSpare) await loading
        if (isCurrent()) shown?.release()
        return isCurrent()
      } catch (error) {
        if (!isCurrent()) return false
        drawing = isSpare ? 'failed' : undefined
        emit(host, 'error', { error })
        shown?.settle()
        if (isSpare) show(request)
        return false
      }
    },
    refresh: () => shown?.refresh(),
    settle: () => shown?.settle(),
  }
}

/** Whether the server's HTML is what these options and the page's language ask for. */
function isRendered(
  rendered: Rendered,
  { topic, release = `${rendered.release}`, size = 'compact', theme, lang: _, ...others }: Options,
  lang: string,
): boolean {
  const isSame = topic === rendered.topic && +release === rendered.release && matchLang(lang) === rendered.lang
  return isSame && size === 'compact' && !Object.keys(others)[0]
}

/** Returns what the tag of the element brought, or the tag whose script this is. */
function findRendered(element: Claimed, origin: string): Rendered | undefined {
  return element[USED] ?? (origin === ownOrigin ? RENDERED : undefined)
}

/** Whether the server's box is better than nothing: of another size or language than asked for, where the page has no words. */
function canStandIn(element: Element, options: Options, rendered?: Rendered): boolean {
  const isEmpty = element.parentElement && !element.firstChild
  return !!isEmpty && !!rendered && isRendered(rendered, { ...options, size: 'compact' }, rendered.lang)
}

interface ShownHtml {
  /** For the same box with another theme, or in another place of the page. Notifies the page. */
  update: (options: Options) => void
  refresh: () => void
  /** Leaves the nodes to another owner. */
  release: () => void
  settle: () => void
}

/** @throws where the page allows no shadow root */
function showHtml(
  host: HTMLElement,
  { html, release }: Rendered,
  options: Options,
  load: () => Promise<void>,
  draw: () => void,
): ShownHtml {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const reserved = host.firstElementChild ? host.offsetHeight : 0
  // Before there is anything that these styles have to be computed for.
  const ground = readGround(host, options)
  const section = buildNodes(html)
  section.className = ground
  shadow.replaceChildren(section)
  adoptSheet(shadow)
  if (reserved) keepRoom(section, reserved)
  const controller = new AbortController()
  const { signal } = controller
  const prefetch = () => load().catch(() => {})
  shadow.addEventListener('click', (event) => handleRowClick(host, event.target as Element), { signal })
  for (const type of ['pointerenter', 'focusin']) host.addEventListener(type, prefetch, { signal, once: true })
  const receipt = createFirstReceipt(shadow, draw)
  let current = options
  const refresh = () => {
    section.className = readGround(host, current)
  }
  // After the script, which has more quotations to upgrade, and as for a box that is drawn.
  const notify = () => queueMicrotask(() => emit(host, 'ready', { release }))
  host.addEventListener('transitionend', refresh, { signal })
  notify()
  return {
    update(changed) {
      current = changed
      // Again in another document.
      adoptSheet(shadow)
      refresh()
      notify()
    },
    refresh,
    release() {
      controller.abort()
      receipt.release()
      removeSheet(shadow)
    },
    settle: receipt.settle,
  }
}

/** Where HTML is an element, with one root, from `preact-render-to-string`. */
const TOKENS = /<(\/?)([\w-]+)((?:\s[\w-]+(?:="[^"]*")?)*)\/?>|[^<]+/g
const ATTRIBUTES = /\s([\w-]+)(?:="([^"]*)")?/g
const ENTITIES: Record<string, string> = { '&lt;': '<', '&quot;': '"', '&amp;': '&' }

/** Not by `innerHTML`: a page with Trusted Types would report a violation, and one in XHTML another syntax. */
function buildNodes(html: string): HTMLElement {
  const decode = (text: string) => text.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)
  const open: Element[] = []
  let root: Element | undefined
  for (const [token, end, name, attributes = ''] of html.matchAll(TOKENS)) {
    if (!name) open[0]?.append(decode(token))
    else if (end) root = open.shift()
    else {
      const element = document.createElement(name)
      for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTES)) element.setAttribute(key, decode(value))
      open[0]?.append(element)
      open.unshift(element)
    }
  }
  return root as HTMLElement
}

/** The drawn box gets the click on a mark that it replaces. Where it cannot be drawn, marks stay links. */
function createFirstReceipt(shadow: ShadowRoot, draw: () => void): Pick<ShownHtml, 'release' | 'settle'> {
  const listMarks = () => [...shadow.querySelectorAll<HTMLAnchorElement>('sup a')]
  /** Of the mark that was clicked last, while the box is being drawn. */
  let place = -1
  const controller = new AbortController()
  const drawFirst = (event: Event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event as MouseEvent
    const mark = (target as Element).closest<HTMLAnchorElement>('sup a')
    if (!mark || ctrlKey || metaKey || shiftKey) return
    event.preventDefault()
    const isFirst = place < 0
    place = listMarks().indexOf(mark)
    if (isFirst) draw()
  }
  shadow.addEventListener('click', drawFirst, { signal: controller.signal })
  const release = () => controller.abort()
  return {
    release,
    settle() {
      if (place < 0) return
      release()
      const mark = listMarks()[place]
      place = -1
      mark?.focus()
      mark?.click()
    },
  }
}
