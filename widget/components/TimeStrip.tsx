/**
 * The period as one line: its two ends in words, and its length. Events between the ends have no mark, since there is no room for
 * their names.
 */
import type { BoxMoment, BoxStrip } from '../../data/schema/api.ts'
import { type DateStyle, formatEventDate } from '../i18n/dates.ts'
import { formatDays } from '../i18n/numbers.ts'
import type { View } from '../view.ts'

interface TimeStripProps {
  view: View
  strip: BoxStrip
}

interface EndProps {
  view: View
  moment: BoxMoment
  /** `short` omits the year, which the box shows elsewhere. */
  style: DateStyle
}

function End({ view: { language, contentLang }, moment, style }: EndProps) {
  return (
    <p>
      <b>{formatEventDate(moment, language, style)}</b>
      <bdi {...contentLang}>{moment.name}</bdi>
    </p>
  )
}

export function TimeStrip({ view, strip: { first, last, days } }: TimeStripProps) {
  const style = first.startDate?.slice(0, 4) === last.startDate?.slice(0, 4) ? 'short' : 'long'
  return (
    <div class="strip">
      {days !== undefined && <small>{formatDays(view.language, days)}</small>}
      <End view={view} moment={first} style={style} />
      <End view={view} moment={last} style={style} />
    </div>
  )
}
