/** What the desk offers beside a field: to correct openly what readers have, and to look at what reading a page left in doubt. */
import { WORDING_REMOVED } from '../../checks/claims.ts'
import type { Path } from '../../checks/finding.ts'
import type { Desk } from './desk-state.ts'
import { getIn, isFields, listIn } from './paths.ts'

/** A published text that reads differently now is corrected openly, or it was a slip of the pen. */
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

export function DoubtOffer({ desk, path }: { desk: Desk; path: Path }) {
  if (path[0] !== 'articles' || path.length !== 3) return null
  const id = String(getIn(desk.content, [...path.slice(0, 2), 'id']))
  const doubts = desk.doubtsOf(id)
  const field = String(path[2])
  const note = doubts?.notes[field]
  if (!doubts || note === undefined) return null
  const settle = () => {
    const { [field]: _, ...notes } = doubts.notes
    desk.doubt(id, { ...doubts, notes })
  }
  return (
    <p class="offer">
      Look at this: {note}.{' '}
      <button type="button" onClick={settle}>
        It is right
      </button>
    </p>
  )
}
