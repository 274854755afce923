/** Events as a name, a date and what there is to say of them, in the order in which a reader asks. Pure. */

import type { BoxCitedText, BoxEvent, BoxFact } from '../schema/api.ts'
import type { Event } from '../schema/entities.ts'
import type { References } from './box-references.ts'

export function buildEvent(event: Event, references: References): BoxEvent {
  const { id, name, startDate, endDate, datePrecision } = event
  return {
    id,
    name,
    ...(startDate && { startDate }),
    ...(endDate && { endDate }),
    datePrecision,
    facts: listFacts(event, references).filter(({ values }) => values.length > 0),
  }
}

function listFacts(event: Event, references: References): BoxFact[] {
  const { description, location, participants } = event
  return [
    { term: 'what', values: [{ text: description, citations: references.citations(event.citations) }] },
    { term: 'part of', values: createValues(references.event(event.superEvent)?.name) },
    { term: 'where', values: createValues(location?.name, location?.basis) },
    {
      term: 'who',
      values: participants.flatMap(({ party, roleName }) => createValues(references.party(party)?.name, roleName)),
    },
    { term: 'outcome', values: createValues(event.outcome) },
    { term: 'date basis', values: createValues(event.dateBasis) },
  ]
}

/** One, or none where the sources are silent. The event's own citations stand for it. */
function createValues(text: string | undefined, note?: string): BoxCitedText[] {
  return text === undefined ? [] : [{ text, ...(note && { note }), citations: [] }]
}
