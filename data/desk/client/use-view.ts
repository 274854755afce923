/** Where the editor is: which part of the topic is shown, which items are open, where the focus goes, what is cited for. */
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
  /** The item whose citations are chosen in the source. */
  active: Path | undefined
  activate: (path: Path | undefined) => void
  /** Of a list whose items are closed, the one that is open. */
  openItemOf: (list: Path) => number | undefined
  openItem: (list: Path, index: number | undefined) => void
  /** Shows an item, opens it, and puts the focus into its first field, or into the field itself. */
  goTo: (path: Path) => void
  /** The passage that is to be seen in the source. */
  shown: ShownPassage | undefined
  show: (passage: ShownPassage | undefined) => void
}

export function useView(): View {
  const [tab, chooseTab] = useState<AuthoredFileName>('topic')
  const [active, activate] = useState<Path>()
  const [open, setOpen] = useState<Record<string, number | undefined>>({})
  const [shown, show] = useState<ShownPassage>()
  const [wanted, want] = useState<Path>()
  // As soon as it is rendered, so that the next key goes there.
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

/** The field of that path, or the first field to write in of what is nearest around it; an id is made from its words. */
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
