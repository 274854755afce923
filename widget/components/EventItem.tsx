/** An event as a line that opens: what the sources say about it, and what they do not say. */
import type { BoxEvent, BoxFact, BoxMoment } from '../../data/schema/api.ts'
import { formatEventDate } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { citeText } from './Receipt.tsx'

interface EventItemProps {
  view: View
  event: BoxEvent | BoxMoment
}

export function EventItem({ view, event }: EventItemProps) {
  return (
    <details data-part={event.id}>
      <summary>
        <b>{formatEventDate(event, view.language)}</b> <span {...view.contentLang}>{event.name}</span>
      </summary>
      {'facts' in event && <EventFacts view={view} id={event.id} facts={event.facts} />}
    </details>
  )
}

/** The facts of one event. Only the first has citations, so the event's `id` is enough to identify a receipt. */
export function EventFacts({ view, id, facts }: { view: View; id: string; facts: BoxFact[] }) {
  return (
    <dl>
      {facts.flatMap(({ term, values }) => [
        <dt>{view.t(term)}</dt>,
        ...values.map((value) => citeText(view, [{ id, ...value }], undefined, 'dd')),
      ])}
    </dl>
  )
}
