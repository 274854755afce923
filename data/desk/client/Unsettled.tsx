/** What an editor has to settle: fields that somebody else has changed too, and work that closed tabs left behind. */
import type { Conflict } from '../api.ts'
import type { Desk } from './desk-state.ts'
import { findConflict } from './edits.ts'
import { labelOf } from './labels.ts'

export function Unsettled({ desk }: { desk: Desk }) {
  return (
    <>
      {desk.conflicts.map((conflict) => (
        <ConflictChoice key={`${conflict.file}${conflict.path.join()}`} desk={desk} conflict={conflict} />
      ))}
      {desk.others.map((slot) => (
        <p key={slot.key} class="offer">
          A tab that was closed left unsaved work of {new Date(slot.at).toLocaleString('en-GB')}.{' '}
          <button type="button" onClick={() => desk.takeSlot(slot)}>
            Take it in
          </button>{' '}
          <button type="button" onClick={() => desk.discardSlot(slot)}>
            Discard it
          </button>
        </p>
      ))}
    </>
  )
}

function ConflictChoice({ desk, conflict }: { desk: Desk; conflict: Conflict }) {
  const { file, path, mine, theirs } = conflict
  const place = path.map((key) => (typeof key === 'string' && /^[a-z]+[A-Z]|^[a-z]+$/.test(key) ? labelOf(key) : key))
  return (
    <fieldset class="conflict">
      <legend>
        Changed here and in {file}.yml:{' '}
        <button type="button" class="quiet" onClick={() => desk.goTo(findConflict(desk.latest(), conflict))}>
          {place.join(' › ')}
        </button>
      </legend>
      <dl>
        <dt>Here</dt>
        <dd>{show(mine)}</dd>
        <dt>In the file</dt>
        <dd>{show(theirs)}</dd>
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

const show = (value: unknown) =>
  value === undefined ? '(removed)' : typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
