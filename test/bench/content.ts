/** What is served while it is measured: the real topic, edited, grown, and beside thousands of others. */
import type { Authored } from '../../data/authored.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { type Ref, refKey } from '../../data/store/records.ts'
import type { Storage } from '../../data/store/refs.ts'
import { type MemoryStorage, readRef } from '../data/memory-store.ts'

export const TOPIC = 'us-iran-iraq-talks'
const FIRST = Date.UTC(2026, 10, 1)
const HOUR = 3_600_000

export async function readTopic(): Promise<Authored> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [TOPIC])
  if (!topic?.authored) throw new Error(`${TOPIC} does not pass its checks`)
  return topic.authored
}

/** Release `number`, in which one event has another name. */
export async function publish(storage: Storage, authored: Authored, number: number): Promise<void> {
  const edited = structuredClone(authored)
  const [event] = edited.events
  if (event) event.name = `${event.name}, ${number}`
  await publishTopic(storage, edited, { now: new Date(FIRST + number * HOUR), onto: 'any' })
}

/** The same topic with so many events, a day apart. */
export function growEvents(authored: Authored, count: number): Authored {
  const [event] = authored.events
  if (!event) throw new Error(`${TOPIC} has no events`)
  const more = Array.from({ length: count - authored.events.length }, (_, index) => ({
    ...event,
    id: `event-${index}`,
    name: `${event.name}, ${index}`,
    startDate: new Date(Date.UTC(2008, 0, 1 + index)).toISOString().slice(0, 10),
  }))
  return { ...authored, events: [...authored.events, ...more] }
}

/** So many years back the other topics' dates go, evenly. */
const YEARS = 20

/** The tables of the index that have rows of a topic's items. */
const TABLES = ['events', 'articles', 'statements', 'parties', 'corrections']

/** Other topics, until there are `count`: one a year is published, and each of the rest is a copy of one of these. */
export async function addTopics(storage: MemoryStorage, authored: Authored, count: number): Promise<void> {
  const ids = Array.from({ length: count - 1 }, (_, index) => `topic-${String(index + 1).padStart(5, '0')}`)
  const models: Ref[] = []
  for (const id of ids.slice(0, YEARS)) {
    await publish(storage, moveBack(authored, id, models.length), 1)
    models.push(readRef(storage, id))
  }
  storage.sqlite.exec('BEGIN')
  for (const [index, id] of ids.slice(YEARS).entries()) copyTopic(storage, models[index % YEARS] as Ref, id)
  storage.sqlite.exec('COMMIT')
  await publish(storage, authored, 1)
}

/** A ref to the same files, and the same rows under another topic. */
function copyTopic({ values, sqlite }: MemoryStorage, model: Ref, id: string): void {
  const ref = { ...model, topic: id, manifest: { ...model.manifest, topic: id } }
  values.set(refKey(id), new TextEncoder().encode(JSON.stringify(ref)))
  const columns = (table: string) =>
    sqlite
      .prepare(`SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('topic', 'number')`)
      .all(table)
      .map(({ name }) => String(name))
  const rest = columns('topics').filter((name) => name !== 'id')
  sqlite.prepare(`INSERT INTO topics (id, ${rest}) SELECT ?, ${rest} FROM topics WHERE id = ?`).run(id, model.topic)
  for (const table of TABLES) {
    const names = columns(table)
    sqlite
      .prepare(`INSERT INTO ${table} (topic, ${names}) SELECT ?, ${names} FROM ${table} WHERE topic = ?`)
      .run(id, model.topic)
  }
  sqlite
    .prepare(
      `INSERT INTO search (rowid, kind, topic, id, text)
       SELECT (SELECT number << 20 FROM topics WHERE id = ?1) + (rowid & 1048575), kind, ?1, id, text FROM search
       WHERE rowid >= (SELECT number << 20 FROM topics WHERE id = ?2)
       AND rowid < (SELECT (number + 1) << 20 FROM topics WHERE id = ?2)`,
    )
    .run(id, model.topic)
}

/** The same story so many years before, under another name. */
function moveBack(authored: Authored, id: string, years: number): Authored {
  const moved = JSON.stringify(authored).replace(/(?<=["/])20\d\d(?=["/-])/g, (year) => String(Number(year) - years))
  const copy = JSON.parse(moved) as Authored
  return { ...copy, topic: { ...copy.topic, id } }
}
