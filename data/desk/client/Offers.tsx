/**
 * What an editor must decide: next to a field, whether a change of published text needs a correction, and whether a doubtful
 * value of a draft is right; in the footer, conflicts with changes in the files, and unsaved work of closed tabs.
 */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { WORDING_REMOVED } from '../../checks/claims.ts'
import type { Path } from '../../checks/finding.ts'
import type { Conflict } from '../api.ts'
import { isFields } from '../merge.ts'
import type { Desk } from './desk-state.ts'
import { findConflict } from './edits.ts'
import { labelOf } from './labels.ts'
import { getIn, listIn } from './paths.ts'

/** Offers to add a correction when a published text was changed, or to undo the change. */
export function CorrectionOffer({ desk, path }: { desk: Desk; path: Path }) {
  const item = path.slice(0, -1)
  const id = getIn(desk.content, [...item, 'id'])
  const published = typeof id === 'string' && path[0] !== 'topic' ? desk.topic.published?.items[id] : undefined
  const before = published?.texts[String(path.at(-1))]
  const after = getIn(desk.content, path)
  if (before === undefined || typeof after !== 'string' || after === '' || before === after) return null
  const corrections = listIn(desk.content, ['topic', 'corrections'])
  if (corrections.some((each) => isFields(each) && each.target === id && each.after === after)) return null
  const isSensitive = published?.isSensitive === true || getIn(desk.content, [...item, 'standalone']) === false
  const add = () => {
    const date = new Date().toISOString().slice(0, 10)
    const said = isSensitive ? WORDING_REMOVED : before
    const correction = { id: '', date, kind: 'correction', target: id, before: said, after, reason: '' }
    desk.edit(['topic', 'corrections'], [...corrections, correction])
    desk.goTo(['topic', 'corrections', corrections.length, 'reason'])
  }
  return (
    <p class="offer">
      Readers have “{before}”.{' '}
      <button type="button" onClick={add}>
        Add a correction
      </button>{' '}
      <button type="button" class="quiet" onClick={() => desk.edit(path, before)}>
        Put it back
      </button>
    </p>
  )
}

export function ReviewNote({ desk, path }: { desk: Desk; path: Path }) {
  if (path[0] !== 'articles' || path.length !== 3) return null
  const id = String(getIn(desk.content, [...path.slice(0, 2), 'id']))
  const review = desk.reviewNotesOf(id)
  const field = String(path[2])
  const note = review?.notes[field]
  if (!review || note === undefined) return null
  const settle = () => {
    const { [field]: _, ...notes } = review.notes
    desk.setReviewNotes(id, { ...review, notes })
  }
  return (
    <p class="offer">
      Please check: {note}.{' '}
      <button type="button" onClick={settle}>
        It is right
      </button>
    </p>
  )
}

export function Unsettled({ desk }: { desk: Desk }) {
  const root = useRef<HTMLDivElement>(null)
  const before = useRef(0)
  const left = desk.conflicts.length
  // The pressed button is gone: focus the next choice, or Save.
  useLayoutEffect(() => {
    if (left < before.current && document.activeElement === document.body)
      (root.current?.querySelector<HTMLElement>('.conflict > button') ?? findSave(root.current))?.focus()
    before.current = left
  }, [left])
  return (
    <div ref={root} class="unsettled">
      {desk.conflicts.map((conflict) => (
        <ConflictChoice key={`${conflict.file}${conflict.path.join()}`} desk={desk} conflict={conflict} />
      ))}
      {desk.others.map((slot) => (
        <p key={slot.key} class="offer">
          A closed tab left unsaved work of {new Date(slot.at).toLocaleString('en-GB')}.{' '}
          <button type="button" onClick={() => desk.takeSlot(slot)}>
            Take it in
          </button>{' '}
          <button type="button" onClick={() => desk.discardSlot(slot)}>
            Discard it
          </button>
        </p>
      ))}
    </div>
  )
}

const findSave = (root: HTMLElement | null) => root?.closest('footer')?.querySelector<HTMLElement>('button:enabled')

function ConflictChoice({ desk, conflict }: { desk: Desk; conflict: Conflict }) {
  const { file, path, theirs } = conflict
  const at = findConflict(desk.content, conflict)
  const place = path.map((key) => (typeof key === 'string' && /^[a-z]+[A-Z]|^[a-z]+$/.test(key) ? labelOf(key) : key))
  return (
    <fieldset class="conflict">
      <legend>
        Changed here and in {file}.yml:{' '}
        <button type="button" class="quiet" onClick={() => desk.goTo(at)}>
          {place.join(' › ')}
        </button>
      </legend>
      <dl>
        <dt>Here</dt>
        <dd>{describe(getIn(desk.content, at))}</dd>
        <dt>In the file</dt>
        <dd>{describe(theirs)}</dd>
      </dl>
      <button type="button" onClick={() => desk.keepMine(conflict)}>
        Keep what is here
      </button>{' '}
      <button type="button" onClick={() => desk.takeTheirs(conflict)}>
        Take the file’s
      </button>
    </fieldset>
  )
}

/** Describes a value in one line: an item by its text, a citation by its position. */
function describe(value: unknown): string {
  if (value === undefined) return '(removed)'
  if (typeof value === 'string') return `“${value}”`
  if (Array.isArray(value)) return value.length === 0 ? '(nothing)' : value.map(describe).join(', ')
  if (!isFields(value)) return String(value)
  const { locator, article } = value
  if (isFields(locator)) return `${article}, characters ${locator.start} to ${locator.end}`
  const said =
    value.text ?? value.name ?? value.headline ?? value.roleName ?? value.party ?? value.after ?? value.reason
  if (typeof said === 'string') return `“${said}”`
  const fields = Object.entries(value).map(([key, field]) => `${labelOf(key)}: ${describe(field)}`)
  return fields.join('; ')
}
