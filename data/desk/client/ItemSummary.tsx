/** A closed item in one line: its text, the number of citations, and its errors and warnings. */

import { useLayoutEffect, useRef } from 'preact/hooks'
import { count } from '../../build/formats/text.ts'
import type { Path } from '../../checks/finding.ts'
import { isFields } from '../merge.ts'
import type { Desk } from './desk-state.ts'
import { pathOf } from './Findings.tsx'
import { itemLabel } from './labels.ts'
import { getIn, listIn } from './paths.ts'
import { nameItem } from './references.ts'
import { countVerdicts, listCitations } from './verdicts.ts'

interface Props {
  desk: Desk
  path: Path
  isOpen: boolean
  toggle: () => void
  move: (by: number) => void
}

/** The id of the item that was moved by key and gets the focus after rendering. */
let following: string | undefined

export function ItemSummary({ desk, path, isOpen, toggle, move }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const id = `item-${path.join('-')}`
  const item = getIn(desk.content, path)
  useLayoutEffect(() => {
    if (following !== id) return
    following = undefined
    button.current?.focus()
  })
  const press = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || by === undefined) return
    event.preventDefault()
    following = `item-${[...path.slice(0, -1), Number(path.at(-1)) + by].join('-')}`
    move(by)
  }
  return (
    <div class="summary">
      <span class="handle" aria-hidden="true">
        ⠿
      </span>
      <button
        ref={button}
        type="button"
        id={id}
        aria-expanded={isOpen}
        aria-description="Alt and the up or down arrow move it"
        onClick={toggle}
        onKeyDown={press}
      >
        <span class="name">{nameItem(item) || `(new ${itemLabel(String(path.at(-2)))})`}</span>
        <span class="facts">{describeFacts(desk, path, item)}</span>
      </button>
    </div>
  )
}

function describeFacts(desk: Desk, path: Path, item: unknown): string {
  const findings = desk.checked?.findings.filter((finding) => isInside(pathOf(finding), path)) ?? []
  const errors = findings.filter(({ severity }) => severity !== 'warning').length
  const citations = isFields(item) && 'citations' in item ? listIn(item, ['citations']).length : undefined
  const { moved, missing } = countVerdicts(listCitations(item), desk.verdicts)
  return [
    isFields(item) && typeof item.status === 'string' ? item.status : '',
    isFields(item) && item.lead === true ? 'lead' : '',
    isFields(item) && typeof item.startDate === 'string' ? item.startDate : '',
    citations === undefined ? '' : `${citations} ${citations === 1 ? 'passage' : 'passages'}`,
    moved > 0 ? `${moved} moved in the source` : '',
    missing > 0 ? `${missing} not in the source any more` : '',
    errors > 0 ? count(errors, 'error') : '',
    findings.length > errors ? count(findings.length - errors, 'warning') : '',
  ]
    .filter((fact) => fact !== '')
    .join(' · ')
}

const isInside = (inner: Path, outer: Path) => outer.every((key, index) => inner[index] === key)
