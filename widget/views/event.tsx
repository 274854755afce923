/** An event, with everything the sources say of it and what they leave open. */
import type { BoxEvent } from '../../data/wire.ts'
import { formatEventDate } from '../dates.ts'
import { citedText } from './citations.tsx'
import type { Context } from './context.ts'
import { rows } from './rows.tsx'

export function event(item: BoxEvent, context: Context) {
  return (
    <details id={item.id}>
      <summary>
        <small>
          <time datetime={item.startDate as string}>{formatEventDate(item, context)}</time>
        </small>
        <div {...context.own}>
          <b>{item.name}</b>
        </div>
      </summary>
      {rows(
        item.facts.map(({ term, values }) => [context.say(term), values.map((value) => citedText(value, context))]),
        context,
      )}
    </details>
  )
}
