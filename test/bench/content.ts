/** The measured content: the real topic, edited, grown, and among thousands of others. */

import { TOPICS_FOLDER } from '../../data/cli/topics.ts'
import type { Topic } from '../../data/schema/api.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { readFile } from '../../data/store/blobs.ts'
import { createTopicIndex } from '../../data/store/index-rows.ts'
import { publishTopic } from '../../data/store/publish.ts'
import type { Ref } from '../../data/store/records.ts'
import { readRef, type Storage, writeRefs } from '../../data/store/refs.ts'
import { inBatches } from '../../data/store/store.ts'
import { type IndexChange, writeIndex } from '../../data/store/write-index.ts'
import { loadChecked } from '../fixtures/topics.ts'

export const TOPIC = 'us-iran-iraq-talks'
const FIRST = Date.UTC(2026, 10, 1)
const HOUR = 3_600_000

export async function readTopic(): Promise<Authored> {
  const [authored] = await loadChecked(TOPICS_FOLDER, [TOPIC])
  return authored as Authored
}

/** Publishes release `number`, in which one event has another name. */
export async function publish(storage: Storage, authored: Authored, number: number): Promise<void> {
  const edited = structuredClone(authored)
  const [event] = edited.events
  if (event) event.name = `${event.name}, ${number}`
  await publishTopic(storage, edited, { now: new Date(FIRST + number * HOUR), onto: 'any' })
}

/** Returns the topic with this many events, a day apart. */
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

/** Does the same with events as short as in the longest topic that `check` accepts without findings: 2 MiB with 5,000. */
export function growShortEvents(authored: Authored, count: number): Authored {
  const grown = growEvents(authored, count)
  const known = authored.events.length
  const events = grown.events.map((event, index) => (index < known ? event : shorten(event, index)))
  return { ...grown, events }
}

type Event = Authored['events'][number]

function shorten({ id, startDate, participants, citations }: Event, index: number): Event {
  return {
    id,
    name: `Round ${index} of talks`,
    description: `The delegations met for round ${index}.`,
    ...(startDate !== undefined && { startDate }),
    datePrecision: 'day' as const,
    dateBasis: 'As printed.',
    participants: participants.slice(0, 1),
    citations: citations.slice(0, 1),
  }
}

/** The dates of the other topics are spread evenly over this many years. */
const YEARS = 20
/** Topics whose refs and rows are written together. */
const BATCH = 100

interface Model {
  ref: Ref
  topic: Topic
}

/**
 * Adds topics of the size of the real one, until there are `count`. One per year is published; the others get its ref and its rows,
 * and share its blobs.
 */
export async function addTopics(storage: Storage, authored: Authored, count: number): Promise<void> {
  const models: Model[] = []
  const ids = Array.from({ length: count - 1 }, (_, index) => `topic-${String(index + 1).padStart(5, '0')}`)
  for (const [year, id] of ids.slice(0, YEARS).entries())
    models.push(await publishModel(storage, moveBack(authored, id, year)))
  for (const batch of inBatches(ids.slice(YEARS), BATCH)) {
    const copies = batch.map((id, index) => copyModel(models[index % YEARS] as Model, id))
    await writeRefs(
      storage,
      copies.map(({ ref, topic }) => ({ ref, name: topic.name })),
    )
    const changes = copies.map(
      ({ ref, topic }): IndexChange => ({ next: createTopicIndex(ref, { topic, entries: [] }), seen: undefined }),
    )
    if (storage.index) await writeIndex(storage.index, changes)
  }
  await publish(storage, authored, 1)
}

async function publishModel(storage: Storage, authored: Authored): Promise<Model> {
  await publish(storage, authored, 1)
  const ref = await readRef(storage, authored.topic.id)
  if (!ref) throw new Error(`${authored.topic.id} is not published`)
  return { ref, topic: await readFile<Topic>(storage.store, ref.manifest, 'topic.json') }
}

function copyModel({ ref, topic }: Model, id: string): Model {
  return { ref: { ...ref, topic: id, manifest: { ...ref.manifest, topic: id } }, topic: { ...topic, id } }
}

/** Returns the same story the given years earlier, under another name. */
function moveBack(authored: Authored, id: string, years: number): Authored {
  const moved = JSON.stringify(authored).replace(/(?<=["/])20\d\d(?=["/-])/g, (year) => String(Number(year) - years))
  const copy = JSON.parse(moved) as Authored
  return { ...copy, topic: { ...copy.topic, id } }
}
