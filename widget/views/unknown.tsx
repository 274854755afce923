/** What the sources leave open, and of which event. */
import type { BoxUnknown } from '../../data/wire.ts'
import type { Context } from './context.ts'
import type { Row } from './rows.tsx'

export function unknown({ text, event }: BoxUnknown, { own }: Context): Row {
  return [event && <span {...own}>{event.name}</span>, text]
}
