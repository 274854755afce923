/** An event, with everything the sources say of it and what they leave open. */
import type { BoxEvent } from '../../data/wire.ts'
import { formatEventDate } from '../dates.ts'
import type { Strings } from '../strings/strings.ts'
import { say } from '../strings/strings.ts'
import { citedText } from './citations.tsx'
import { rows } from './rows.tsx'

export function event(item: BoxEvent, strings: Strings) {
  return (
    <details>
      <summary>
        <small>{formatEventDate(item, strings)}</small>
        <div>
          <b>{item.name}</b>
        </div>
      </summary>
      {rows(item.facts.map(({ term, values }) => [say(strings, term), values.map(citedText)]))}
    </details>
  )
}
