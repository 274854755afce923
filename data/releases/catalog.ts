import type { Article, Event } from '../entities.ts'
import { createArticleRow, createEventRow } from '../list-rows.ts'
import type { Collection } from '../wire.ts'
import { CATALOG_KEY, type Catalog, type Pointer } from './records.ts'
import { listShards, type TopicRows, writeShards } from './shards.ts'
import { listPointers, readFile, readPointer, type Store } from './store.ts'

/**
 * Derives the catalog from all pointers, so that running publish again heals it. `newest` may not be listed yet, and of
 * the others only those are read that the catalog has not caught up with. Writes only what changes: the shards of the
 * lists first, so that a catalog never names what is not there. `written` is the time of this writing (RFC 3339, UTC).
 */
export async function writeCatalog(store: Store, newest: Pointer, written = newest.written): Promise<void> {
  const value = await store.get(CATALOG_KEY)
  const known: Catalog = value === null ? { topics: {} } : JSON.parse(value)
  // A topic never leaves: what the listing does not show yet, or no longer, keeps the row it has.
  const topics: Catalog['topics'] = { ...known.topics }
  const changed = new Map<string, TopicRows>()
  const change = ({ sequence, row }: Pointer, rows: TopicRows) => {
    changed.set(row.id, rows)
    topics[row.id] = { sequence, row, shards: listShards(rows) }
  }
  for (const pointer of await readBehind(store, known, newest)) {
    // What cannot be read of another topic keeps its place, and is caught up with next time.
    const rows = await readRows(store, pointer).catch(() => undefined)
    if (rows) change(pointer, rows)
  }
  change(newest, await readRows(store, newest))
  const recover = async (topic: string) => {
    const pointer = changed.has(topic) ? undefined : await readPointer(store, topic)
    return pointer && readRows(store, pointer)
  }
  const lists = await writeShards(store, known, changed, recover, written)
  const derived = JSON.stringify({
    topics: sortByName(topics),
    lists: { events: sortByName(lists.events), articles: sortByName(lists.articles) },
  } satisfies Catalog)
  if (derived !== value) await store.put(CATALOG_KEY, derived)
}

/** The pointers, but for `newest`, whose topics the catalog has in an earlier state, or without their lists. */
async function readBehind(store: Store, { topics }: Catalog, newest: Pointer): Promise<Pointer[]> {
  const behind: Pointer[] = []
  for (const { topic, sequence } of await listPointers(store)) {
    const known = topics[topic]
    if (topic === newest.row.id || (known?.shards && known.sequence === sequence)) continue
    const pointer = await readPointer(store, topic)
    const isNews = pointer && (!known?.shards || pointer.sequence > known.sequence)
    if (isNews && pointer.sequence >= (known?.sequence ?? 0)) behind.push(pointer)
  }
  return behind
}

/** What the lists across topics tell of a topic: as readers have it, less what was withdrawn. */
async function readRows(store: Store, { manifest, withdrawn }: Pointer): Promise<TopicRows> {
  const { topic } = manifest
  const isThere = ({ id }: { id: string }) => !Object.hasOwn(withdrawn.items, id)
  const events = await readFile<Collection<Event>>(store, manifest, 'events.json')
  const articles = await readFile<Collection<Article>>(store, manifest, 'articles.json')
  return {
    events: events.items.filter(isThere).map((event) => createEventRow(topic, event)),
    articles: articles.items.filter(isThere).map((article) => createArticleRow(topic, article)),
  }
}

function sortByName<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
