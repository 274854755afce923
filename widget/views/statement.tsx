/** A statement, which says whose it is and who carries it. */
import type { BoxStatement, Status } from '../../data/wire.ts'
import { citationMarks } from './citations.tsx'
import type { Context } from './context.ts'
import type { Row } from './rows.tsx'

export function statement(item: BoxStatement, status: Status, context: Context): Row {
  const { text, event, claimant, quote, citations } = item
  const { say, lang, own } = context
  return [
    [<b>{say(status)}</b>, ' ', <span {...own}>{event?.name}</span>],
    [
      text,
      quote && (
        <q lang={quote.inLanguage} dir="auto">
          {quote.text}
        </q>
      ),
      <small>
        {quote?.spokenBy && `${quote.spokenBy.name}. `}
        {claimant && `${claimant.name}, `}
        <span lang={lang}>{say('according to')}</span>
        {citationMarks(citations, context)}
      </small>,
    ],
  ]
}
