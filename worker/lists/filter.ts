/** Which items of a collection a query keeps. No I/O, no clock. */
import type {
  Article,
  CollectionName,
  Collections,
  Correction,
  Event,
  Statement,
  Topic,
} from '../../data/schema/api.ts'
import { overlaps, type Range } from '../query/interval.ts'
import { listWords } from '../query/words.ts'
import type { Listed } from './page.ts'
import { hasWords } from './search.ts'

/** All that any collection can be filtered by; the route's table says which it takes. */
export interface Filters extends Range {
  participant?: string
  status?: Statement['status'][]
  claimant?: string
  event?: string
  q?: string
}

export type Item = Collections[CollectionName]
type Keeps = (item: Item) => boolean

export function createFilter(
  collection: CollectionName,
  filters: Filters,
  topic: Topic,
): (listed: Listed<Item>) => boolean {
  const { q } = filters
  const words = q === undefined ? [] : listWords(q)
  const rules = [createDateRule(collection, filters, topic), createFieldRule(collection, filters)]
  const active = rules.filter((rule) => rule !== undefined)
  return (listed) => active.every((keeps) => keeps(listed.item)) && (words.length === 0 || hasWords(listed, words))
}

/** A statement has the date of its event. What has no date is in no range. */
function createDateRule(collection: CollectionName, { from, to }: Filters, { events }: Topic): Keeps | undefined {
  if (from === undefined && to === undefined) return undefined
  const range = { from, to }
  const isEventIn = (event: Event | undefined) => overlaps(range, event?.startDate, event?.endDate ?? event?.startDate)
  switch (collection) {
    case 'events':
      return (item) => isEventIn(item as Event)
    case 'statements': {
      const byId = new Map(events.map((event) => [event.id, event]))
      return (item) => isEventIn(byId.get((item as Statement).event ?? ''))
    }
    case 'articles':
      return (item) => overlaps(range, (item as Article).datePublished)
    case 'corrections':
      return (item) => overlaps(range, (item as Correction).date)
    default:
      return undefined
  }
}

function createFieldRule(collection: CollectionName, filters: Filters): Keeps | undefined {
  const { participant, status, claimant, event } = filters
  if (collection === 'events' && participant !== undefined) {
    return (item) => (item as Event).participants.some(({ party }) => party === participant)
  }
  if (collection !== 'statements') return undefined
  return (item) => {
    const statement = item as Statement
    return (
      (participant === undefined || isInvolved(participant, statement)) &&
      (status === undefined || status.includes(statement.status)) &&
      (claimant === undefined || statement.claimant === claimant) &&
      (event === undefined || statement.event === event)
    )
  }
}

function isInvolved(party: string, { claimant, quote, about }: Statement): boolean {
  return claimant === party || quote?.spokenBy === party || about.includes(party)
}
