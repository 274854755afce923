/**
 * The rows of a topic in the index, for lists and search across topics, derived from its current release. The row in `topics`
 * names the ref that all rows of the topic belong to, by `sequence` and `log`. Pure.
 */
import { listFeedItems } from '../build/formats/feed-items.ts'
import type { FeedEntry } from '../build/formats/index.ts'
import type { Previous } from '../build/index.ts'
import { selectLede } from '../build/topic.ts'
import type { CollectionName, Collections, Event, Statement, Topic, TopicRow } from '../schema/api.ts'
import { COLLECTION_NAMES } from '../schema/collections.ts'
import { LISTS } from '../schema/lists.ts'
import { type IndexedRef, TABLE_NAMES, type Table } from './index-tables.ts'
import type { Ref } from './records.ts'
import { listSearchTexts, listSpellings, toSearchText } from './search-text.ts'
import { findTopicTombstone } from './tombstones.ts'

export type Row = Record<string, unknown>

/** The rows that the index should have for a topic. */
export interface TopicIndex {
  topic: string
  indexed: IndexedRef
  row: Row
  items: Record<Table, Row[]>
  /** The rows of the full-text search. */
  texts: Row[]
}

/** Number of the newest releases of a topic whose changes are in the index; also the number of feed items. */
const MAX_RELEASES = 50

/** Creates the rows of a topic's current release: of a withdrawn topic, one without a name, for its ref alone. */
export function createTopicIndex(
  ref: Pick<Ref, 'topic' | 'sequence' | 'log' | 'tombstones'>,
  content: Previous,
): TopicIndex {
  const index = createRows(ref, content)
  if (!findTopicTombstone(ref)) return index
  const items = Object.fromEntries(TABLE_NAMES.map((table) => [table, []])) as unknown as TopicIndex['items']
  const row = {
    ...index.row,
    name: '',
    json: { ...createTopicRow(content.topic), name: ref.topic, temporalCoverage: '' },
  }
  return { ...index, row, items, texts: [] }
}

/** `entries` are those of its feeds. */
function createRows({ sequence, log }: IndexedRef, { topic, entries }: Previous): TopicIndex {
  const { id, name, release, datePublished, dateModified } = topic
  const readModified = listModified(topic, entries)
  const base = (item: { id: string }) => ({ topic: id, id: item.id, sequence })
  const toRow = (item: { id: string }) => ({
    ...base(item),
    modified: readModified(item.id),
    json: { topic: id, ...item },
  })
  const events = new Map(topic.events.map((event) => [event.id, readDates(event)]))
  const published = new Map(topic.articles.map((article) => [article.id, article.datePublished]))
  const dateOf = ({ event, reportedBy }: Statement) =>
    events.get(event ?? '')?.date || (published.get(reportedBy) ?? '')
  const ofDay = (date: string | undefined) => ({ date: date ?? '', first: date, last: date })
  return {
    topic: id,
    indexed: { sequence, log },
    row: {
      id,
      sequence,
      log,
      release,
      date_published: datePublished,
      date_modified: dateModified,
      name,
      json: createTopicRow(topic),
    },
    items: {
      events: topic.events.map((event) => ({
        ...toRow(event),
        ...readDates(event),
        parties: joinIds(event.participants.map(({ party }) => party)),
      })),
      articles: topic.articles.map((article) => ({ ...toRow(article), ...ofDay(article.datePublished) })),
      statements: topic.statements.map((statement) => {
        const dates = events.get(statement.event ?? '') ?? readDates({})
        return {
          ...toRow(statement),
          ...dates,
          date: dateOf(statement),
          parties: joinIds(listParties(statement)),
          status: statement.status,
          claimant: statement.claimant,
        }
      }),
      parties: (['people', 'organizations'] as const).flatMap((kind) =>
        topic[kind].map((party) => ({ ...toRow(party), kind })),
      ),
      corrections: topic.corrections.map((correction) => ({ ...toRow(correction), ...ofDay(correction.date) })),
      changes: entries.slice(0, MAX_RELEASES).flatMap((entry) => listChanges(topic, entry, sequence)),
      feed_items: listFeedItems(topic, entries)
        .slice(0, MAX_RELEASES)
        .map((item) => ({ ...base({ id: item.url.split('#').pop() ?? '' }), date: item.published, json: item })),
    },
    texts: listTexts(topic, (item) => ('reportedBy' in item ? dateOf(item) : readDate(item))),
  }
}

/** Returns the item of `/v1/topics`. */
function createTopicRow({ id, name, temporalCoverage, release, datePublished, dateModified }: Topic): TopicRow {
  return { id, name, temporalCoverage, release, datePublished, dateModified }
}

/** Returns when an item was last changed by a release; for an item that never changed, when the first was published. */
function listModified({ dateModified }: Topic, entries: readonly FeedEntry[]): (id: string) => string {
  const modified = new Map<string, string>()
  for (const { published, changes } of entries.toReversed()) for (const { id } of changes) modified.set(id, published)
  const first = entries.at(-1)?.published ?? dateModified
  return (id) => modified.get(id) ?? first
}

function readDates({ startDate, endDate }: Pick<Event, 'startDate' | 'endDate'>) {
  return { date: startDate ?? '', first: startDate, last: endDate ?? startDate }
}

function listParties({ claimant, quote, about }: Statement): string[] {
  return [claimant, quote?.spokenBy, ...about].filter((id) => id !== undefined)
}

const joinIds = (ids: readonly string[]): string => ` ${[...new Set(ids)].join(' ')} `

/** Returns the changes of a release, item by item. The first release only adds the topic. */
function listChanges(
  { id, name, draft, ...topic }: Topic,
  { release, previous, published, changes }: FeedEntry,
  sequence: number,
): Row[] {
  const made = { part: 'topic' as const, id, label: name, kind: 'added' as const }
  return (previous === undefined ? [made] : changes).map((change, place) => {
    const { fields, ...about } = 'fields' in change ? change : { ...change, fields: undefined }
    return {
      topic: id,
      position: [release, place].map((number) => String(number).padStart(6, '0')).join('-'),
      id: change.id,
      sequence,
      date: published,
      json: {
        topic: id,
        release,
        datePublished: published,
        ...(draft && release === topic.release && { draft }),
        ...about,
        ...(fields && { fields: fields.map(({ field }) => field) }),
      },
    }
  })
}

/** The texts that `q` searches. An item with `standalone: false` has no `json`: lists find it, and no search result shows it alone. */
function listTexts(topic: Topic, dateOf: (item: Collections[CollectionName]) => string): Row[] {
  const spellings = listSpellings(topic)
  const names = [topic.name, ...topic.alternateName]
  return [
    {
      kind: 'topic',
      topic: topic.id,
      id: topic.id,
      date: topic.dateModified,
      json: {
        title: topic.name,
        text: selectLede(topic.abstract)
          .map(({ text }) => text)
          .join(' '),
      },
      name: toSearchText(names),
      text: toSearchText(
        topic.abstract.map(({ text }) => text),
        [...spellings.values()],
      ),
    },
    ...COLLECTION_NAMES.flatMap((collection) =>
      (topic[collection] as Collections[CollectionName][]).map((item) => {
        const found = listSearchTexts(collection, item, spellings)
        return {
          kind: LISTS[collection].kind,
          topic: topic.id,
          id: item.id,
          date: dateOf(item),
          ...(!('standalone' in item) && { json: describeHit(item) }),
          name: toSearchText(found.names),
          text: toSearchText(found.texts, found.spellings),
        }
      }),
    ),
  ]
}

function readDate(item: Collections[CollectionName]): string {
  if ('startDate' in item) return item.startDate ?? ''
  if ('datePublished' in item) return item.datePublished ?? ''
  return 'date' in item ? item.date : ''
}

/** Returns what a search result shows of an item. */
function describeHit(item: Collections[CollectionName]): { title?: string; text?: string } {
  if ('headline' in item) return { title: item.headline, text: item.summary[0]?.text ?? '' }
  if ('roles' in item) return { title: item.name, text: item.roles.map(({ roleName }) => roleName).join('; ') }
  if ('description' in item) return { title: item.name, text: item.description }
  return { text: 'reason' in item ? item.reason : item.text }
}
