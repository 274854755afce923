/** Publishing one topic costs as many reads, lists and writes beside a thousand others as alone. */
import { expect, it } from 'vitest'
import { publishTopic } from '../../data/releases/publish.ts'
import {
  blobKey,
  CATALOG_KEY,
  type Catalog,
  POINTER_PREFIX,
  type Pointer,
  pointerKey,
  releaseKey,
} from '../../data/releases/records.ts'
import { type Store, writePointer } from '../../data/releases/store.ts'
import { sha256Hex } from '../../data/sha256.ts'
import { createTinyTopic } from '../kv/tiny-topic.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'

const TOPIC = 'lamp'
const TOPICS = 1000
const FIRST = new Date('2031-03-12T09:00:00Z')
const SECOND = new Date('2031-03-13T09:00:00Z')

const read = <Value>(store: MemoryStore, key: string) => JSON.parse(store.values.get(key) ?? 'null') as Value

async function publishFirst(): Promise<MemoryStore> {
  const store = createMemoryStore()
  await publishTopic(store, createTinyTopic(TOPIC), { now: FIRST, onto: 'any' })
  store.writes.length = 0
  return store
}

/** 999 topics like the one that is there: pointers, rows of the catalog and of the lists, as publishing leaves them. */
async function addOthers(store: MemoryStore): Promise<void> {
  const ids = Array.from({ length: TOPICS - 1 }, (_, index) => `topic-${String(index + 1).padStart(4, '0')}`)
  const pointer = read<Pointer>(store, pointerKey(TOPIC))
  const catalog = read<Catalog>(store, CATALOG_KEY)
  for (const id of ids) {
    const row = { ...pointer.row, id }
    await writePointer(store, { ...pointer, row, manifest: { ...pointer.manifest, topic: id } })
    catalog.topics[id] = { ...catalog.topics[TOPIC], sequence: pointer.sequence, row }
  }
  for (const shard of Object.values(catalog.lists ?? {}).flatMap((list) => Object.values(list))) {
    const { items } = read<{ items: object[] }>(store, blobKey(shard.sha256))
    const content = JSON.stringify({
      items: [TOPIC, ...ids].flatMap((topic) => items.map((row) => ({ ...row, topic }))),
    })
    Object.assign(shard, { sha256: await sha256Hex(content), items: items.length * TOPICS })
    await store.put(blobKey(shard.sha256), content)
  }
  await store.put(CATALOG_KEY, JSON.stringify(catalog))
  store.writes.length = 0
}

async function publishEdit(store: MemoryStore) {
  const gets: string[] = []
  const lists: string[] = []
  const counted: Store = {
    ...store,
    get: (key) => {
      gets.push(key)
      return store.get(key)
    },
    list: (options) => {
      lists.push(options.prefix)
      return store.list(options)
    },
  }
  const edited = createTinyTopic(TOPIC)
  for (const event of edited.events) event.name = 'Another name'
  const published = await publishTopic(counted, edited, { now: SECOND, onto: 1 })
  expect(published).toEqual({ kind: 'published', release: 2 })
  return { gets, lists, writes: store.writes }
}

const listShas = (store: MemoryStore) => {
  const { manifest } = read<Pointer>(store, pointerKey(TOPIC))
  const shards = Object.values(read<Catalog>(store, CATALOG_KEY).lists ?? {}).flatMap((list) => Object.values(list))
  return new Set([...Object.values(manifest.files), ...shards].map(({ sha256 }) => blobKey(sha256)))
}

it('publishes one of a thousand topics for what it costs alone, and touches no other', async () => {
  const alone = await publishEdit(await publishFirst())
  const store = await publishFirst()
  await addOthers(store)
  const before = listShas(store)
  const { gets, lists, writes } = await publishEdit(store)

  const blobs = writes.filter((key) => key.startsWith('blob/'))
  expect(new Set(blobs)).toEqual(listShas(store).difference(before))
  expect(writes.filter((key) => !key.startsWith('blob/'))).toEqual([
    releaseKey(TOPIC, 2),
    pointerKey(TOPIC),
    CATALOG_KEY,
  ])
  expect(gets.filter((key) => key.startsWith(POINTER_PREFIX))).toEqual([pointerKey(TOPIC)])
  // One listing, a page of names for each thousand topics, says which pointers the catalog has not caught up with.
  expect(lists.filter((prefix) => prefix === POINTER_PREFIX)).toHaveLength(1)
  expect({ reads: gets.length, lists: lists.length, writes: writes.length }).toEqual({
    reads: alone.gets.length,
    lists: alone.lists.length,
    writes: alone.writes.length,
  })
  expect(Object.keys(read<Catalog>(store, CATALOG_KEY).topics)).toHaveLength(TOPICS)
})
