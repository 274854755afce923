/** What an earlier release had wrong. */
import type { Correction } from '../../data/wire.ts'
import { formatDates } from '../dates.ts'
import type { Context } from './context.ts'
import type { Row } from './rows.tsx'

export function correction({ date, kind, reason, before, after }: Correction, context: Context): Row {
  return [
    [<b>{context.say(kind)}</b>, ' ', formatDates(context, date)],
    [<del>{before}</del>, ' ', <ins>{after}</ins>, ' ', reason],
  ]
}
