import { describe, expect, it } from 'vitest'
import { publishTopic } from '../../data/releases/publish.ts'
import {
  CATALOG_KEY,
  type Catalog,
  type Manifest,
  type Pointer,
  pointerKey,
  releaseKey,
} from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Topic } from '../../data/wire.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { readAuthored } from './real-topic.ts'

const TOPIC = 'us-iran-iraq-talks'
const FIRST = new Date('2026-11-02T09:30:00Z')
const SECOND = new Date('2026-11-03T10:00:00Z')

const at = (now: Date) => ({ now, onto: 'any' as const })

function edit() {
  const authored = readAuthored()
  authored.topic.name = 'An edited name'
  return authored
}

const read = <Value>(store: MemoryStore, key: string) => JSON.parse(store.values.get(key) ?? 'null') as Value
const readPointer = (store: MemoryStore) => read<Pointer>(store, pointerKey(TOPIC))

describe('publishing', () => {
  it('writes blobs, then the release, then the pointer, then the catalog', async () => {
    const store = createMemoryStore()
    expect(await publishTopic(store, readAuthored(), at(FIRST))).toMatchObject({ kind: 'published', release: 1 })
    const kinds = store.writes.map((key) => key.replace(/\/.*/, ''))
    expect([...new Set(kinds)]).toEqual(['blob', 'release', 'topic', 'catalog'])
    expect(kinds.filter((kind) => kind !== 'blob')).toEqual(['release', 'topic', 'catalog'])
  })

  it('names every file by the hash and length of its bytes', async () => {
    const store = createMemoryStore()
    await publishTopic(store, readAuthored(), at(FIRST))
    const files = Object.entries(readPointer(store).manifest.files)
    expect(files.length).toBeGreaterThan(0)
    for (const [path, { sha256, bytes }] of files) {
      const content = store.values.get(`blob/${sha256}`) ?? ''
      expect(await sha256Hex(content), path).toBe(sha256)
      expect(Buffer.byteLength(content), path).toBe(bytes)
    }
  })

  it('writes nothing when the same content is published again', async () => {
    const store = createMemoryStore()
    await publishTopic(store, readAuthored(), at(FIRST))
    const before = [...store.writes]
    expect(await publishTopic(store, readAuthored(), at(SECOND))).toEqual({ kind: 'unchanged', release: 1 })
    expect(store.writes).toEqual(before)
  })

  it('gives an edit a release of its own and keeps the one before', async () => {
    const store = createMemoryStore()
    await publishTopic(store, readAuthored(), at(FIRST))
    const old = readPointer(store).manifest
    expect(await publishTopic(store, edit(), at(SECOND))).toMatchObject({ kind: 'published', release: 2 })
    expect(readPointer(store)).toMatchObject({ sequence: 2, latest: 2 })
    expect(read<Manifest>(store, releaseKey(TOPIC, 1))).toEqual(old)
    const { sha256 } = readPointer(store).manifest.files['topic.json'] ?? { sha256: '' }
    expect(read<Topic>(store, `blob/${sha256}`)).toMatchObject({
      name: 'An edited name',
      release: 2,
      datePublished: '2026-11-02T09:30:00Z',
      dateModified: '2026-11-03T10:00:00Z',
    })
    expect(read<Catalog>(store, CATALOG_KEY).topics[TOPIC]).toMatchObject({ sequence: 2, row: { release: 2 } })
  })

  it('leaves readers on the old release wherever it stops, and completes when run again', async () => {
    const counting = createMemoryStore()
    await publishTopic(counting, readAuthored(), at(FIRST))
    const before = counting.writes.length
    await publishTopic(counting, edit(), at(SECOND))
    for (let failAt = before + 1; failAt <= counting.writes.length; failAt++) {
      const store = createMemoryStore({ failAt })
      await publishTopic(store, readAuthored(), at(FIRST))
      await expect(publishTopic(store, edit(), at(SECOND))).rejects.toThrow('out of reach')
      const isPointerWritten = failAt === counting.writes.length
      expect(readPointer(store).manifest.release, `stopped at write ${failAt}`).toBe(isPointerWritten ? 2 : 1)
      const healed = createMemoryStore({ from: store })
      expect(await publishTopic(healed, edit(), at(SECOND))).toMatchObject({ release: 2 })
      expect(read<Catalog>(healed, CATALOG_KEY).topics[TOPIC]?.row.release).toBe(2)
    }
  })

  it('refuses a blob that does not read back as it was written', async () => {
    const store = createMemoryStore()
    const { get } = store
    store.get = async (key) => (key.startsWith('blob/') ? 'something else' : get(key))
    await expect(publishTopic(store, readAuthored(), at(FIRST))).rejects.toThrow('does not read back')
    expect(store.values.has(pointerKey(TOPIC))).toBe(false)
  })
})

describe('the published files', () => {
  it('give every event, statement, role and sentence a citation', async () => {
    const store = createMemoryStore()
    await publishTopic(store, readAuthored(), at(FIRST))
    const topic = read<Topic>(store, `blob/${readPointer(store).manifest.files['topic.json']?.sha256}`)
    const cited = [
      ...topic.abstract,
      ...topic.events,
      ...topic.statements,
      ...topic.articles.flatMap((article) => article.summary),
      ...[...topic.people, ...topic.organizations].flatMap((party) => party.roles),
    ]
    expect(cited.length).toBeGreaterThan(50)
    expect(cited.filter((item) => item.citations.length === 0)).toEqual([])
  })

  it('tell no reader where an editor keeps the documents', async () => {
    const store = createMemoryStore()
    await publishTopic(store, readAuthored(), at(FIRST))
    expect([...store.values.values()].join('')).not.toContain('.txt')
  })
})
