/**
 * Builds the topic in every format except the API's own JSON: once, at publishing, with libraries that are not in the Worker.
 * The same input always gives the same bytes. No I/O, no clock, no randomness.
 */
import type { Changes, Collection, Topic } from '../../schema/api.ts'
import type { TextFile } from '../release-file.ts'
import { buildCsv, buildDataPackage, buildJsonLines, JSON_LINES_NAMES } from './bulk.ts'
import { buildCalendar } from './calendar.ts'
import { CSV_NAMES } from './csv-columns.ts'
import { addEntry, type FeedEntry } from './entries.ts'
import { listFeedItems } from './feed-items.ts'
import { ATOM_PATH, buildAtom, buildJsonFeed, JSON_FEED_PATH } from './feeds.ts'
import { buildJsonLd } from './json-ld.ts'
import { buildMarkdown } from './markdown.ts'

export type { FeedEntry } from './entries.ts'

/** Every release and its changes, newest first. The next build takes the items as `history`. */
export const ENTRIES_PATH = 'entries.json'
export type Entries = Collection<FeedEntry>

/** `history` is the `items` of the previous release's `entries.json`; empty for the first release. */
export function buildFormats(topic: Topic, changes: Changes, history: FeedEntry[] = []): TextFile[] {
  const items = addEntry(history, topic, changes)
  const entries: Entries = { items }
  const feed = listFeedItems(topic, items)
  return [
    { path: 'topic.jsonld', content: buildJsonLd(topic) },
    { path: 'topic.md', content: buildMarkdown(topic) },
    ...CSV_NAMES.map((name) => ({ path: `${name}.csv`, content: buildCsv(topic, name) })),
    ...JSON_LINES_NAMES.map((name) => ({ path: `${name}.jsonl`, content: buildJsonLines(topic, name) })),
    { path: 'datapackage.json', content: buildDataPackage(topic) },
    { path: 'events.ics', content: buildCalendar(topic, items) },
    { path: ATOM_PATH, content: buildAtom(topic, feed) },
    { path: JSON_FEED_PATH, content: buildJsonFeed(topic, feed) },
    { path: ENTRIES_PATH, content: JSON.stringify(entries) },
  ]
}
