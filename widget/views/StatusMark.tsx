/** A statement's status as a shape and a word; colour only helps. */
import type { Status } from '../../data/wire.ts'
import type { Context } from '../context.ts'

/** On a grid of 16. */
const SHAPES: Record<Status, string> = {
  agreed: 'M5 3a5 5 0 1 0 0 10A5 5 0 1 0 5 3m6 0a5 5 0 1 0 0 10a5 5 0 1 0 0-10',
  claimed: 'M0 2h16v9H8l-4 4v-4H0',
  disputed: 'M8 0l8 8-8 8-8-8m8-5v10l5-5',
  denied: 'M3 1l5 5 5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5',
  planned: 'M2 1l13 7-13 7',
  reported: 'M0 2h16v3H0m0 2h16v3H0m0 2h9v3H0',
}

export function StatusMark({ status, context }: { status: Status; context: Context }) {
  return (
    <b class="mark">
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d={SHAPES[status]} />
      </svg>
      {context.strings.statuses[status]}
    </b>
  )
}
