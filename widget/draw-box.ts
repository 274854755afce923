/** A box drawn from data: draws what the element has loaded, and reports success and failure as events. */
import { type BoxRoot, createBoxRoot } from './box-root.tsx'
import type { BoxRequest, Loaded } from './fetch-box.ts'
import { ENGLISH } from './i18n/language.ts'
import { emit } from './row-clicks.ts'
import { warn } from './script.ts'

export interface LiveBox {
  /** Draws what `loading` brings, unless there is a later request. Resolves also where it fails. */
  update: (request: BoxRequest, loading: Promise<Loaded>, retry: () => void) => Promise<void>
  /** Draws the same again, in the page's colours of now. */
  refresh: () => void
}

export function createLiveBox(host: HTMLElement): LiveBox {
  /** Absent where the page allows none. */
  let root: BoxRoot | undefined

  return {
    async update({ options, origin, isCurrent }, loading, retry) {
      try {
        root ??= createBoxRoot(host)
        root.prepare()
        const [box, language = ENGLISH] = await loading
        if (!isCurrent()) return
        root.renderBox({ box, options, language, origin })
        emit(host, 'ready', { release: box.release })
      } catch (error) {
        if (!isCurrent()) return
        if (!host.getAttribute('topic')) warn('no topic')
        root?.showError((error as Error)?.cause, retry)
        emit(host, 'error', { error })
      }
    },
    refresh: () => root?.renderBox(),
  }
}
