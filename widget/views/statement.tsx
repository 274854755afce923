/** A statement: its text names speaker and outlet, and the group that it stands in its status. */
import { splitAtQuotation } from '../../data/quotation.ts'
import type { BoxStatement } from '../../data/wire.ts'
import { citationMarks } from './citations.tsx'
import type { Context } from './context.ts'
import type { Row } from './rows.tsx'

export function statement({ text, event, quote, citations }: BoxStatement, context: Context): Row {
  const { own } = context
  return [
    event && <span {...own}>{event.name}</span>,
    [
      text,
      quote && !splitAtQuotation(text, quote) && (
        <q lang={quote.inLanguage} dir="auto">
          {quote.text}
        </q>
      ),
      <small>
        {quote?.spokenBy?.name}
        {citationMarks(citations, context)}
      </small>,
    ],
  ]
}
