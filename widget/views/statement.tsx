/** A statement, which says whose it is and who carries it. */
import type { BoxStatement, Status } from '../../data/wire.ts'
import type { Strings } from '../strings/strings.ts'
import { say } from '../strings/strings.ts'
import { citationMarks } from './citations.tsx'
import type { Row } from './rows.tsx'

export function statement(item: BoxStatement, status: Status, strings: Strings): Row {
  const { text, event, claimant, quote, citations } = item
  return [
    [<b>{say(strings, status)}</b>, ' ', event?.name],
    [
      text,
      quote && <q lang={quote.inLanguage}>{quote.text}</q>,
      <small>
        {quote?.spokenBy && `${quote.spokenBy.name}. `}
        {claimant && `${claimant.name}, `}
        {say(strings, 'according to')}
        {citationMarks(citations)}
      </small>,
    ],
  ]
}
