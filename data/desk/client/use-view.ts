/** The state of the view: the chosen tab, the open items, where the focus goes, and the item that citations go to. */
import { useLayoutEffect, useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import type { AuthoredFileName } from '../../schema/authored.ts'

export interface ShownPassage {
  article?: string
  locator?: { start: number; end: number }
}

export interface View {
  tab: AuthoredFileName
  chooseTab: (tab: AuthoredFileName) => void
  /** The item to which passages selected in the source are added. */
  active: Path | undefined
  activate: (path: Path | undefined) => void
  /** The open item of a list that shows its other items closed. */
  openItemOf: (list: Path) => number | undefined
  openItem: (list: Path, index: number | undefined) => void
  /** Opens the item at a path and focuses its first field, or the field at the path. */
  goTo: (path: Path) => void
  /** The passage to show in the source. */
  shown: ShownPassage | undefined
  show: (passage: ShownPassage | undefined) => void
}

export function useView(): View {
  const [tab, chooseTab] = useState<AuthoredFileName>('topic')
  const [active, activate] = useState<Path>()
  const [open, setOpen] = useState<Record<string, number | undefined>>({})
  const [shown, show] = useState<ShownPassage>()
  const [wanted, want] = useState<Path>()
  // A layout effect, so that the next key press goes there.
  useLayoutEffect(() => {
    if (!wanted) return
    const field = findField(wanted)
    field?.scrollIntoView({ block: 'nearest' })
    field?.focus()
  }, [wanted])
  return {
    tab,
    chooseTab,
    active,
    activate,
    openItemOf: (list) => open[list.join('/')],
    openItem: (list, index) => setOpen((before) => ({ ...before, [list.join('/')]: index })),
    goTo: (path) => {
      chooseTab(path[0] as AuthoredFileName)
      const items = path.flatMap((key, at) => (typeof key === 'number' ? [[path.slice(0, at).join('/'), key]] : []))
      setOpen((before) => ({ ...before, ...Object.fromEntries(items) }))
      if (items.length > 0) activate(path.slice(0, path.findLastIndex((key) => typeof key === 'number') + 1))
      want([...path])
    },
    shown,
    show,
  }
}

const FIELD = ':is(input, textarea, select, button)'

/** Finds the field at a path, or the first field of the nearest group around it, except the id, which is made from its text. */
function findField(path: Path): HTMLElement | null {
  for (let length = path.length; length > 0; length--) {
    const id = `field-${path.slice(0, length).join('-')}`
    const found =
      document.querySelector<HTMLElement>(`#${id}${FIELD}`) ??
      document.querySelector<HTMLElement>(`[id^="${id}-"]${FIELD}:not([id$="-id"])`)
    if (found) return found
  }
  return null
}
