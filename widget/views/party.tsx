/** Somebody in the story: what they are called, and what they are. */
import type { BoxParty } from '../../data/wire.ts'
import type { Context } from './context.ts'
import type { Row } from './rows.tsx'

export function party({ name, alternateName, roles }: BoxParty, { own }: Context): Row {
  return [
    <span {...own}>
      <b>{name}</b> {alternateName.join(', ')}
    </span>,
    roles.join('; '),
  ]
}
