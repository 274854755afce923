/** What a reader would ask and no source answers. */
import type { Context } from '../context.ts'

export function Unknowns({ context }: { context: Context }) {
  return (
    <ul class="columns">
      {context.box.unknowns.map(({ text, event }) => (
        <li>
          {text} <small>{context.event(event)?.name}</small>
        </li>
      ))}
    </ul>
  )
}
