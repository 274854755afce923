/** An event as a line that opens: what the sources say of it, and what they leave open. */
import type { BoxEvent, BoxMoment } from '../../data/schema/api.ts'
import { formatEventDate } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { citeText } from './Receipt.tsx'

interface EventItemProps {
  view: View
  event: BoxEvent | BoxMoment
}

export function EventItem({ view, event }: EventItemProps) {
  const date = formatEventDate(event, view.language)
  return (
    <details data-part={event.id}>
      <summary>
        <b>{event.startDate ? <time datetime={event.startDate}>{date}</time> : date}</b>{' '}
        <span {...view.contentLang}>{event.name}</span>
      </summary>
      {'facts' in event && <EventFacts view={view} event={event} />}
    </details>
  )
}

export function EventFacts({ view, event }: { view: View; event: BoxEvent }) {
  return (
    <dl>
      {event.facts.map(({ term, values }) => (
        <div>
          <dt>{view.t(term)}</dt>
          <dd>
            {values.map((value, index) => citeText(view, [{ id: `${event.id} ${term} ${index}`, ...value }]))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
