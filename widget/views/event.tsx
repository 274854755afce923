/** An event, with everything the sources say of it and what they leave open. */
import type { BoxEvent } from '../../data/wire.ts'
import { formatEventDate } from '../dates.ts'
import { citedText } from './citations.tsx'
import type { Context } from './context.ts'
import { rows } from './rows.tsx'

export function event(item: BoxEvent, context: Context) {
  const date = formatEventDate(item, context)
  return (
    <details id={item.id}>
      <summary>
        <small>{item.startDate ? <time datetime={item.startDate}>{date}</time> : date}</small>
        <span {...context.own}>
          <b>{item.name}</b>
        </span>
      </summary>
      {!context.only &&
        rows(
          item.facts.map(({ term, values }) => [context.say(term), values.map((value) => citedText(value, context))]),
          context,
        )}
    </details>
  )
}
