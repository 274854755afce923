/** What is served while it is measured: the real topic, edited, grown, and beside thousands of others. */
import type { Authored } from '../../data/authored.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { publishTopic } from '../../data/releases/publish.ts'
import type { Pointer } from '../../data/releases/records.ts'
import { readPointer, type Store, writePointer } from '../../data/releases/store.ts'

export const TOPIC = 'us-iran-iraq-talks'
const FIRST = Date.UTC(2026, 10, 1)
const HOUR = 3_600_000

export async function readTopic(): Promise<Authored> {
  const [topic] = await loadTopics(TOPICS_FOLDER, [TOPIC])
  if (!topic?.authored) throw new Error(`${TOPIC} does not pass its checks`)
  return topic.authored
}

/** Release `number`, in which one event has another name. */
export async function publish(store: Store, authored: Authored, number: number): Promise<void> {
  const edited = structuredClone(authored)
  const [event] = edited.events
  if (event) event.name = `${event.name}, ${number}`
  await publishTopic(store, edited, { now: new Date(FIRST + number * HOUR), onto: 'any' })
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

/** Other topics, until there are `count`: one a year is published, and the rest have the files of one of these. */
export async function addTopics(store: Store, authored: Authored, count: number): Promise<void> {
  const models: Pointer[] = []
  for (let index = 1; index < count; index++) {
    const id = `topic-${String(index).padStart(5, '0')}`
    const model = models[index % YEARS]
    if (model) {
      await writePointer(store, { ...model, row: { ...model.row, id }, manifest: { ...model.manifest, topic: id } })
    } else {
      models[index % YEARS] = await publishModel(store, moveBack(authored, id, index % YEARS))
    }
  }
  await publish(store, authored, 1)
}

async function publishModel(store: Store, authored: Authored): Promise<Pointer> {
  await publish(store, authored, 1)
  const pointer = await readPointer(store, authored.topic.id)
  if (!pointer) throw new Error(`${authored.topic.id} is not published`)
  return pointer
}

/** The same story so many years before, under another name. */
function moveBack(authored: Authored, id: string, years: number): Authored {
  const moved = JSON.stringify(authored).replace(/(?<=["/])20\d\d(?=["/-])/g, (year) => String(Number(year) - years))
  const copy = JSON.parse(moved) as Authored
  return { ...copy, topic: { ...copy.topic, id } }
}
