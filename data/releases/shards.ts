/**
 * The files of the lists across topics: one for each year that has rows, and one for rows without a date. Publishing a
 * topic rewrites those that its rows are in or were in, and reads no other topic's files, but to make anew what is lost.
 */
import { comparePositions, LIST_NAMES, type ListName, type ListRow, readDates, readPosition } from '../list-rows.ts'
import { sha256Hex } from '../sha256.ts'
import type { Collection } from '../wire.ts'
import { writeBlob } from './blobs.ts'
import { blobKey, type Catalog, type Shard } from './records.ts'
import type { Store } from './store.ts'

export const UNDATED = 'undated'

/** A topic's rows, by list. */
export type TopicRows = Record<ListName, ListRow[]>

/** By list, the shards that a topic's rows are in. */
export function listShards(rows: TopicRows): Record<ListName, string[]> {
  const names = (list: ListName) => [...new Set(rows[list].map(nameShard))].sort()
  return { events: names('events'), articles: names('articles') }
}

/** The year of the first day that it may be of. */
function nameShard(row: ListRow): string {
  return readDates(row)?.start.slice(0, 4) ?? UNDATED
}

/** `changed` has the new rows of each topic that changed; `recover` gives any other topic's, when a shard was lost. */
export async function writeShards(
  store: Store,
  { topics, lists: known }: Catalog,
  changed: Map<string, TopicRows>,
  recover: (topic: string) => Promise<TopicRows | undefined>,
  written: string,
): Promise<NonNullable<Catalog['lists']>> {
  const lists = { events: { ...known?.events }, articles: { ...known?.articles } }
  for (const list of LIST_NAMES) {
    for (const name of listAffected(list, topics, changed)) {
      const before = lists[list][name]
      const held = before && (await readRows(store, before))
      const others = held ?? (before ? await recoverRows(list, name, topics, recover) : [])
      const fresh = [...changed.values()].flatMap((rows) => rows[list].filter((row) => nameShard(row) === name))
      const rows = [...others.filter(({ topic }) => !changed.has(topic)), ...fresh]
      if (rows.length === 0) {
        delete lists[list][name]
        continue
      }
      const shard = await createShard(rows, before)
      if (!held || shard.entry !== before) await writeBlob(store, shard, written, false)
      lists[list][name] = shard.entry
    }
  }
  return lists
}

function listAffected(list: ListName, topics: Catalog['topics'], changed: Map<string, TopicRows>): Set<string> {
  const before = [...changed.keys()].flatMap((topic) => topics[topic]?.shards?.[list] ?? [])
  return new Set([...before, ...[...changed.values()].flatMap((rows) => rows[list].map(nameShard))])
}

/** Absent when it was lost. */
async function readRows(store: Store, { sha256 }: Shard): Promise<ListRow[] | undefined> {
  const value = await store.get(blobKey(sha256))
  if (value === null || (await sha256Hex(value)) !== sha256) return undefined
  return (JSON.parse(value) as Collection<ListRow>).items
}

async function recoverRows(
  list: ListName,
  name: string,
  topics: Catalog['topics'],
  recover: (topic: string) => Promise<TopicRows | undefined>,
): Promise<ListRow[]> {
  const lost = Object.keys(topics).filter((topic) => topics[topic]?.shards?.[list].includes(name))
  const found = await Promise.all(lost.map(recover))
  return found.flatMap((rows) => rows?.[list].filter((row) => nameShard(row) === name) ?? [])
}

/** `entry` is the one before when nothing changed. */
async function createShard(rows: ListRow[], before: Shard | undefined) {
  const items = rows.toSorted((a, b) => comparePositions(readPosition(a), readPosition(b)))
  const content = JSON.stringify({ items } satisfies Collection<ListRow>)
  const sha256 = await sha256Hex(content)
  if (before?.sha256 === sha256) return { content, sha256, entry: before }
  const through = findLastEnd(items)
  const entry: Shard = {
    sha256,
    items: items.length,
    ...(through !== undefined && { through }),
    ...(before && { previous: before.sha256 }),
  }
  return { content, sha256, entry }
}

/** A month ends after each of its days, and a year after each of its months. */
function findLastEnd(rows: ListRow[]): string | undefined {
  const ends = rows.flatMap((row) => readDates(row)?.end ?? [])
  return ends.reduce<string | undefined>(
    (last, end) => (last === undefined || `${end}~` > `${last}~` ? end : last),
    undefined,
  )
}
