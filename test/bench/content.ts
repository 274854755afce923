/** What is served while it is measured: the real topic, edited, grown, and beside thousands of others. */
import type { Authored } from '../../data/authored.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { publishTopic } from '../../data/releases/publish.ts'
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

/** Other topics with the same files, until there are `count`. The catalog learns of them as it does of any it fell behind. */
export async function addTopics(store: Store, authored: Authored, count: number): Promise<void> {
  const pointer = await readPointer(store, TOPIC)
  if (!pointer) throw new Error(`${TOPIC} is not published`)
  for (let index = 1; index < count; index++) {
    const id = `topic-${String(index).padStart(5, '0')}`
    await writePointer(store, { ...pointer, row: { ...pointer.row, id }, manifest: { ...pointer.manifest, topic: id } })
  }
  await publish(store, authored, pointer.latest)
}
