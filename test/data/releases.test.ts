/** What can be done with releases once there are some: rolled back, withdrawn from, listed, compared, cleaned up after. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Authored } from '../../data/authored.ts'
import { collectGarbage } from '../../data/releases/collect-garbage.ts'
import { findReleaseAt, listReleases } from '../../data/releases/history.ts'
import { publishTopic } from '../../data/releases/publish.ts'
import { BLOB_PREFIX, CATALOG_KEY, type Catalog, type Pointer, pointerKey } from '../../data/releases/records.ts'
import { rollbackTopic } from '../../data/releases/rollback.ts'
import { withdraw } from '../../data/releases/withdraw.ts'
import type { Changes, Topic } from '../../data/wire.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { readAuthored } from './real-topic.ts'

const TOPIC = 'us-iran-iraq-talks'
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

let store: MemoryStore

const readPointer = () => JSON.parse(store.values.get(pointerKey(TOPIC)) ?? 'null') as Pointer
const readFile = <Content>(path: string) =>
  JSON.parse(store.values.get(`${BLOB_PREFIX}${readPointer().manifest.files[path]?.sha256}`) ?? 'null') as Content

function publish(
  now: Date,
  edit: (authored: Authored) => void = () => {},
  options: { onto?: number | 'any'; isDraft?: boolean } = {},
) {
  const authored = readAuthored()
  edit(authored)
  return publishTopic(store, authored, { now, onto: 'any', ...options })
}

const rename = (name: string) => (authored: Authored) => {
  authored.topic.name = name
}

beforeEach(async () => {
  store = createMemoryStore()
  await publish(day(1))
})

describe('rollback', () => {
  it('gives readers the release before, byte for byte, by one write and the catalog', async () => {
    const before = readPointer().manifest
    await publish(day(2), rename('Second'))
    store.writes.length = 0
    expect(await rollbackTopic(store, TOPIC, undefined, day(3))).toEqual({ kind: 'rolled-back', from: 2, release: 1 })
    expect(store.writes).toEqual([pointerKey(TOPIC), CATALOG_KEY])
    expect(readPointer()).toMatchObject({ sequence: 3, latest: 2, manifest: before })
    expect((JSON.parse(store.values.get(CATALOG_KEY) ?? '') as Catalog).topics[TOPIC]?.row.release).toBe(1)
  })

  it('is followed by a release with a new number', async () => {
    await publish(day(2), rename('Second'))
    await rollbackTopic(store, TOPIC, 1, day(3))
    expect(await publish(day(4), rename('Third'))).toEqual({ kind: 'published', release: 3 })
    expect(readPointer().manifest.previous).toBe(1)
  })

  it('refuses what is not there, and changes nothing when readers have it already', async () => {
    store.writes.length = 0
    expect(await rollbackTopic(store, TOPIC, 7, day(2))).toEqual({ kind: 'unknown-release', latest: 1 })
    expect(await rollbackTopic(store, TOPIC, undefined, day(2))).toEqual({ kind: 'unknown-release', latest: 1 })
    expect(await rollbackTopic(store, 'nope', 1, day(2))).toEqual({ kind: 'unknown-topic' })
    expect(await rollbackTopic(store, TOPIC, 1, day(2))).toEqual({ kind: 'unchanged', release: 1 })
    expect(store.writes).toEqual([])
  })
})

describe('publishing over somebody else', () => {
  it('is refused, with both releases named', async () => {
    await publish(day(2), rename('Theirs'))
    store.writes.length = 0
    expect(await publish(day(3), rename('Ours'), { onto: 1 })).toEqual({
      kind: 'refused',
      onto: 1,
      latest: 2,
      published: '2026-11-02T12:00:00Z',
    })
    expect(store.writes).toEqual([])
  })

  it('is no conflict when the content is the same', async () => {
    await publish(day(2), rename('Theirs'))
    expect(await publish(day(3), rename('Theirs'), { onto: 1 })).toEqual({ kind: 'unchanged', release: 2 })
  })
})

describe('a draft', () => {
  it('is shown, marked, and is no release', async () => {
    expect(await publish(day(2), rename('Draft'), { isDraft: true })).toEqual({ kind: 'draft', release: 2 })
    expect(readFile<Topic>('topic.json')).toMatchObject({ name: 'Draft', draft: true })
    expect(readFile<Topic>('box.json')).toMatchObject({ draft: true })
    expect(readPointer()).toMatchObject({ latest: 1, history: [{ release: 1 }] })
    expect([...store.values.keys()]).not.toContain(`release/${TOPIC}/2`)
  })

  it('gives way to the release that publishing makes of it, or to the one it was made from', async () => {
    await publish(day(2), rename('Draft'), { isDraft: true })
    expect(await publish(day(3), rename('Draft'))).toEqual({ kind: 'published', release: 2 })
    expect(readFile<Topic>('topic.json').draft).toBeUndefined()
    await publish(day(4), rename('Another'), { isDraft: true })
    expect(await publish(day(5), rename('Draft'))).toEqual({ kind: 'unchanged', release: 2 })
    expect(readFile<Topic>('topic.json')).toMatchObject({ name: 'Draft', release: 2 })
  })
})

describe('corrections and changes', () => {
  const correction = {
    id: 'duration-of-talks',
    date: '2026-11-02',
    kind: 'correction' as const,
    target: 'first-round',
    before: 'First round of talks',
    after: 'The first round',
    reason: 'The name was wrong.',
  }
  const correct = (authored: Authored) => {
    authored.topic.corrections.push(correction)
    const event = authored.events.find(({ id }) => id === 'first-round')
    if (event) event.name = 'The first round'
  }

  it('keep the release that first carried the correction, and say what changed with before and after', async () => {
    await publish(day(2), correct)
    expect(readFile<Topic>('box.json').corrections).toEqual([{ ...correction, release: 2 }])
    const changes = readFile<Changes>('changes.json')
    expect(changes).toMatchObject({ release: 2, previous: 1 })
    expect(changes.items).toEqual([
      {
        part: 'events',
        id: 'first-round',
        label: 'The first round',
        kind: 'changed',
        fields: [{ field: 'name', before: 'First round of talks', after: 'The first round' }],
      },
      expect.objectContaining({
        part: 'corrections',
        id: correction.id,
        kind: 'added',
        after: { ...correction, release: 2 },
      }),
    ])
    await publish(day(3), (authored) => {
      correct(authored)
      authored.topic.name = 'Third'
    })
    expect(readFile<Topic>('topic.json').corrections[0]?.release).toBe(2)
  })

  it('are none in the first release, and none that only its stamp makes', async () => {
    expect(readFile<Changes>('changes.json')).toEqual({ items: [], release: 1 })
    await publish(day(2), rename('Second'))
    expect(readFile<Changes>('changes.json').items).toHaveLength(1)
  })

  it('name what is gone', async () => {
    await publish(day(2), (authored) => void authored.statements.splice(0, 1))
    expect(readFile<Changes>('changes.json').items).toMatchObject([
      { part: 'statements', kind: 'removed', before: { id: 'first-official-meeting' } },
    ])
  })
})

describe('withdrawal', () => {
  it('leaves a tombstone by one write, and refuses what no release has', async () => {
    store.writes.length = 0
    const target = { item: 'liaison-to-hezbollah' }
    expect(await withdraw(store, TOPIC, target, 'Legal advice.', day(2))).toEqual({ kind: 'withdrawn' })
    expect(store.writes).toEqual([pointerKey(TOPIC), CATALOG_KEY])
    expect(readPointer().withdrawn.items).toEqual({
      'liaison-to-hezbollah': { date: '2026-11-02T12:00:00Z', reason: 'Legal advice.', part: 'statements' },
    })
    expect(await withdraw(store, TOPIC, target, 'Again.', day(3))).toMatchObject({ kind: 'already-withdrawn' })
    expect(await withdraw(store, TOPIC, { item: 'nope' }, 'x', day(3))).toEqual({ kind: 'unknown-item' })
    await publish(day(4), rename('Second'))
    expect(Object.keys(readPointer().withdrawn.items)).toEqual(['liaison-to-hezbollah'])
  })

  it('takes a release, but not the one that readers have', async () => {
    await publish(day(2), rename('Second'))
    expect(await withdraw(store, TOPIC, { release: 2 }, 'x', day(3))).toEqual({ kind: 'current-release', release: 2 })
    expect(await withdraw(store, TOPIC, { release: 9 }, 'x', day(3))).toEqual({ kind: 'unknown-release', latest: 2 })
    expect(await withdraw(store, TOPIC, { release: 1 }, 'x', day(3))).toEqual({ kind: 'withdrawn' })
    expect(await rollbackTopic(store, TOPIC, 1, day(4))).toEqual({ kind: 'withdrawn-release', release: 1 })
  })
})

describe('the history', () => {
  it('lists releases from 1, and tells which readers had when', async () => {
    await publish(day(3), rename('Second'))
    await rollbackTopic(store, TOPIC, 1, day(5))
    const pointer = readPointer()
    expect(listReleases(pointer)).toMatchObject([
      { release: 1, isCurrent: true, since: ['2026-11-01T12:00:00Z', '2026-11-05T12:00:00Z'] },
      { release: 2, isCurrent: false, since: ['2026-11-03T12:00:00Z'] },
    ])
    const releases = [0, 2, 4, 6].map((n) => findReleaseAt(pointer, day(n).getTime()))
    expect(releases).toEqual([1, 1, 2, 1])
  })
})

describe('gc', () => {
  it('deletes only what no release names and is older than a day', async () => {
    await publish(day(2), rename('Draft'), { isDraft: true })
    await publish(day(2), rename('Second'))
    const named = [...store.values.keys()].length
    expect(await collectGarbage(store, day(2))).toMatchObject({ deleted: 0 })
    expect(await collectGarbage(store, day(9), { isDryRun: true })).toMatchObject({ deleted: 9 })
    expect(store.values.size).toBe(named)
    const { deleted } = await collectGarbage(store, day(9))
    expect(store.values.size).toBe(named - deleted)
    await rollbackTopic(store, TOPIC, 1, day(10))
    expect(readFile<Topic>('topic.json').release).toBe(1)
  })
})
