/**
 * `events.ics` (RFC 5545): each dated event as whole days. If the exact day is not known, the days cover what the sources
 * allow, STATUS is TENTATIVE and the summary says so. Undated events are left out, and counted in the calendar's
 * description. UID does not depend on the host; SEQUENCE is the release in which the event last changed.
 */
import {
  ICalCalendar,
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import type { Event, Topic } from '../../schema/api.ts'
import { describeEventDate, hasExactDay, readSpan } from '../dates.ts'
import { pageUrl } from '../urls.ts'
import { type FeedEntry, findLastChange } from './entries.ts'
import { count, createNames, dropControls, type Names } from './text.ts'

export function buildCalendar(topic: Topic, entries: FeedEntry[]): string {
  const names = createNames(topic)
  const events = topic.events.flatMap((event) => describeEvent(event, topic, entries, names) ?? [])
  const calendar = new ICalCalendar({
    prodId: { company: 'Fact box', product: 'Fact box with receipts' },
    // The library does not escape these two.
    name: escapeText(topic.name),
    description: escapeText(describeCalendar(topic, topic.events.length - events.length)),
    events,
  })
  // RFC 5545, 3.1: every line ends with CRLF, the last one too.
  return `${calendar.toString()}\r\n`
}

function describeCalendar({ attributionText, license }: Topic, undated: number): string {
  const left = undated === 0 ? 'Every event has a date.' : `${count(undated, 'event')} without a date left out.`
  return `${attributionText}. ${left} Licence: ${license}`
}

function describeEvent(event: Event, topic: Topic, entries: FeedEntry[], names: Names): ICalEventData | undefined {
  const span = readSpan(event)
  if (!span) return undefined
  const shown = new Set([event.id, ...event.participants.map(({ party }) => party)])
  const last = findLastChange(entries, shown) ?? { release: topic.release, published: topic.dateModified }
  return {
    id: `${event.id}@${topic.id}`,
    sequence: last.release,
    // Without METHOD, both times are the same (RFC 5545, 3.8.7.2).
    stamp: new Date(last.published),
    lastModified: new Date(last.published),
    start: span.start,
    // RFC 5545 has no five-digit years; without an end, an event lasts one day.
    ...(span.end.getUTCFullYear() <= 9999 && { end: span.end }),
    allDay: true,
    summary: dropControls(hasExactDay(event) ? event.name : `${event.name} (exact day not given)`),
    description: dropControls(describeBody(event, names)),
    ...(event.location && { location: dropControls(event.location.name) }),
    url: pageUrl(topic.id, event.id),
    status: hasExactDay(event) ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
    transparency: ICalEventTransparency.TRANSPARENT,
    class: ICalEventClass.PUBLIC,
  }
}

function describeBody(event: Event, names: Names): string {
  const { description, participants, location, outcome, superEvent } = event
  const who = participants.map(({ party, roleName }) => `${names.name(party)} (${roleName})`).join('; ')
  const sources = names.listArticles(event.citations).map(({ publisher, headline }) => `${publisher}, “${headline}”`)
  return [
    description,
    outcome && `Outcome: ${outcome}`,
    `Date: ${describeEventDate(event)}. Precision: ${event.datePrecision}. ${event.dateBasis}`,
    location?.basis && `Place: ${location.name}. ${location.basis}`,
    who && `Who: ${who}`,
    superEvent && `Part of: ${names.name(superEvent)}`,
    `Sources: ${sources.join('; ')}`,
  ]
    .filter((line) => line !== undefined && line !== '')
    .join('\n')
}

/** RFC 5545, 3.3.11. */
function escapeText(text: string): string {
  return dropControls(text).replace(/[\\;,]/g, '\\$&')
}
