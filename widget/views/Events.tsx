/** The events in order, each with everything the sources say of it and what they leave open. */
import type { ComponentChildren } from 'preact'
import type { BoxEvent } from '../../data/wire.ts'
import type { Context } from '../context.ts'
import { formatEventDate } from '../dates.ts'
import { Citations } from './Citations.tsx'

export function Events({ context }: { context: Context }) {
  const { strings, box } = context
  return (
    <ol>
      {box.events.map((event) => (
        <li>
          <details>
            <summary class="row">
              <time class="meta" dateTime={event.datePrecision === 'approximate' ? undefined : event.startDate}>
                {formatEventDate(event, strings)}
              </time>
              <b>{event.name}</b>
            </summary>
            <div class="row">
              <EventDetails event={event} context={context} />
            </div>
          </details>
        </li>
      ))}
    </ol>
  )
}

function EventDetails({ event, context }: { event: BoxEvent; context: Context }) {
  const { strings } = context
  const { location, participants, outcome } = event
  return (
    <div class="main">
      <p>
        {event.description}
        <Citations citations={event.citations} context={context} />
      </p>
      <dl>
        <Fact term={strings.partOf} value={context.event(event.superEvent)?.name} />
        <Fact term={strings.place} value={location && [location.name, ' ', <small>{location.basis}</small>]} />
        <Fact
          term={strings.participants}
          value={
            participants[0] &&
            participants.map(({ party, roleName }) => (
              <div>
                {context.party(party)?.name} <small>{roleName}</small>
              </div>
            ))
          }
        />
        <Fact term={strings.outcome} value={outcome} />
        <Fact term={strings.dateBasis} value={event.dateBasis} />
      </dl>
    </div>
  )
}

function Fact({ term, value }: { term: string; value: ComponentChildren }) {
  return (
    value && (
      <>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </>
    )
  )
}
