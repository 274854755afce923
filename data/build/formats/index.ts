/**
 * The topic in every format that is not JSON of our own: made once, when it is published, by libraries that never reach
 * the Worker. The same input always gives the same bytes. No I/O, no clock, no chance.
 */
import type { Changes, Collection, Topic } from '../../wire.ts'
import type { ReleaseFile } from '../index.ts'
import { ATOM_PATH, buildAtom } from './atom.ts'
import { buildCalendar } from './calendar.ts'
import { buildEventsCsv, buildStatementsCsv } from './csv.ts'
import { addEntry, type FeedEntry } from './entries.ts'
import { listFeedItems } from './feed-items.ts'
import { buildJsonFeed, JSON_FEED_PATH } from './json-feed.ts'
import { buildJsonLd } from './json-ld.ts'
import { buildMarkdown } from './markdown.ts'

export type { FeedEntry } from './entries.ts'

/** Every release and what it did, newest first: what the next release must be given as `history`. */
export const ENTRIES_PATH = 'entries.json'
export type Entries = Collection<FeedEntry>

const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

/** `history` is the `items` of the previous release's `entries.json`; empty for the first release. */
export function buildFormats(topic: Topic, changes: Changes, history: FeedEntry[] = []): ReleaseFile[] {
  const items = addEntry(history, topic, changes)
  const entries: Entries = { items }
  const feed = listFeedItems(topic, items)
  return [
    { path: 'topic.jsonld', type: 'application/ld+json', content: buildJsonLd(topic) },
    { path: 'topic.md', type: 'text/markdown; charset=utf-8', content: buildMarkdown(topic) },
    { path: 'events.csv', type: CSV_TYPE, content: buildEventsCsv(topic) },
    { path: 'statements.csv', type: CSV_TYPE, content: buildStatementsCsv(topic) },
    { path: 'events.ics', type: 'text/calendar; charset=utf-8', content: buildCalendar(topic, items) },
    { path: ATOM_PATH, type: 'application/atom+xml', content: buildAtom(topic, feed) },
    { path: JSON_FEED_PATH, type: 'application/feed+json', content: buildJsonFeed(topic, feed) },
    { path: ENTRIES_PATH, type: 'application/json', content: JSON.stringify(entries) },
  ]
}
