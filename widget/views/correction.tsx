/** What an earlier release had wrong. */
import type { Correction } from '../../data/wire.ts'
import { formatDates } from '../dates.ts'
import type { Strings } from '../strings/strings.ts'
import { say } from '../strings/strings.ts'
import type { Row } from './rows.tsx'

export function correction({ date, kind, reason, before, after }: Correction, strings: Strings): Row {
  return [
    [<b>{say(strings, kind)}</b>, ' ', formatDates(strings, date)],
    [<del>{before}</del>, ' ', <ins>{after}</ins>, ' ', reason],
  ]
}
