/** A list of items. Large items are closed to one line, except one. Sorted by dragging, buttons, or Alt and arrow keys. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import type * as v from 'valibot'
import type { Path } from '../../checks/finding.ts'
import type { WithdrawalTarget } from '../api.ts'
import type { Desk } from './desk-state.ts'
import { Findings } from './Findings.tsx'
import { ItemSummary } from './ItemSummary.tsx'
import { itemLabel, labelOf } from './labels.ts'
import { getIn, listIn } from './paths.ts'
import { createEmpty, viewSchema } from './schema-view.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** Items with more fields than this are closed at first. */
const MAX_OPEN_FIELDS = 3

interface ListProps {
  desk: Desk
  schema: v.GenericSchema
  path: Path
  /** The form of one item. */
  renderForm: (schema: v.GenericSchema, path: Path) => ComponentChildren
}

export function List({ desk, schema, path, renderForm }: ListProps) {
  const key = String(path.at(-1) ?? '')
  const items = listIn(desk.content, path)
  const view = viewSchema(schema)
  const isSimple = view.kind === 'text'
  const isClosing = view.kind === 'fields' && view.fields.length > MAX_OPEN_FIELDS
  const open = desk.openItemOf(path)
  const add = () => {
    desk.edit([...path, items.length], createEmpty(schema))
    desk.goTo([...path, items.length])
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || from === to) return
    desk.edit(path, items.toSpliced(from, 1).toSpliced(to, 0, items[from]))
    desk.activate(undefined)
    desk.openItem(path, open === from ? to : undefined)
  }
  const remove = (index: number) => {
    desk.edit([...path, index], undefined)
    desk.activate(undefined)
    desk.openItem(path, undefined)
  }
  return (
    <div class="list">
      {path.length > 1 && <h3>{labelOf(key)}</h3>}
      <Findings desk={desk} path={path} />
      <ol id={`list-${path.join('-')}`}>
        {items.map((_, index) => (
          // Keyed by index: an id changes while an item is typed, which must not move the focus.
          <Item
            key={index}
            {...{ desk, schema, index, isSimple, isClosing, move, remove, renderForm }}
            path={[...path, index]}
            isOpen={!isClosing || open === index}
            count={items.length}
          />
        ))}
      </ol>
      {items.length === 0 && CITING[key] !== undefined && <p class="hint">{CITING[key]}</p>}
      <button type="button" class="quiet add" onClick={add}>
        Add {itemLabel(key)}
      </button>
    </div>
  )
}

interface ItemProps extends ListProps {
  index: number
  count: number
  isSimple: boolean
  isClosing: boolean
  isOpen: boolean
  move: (from: number, to: number) => void
  remove: (index: number) => void
}

/** How to begin the first item of a list from a source. */
const CITING: Record<string, string> = {
  events: 'Select a passage in the source on the left, then press New event. What you write cites it.',
  statements: 'Select a passage in the source on the left, then press New statement. What you write cites it.',
}

const DRAGGED = 'text/x-desk-item'

function Item({ desk, schema, path, index, count, isSimple, isClosing, isOpen, move, remove, renderForm }: ItemProps) {
  const list = path.slice(0, -1)
  const name = itemLabel(String(list.at(-1)))
  const place = list.join('-')
  const toggle = () => {
    desk.openItem(list, isOpen ? undefined : index)
    desk.activate(isOpen ? undefined : path)
  }
  const drop = (event: DragEvent) => {
    const [from, of] = (event.dataTransfer?.getData(DRAGGED) ?? '').split(' ')
    if (from === undefined || from === '' || of !== place) return
    event.preventDefault()
    event.stopPropagation()
    move(Number(from), index)
  }
  return (
    <li
      class={isClosing ? (isOpen ? 'open' : 'closed') : undefined}
      draggable={isClosing && !isOpen}
      onDragStart={(event) =>
        event.target === event.currentTarget && event.dataTransfer?.setData(DRAGGED, `${index} ${place}`)
      }
      onDragOver={(event) => event.dataTransfer?.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={drop}
    >
      {isClosing && (
        <ItemSummary desk={desk} path={path} isOpen={isOpen} toggle={toggle} move={(by) => move(index, index + by)} />
      )}
      {isOpen && (
        <div class="row">
          {renderForm(schema, path)}
          <div class={isSimple ? 'tools inline' : 'tools'}>
            <button
              type="button"
              aria-label={`Move ${name} ${index + 1} up`}
              disabled={index === 0}
              onClick={() => move(index, index - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              aria-label={`Move ${name} ${index + 1} down`}
              disabled={index === count - 1}
              onClick={() => move(index, index + 1)}
            >
              ↓
            </button>
            <button type="button" aria-label={`Remove ${name} ${index + 1}`} onClick={() => remove(index)}>
              ×
            </button>
          </div>
        </div>
      )}
      {isOpen && isClosing && <Withdraw desk={desk} path={path} />}
    </li>
  )
}

/** The button to withdraw a published item: removing it here would leave it in older releases. */
function Withdraw({ desk, path }: { desk: Desk; path: Path }) {
  const [target, ask] = useState<WithdrawalTarget>()
  const id = getIn(desk.content, [...path, 'id'])
  useLayoutEffect(() => ask(undefined), [id])
  if (typeof id !== 'string' || desk.topic.published?.items[id] === undefined) return null
  return (
    <>
      <button type="button" class="quiet" disabled={desk.isWorking} onClick={() => ask({ item: id })}>
        Withdraw from every release …
      </button>
      {target && <WithdrawDialog desk={desk} target={target} close={() => ask(undefined)} />}
    </>
  )
}
