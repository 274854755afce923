/** Time as one line: its two ends in words, everything between them as dots, and how long it was. */
import type { BoxMoment, BoxStrip } from '../../data/schema/api.ts'
import { formatEventDate } from '../i18n/dates.ts'
import { formatDays } from '../i18n/numbers.ts'
import type { View } from '../view.ts'

interface TimeStripProps {
  view: View
  strip: BoxStrip
}

export function TimeStrip({ view, strip: { first, last, days, between } }: TimeStripProps) {
  const isOneYear = first.startDate?.slice(0, 4) === last.startDate?.slice(0, 4)
  return (
    <div class="strip">
      {days !== undefined && <small>{formatDays(view.language, days)}</small>}
      <svg aria-hidden="true">
        <line x2="100%" />
        {between.map((at) => (
          <circle cx={`${at}%`} r="3" />
        ))}
        <circle class="end" r="6" />
        <circle class="end" cx="100%" r="6" />
      </svg>
      <End view={view} moment={first} isShort={isOneYear} />
      <End view={view} moment={last} isShort={isOneYear} />
    </div>
  )
}

interface EndProps {
  view: View
  moment: BoxMoment
  /** Leaves out the year, which the box names elsewhere. */
  isShort: boolean
}

function End({ view: { language, contentLang }, moment, isShort }: EndProps) {
  return (
    <p>
      <b>{formatEventDate(moment, language, isShort ? 'short' : 'long')}</b>
      <bdi {...contentLang}>{moment.name}</bdi>
    </p>
  )
}
