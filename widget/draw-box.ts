/** A box drawn from data: loads what the element asks for, draws it, and reports success and failure as events. */
import type { Box as BoxData } from '../data/schema/api.ts'
import { type BoxRoot, createBoxRoot } from './box-root.tsx'
import { loadBox, loadLanguage } from './fetch-box.ts'
import { ENGLISH, matchLang } from './i18n/language.ts'
import type { Options } from './options.ts'
import { emit } from './row-clicks.ts'

/** Distance from the viewport at which data are fetched. */
const NEAR = '999px'

export interface BoxRequest {
  options: Options
  /** The service that has the topic. */
  origin: string
  /** Of the page around the element (BCP 47). */
  lang: string
  /** Data that the page provides. */
  given: BoxData | undefined
}

export interface LiveBox {
  /** Resolves also where it fails. A response for an older request is ignored. */
  update: (request: BoxRequest) => Promise<void>
  /** Draws the same again, in the page's colours of now. */
  refresh: () => void
}

export function createLiveBox(host: HTMLElement): LiveBox {
  /** Absent where the page allows none. */
  let root: BoxRoot | undefined
  let current: BoxRequest

  async function update(request: BoxRequest): Promise<void> {
    current = request
    const { options, origin, lang } = request
    const { topic, item } = options
    let language = ENGLISH
    try {
      root ??= createBoxRoot(host)
      root.prepare()
      if (!topic) throw Error('no topic')
      const given = request.given && fits(request.given, options) ? request.given : undefined
      if (!given || item) await whenNearViewport(host)
      if (request !== current) return
      const loaded = loadLanguage(origin, matchLang(lang))
      const box = await loadBox(origin, options, given)
      language = await loaded
      if (request !== current) return
      if (box.topic !== topic) throw Error(`no box of ${topic}`)
      root.renderBox({ box, options, language, origin })
      emit(host, 'ready', { release: box.release })
    } catch (error) {
      if (request !== current) return
      root?.showError(language, (error as Error)?.cause, () => update(request))
      emit(host, 'error', { error })
    }
  }

  return { refresh: () => root?.renderBox(), update }
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

/** Whether the given data match the options. A compact box has no events, which the full one needs. */
function fits({ topic, release, events, counts }: BoxData, options: Options): boolean {
  if (topic !== options.topic || (options.release && release !== +options.release)) return false
  return options.size !== 'full' || !!events[0] || !counts.events
}
