/** Operations on releases: rollback, list, compare, garbage collection. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Changes, Topic } from '../../data/schema/api.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { collectGarbage } from '../../data/store/gc.ts'
import { findReleaseAt, listReleases, readLog } from '../../data/store/log.ts'
import { blobKey, refKey } from '../../data/store/records.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { withdrawRelease } from '../../data/store/withdraw.ts'
import {
  cloneStorage,
  listStops,
  type MemoryStorage,
  prepareOnce,
  readCurrent,
  readRef,
  stopAt,
} from './memory-store.ts'
import { day, type Edit, publishOn, rename, TOPIC } from './real-topic.ts'

let memory: MemoryStorage
const read = <Content>(path: string) => readCurrent<Content>(memory, TOPIC, path)
const rollback = (release: number | undefined, n: number) => rollbackTopic(memory, TOPIC, { release, now: day(n) })
const publish = (n: number, edit?: Edit, isDraft = false) => publishOn(memory, n, edit, isDraft)

const prepare = prepareOnce((memory) => publishOn(memory, 1))
beforeEach(async () => {
  memory = await prepare()
})

describe('rollback', () => {
  it('restores the previous release, byte for byte, with one visible write', async () => {
    const before = readRef(memory, TOPIC).manifest
    await publish(2, rename('Second'))
    memory.writes.length = 0
    expect(await rollback(undefined, 3)).toMatchObject({ kind: 'rolled-back', from: 2, release: 1, sequence: 3 })
    const ref = readRef(memory, TOPIC)
    expect(memory.writes.filter((key) => key !== 'index')).toEqual([blobKey(ref.log), refKey(TOPIC)])
    expect(memory.writes.at(-1)).toBe('index')
    expect(ref).toMatchObject({ sequence: 3, latest: 2, manifest: before })
    expect(memory.sqlite.prepare('SELECT release FROM topics').all()).toMatchObject([{ release: 1 }])
  })

  it('is followed by a release with a new number', async () => {
    await publish(2, rename('Second'))
    await rollback(1, 3)
    expect(await publish(4, rename('Third'))).toMatchObject({ kind: 'published', release: 3 })
    expect(readRef(memory, TOPIC).manifest.basedOn).toBe(1)
  })

  it('refuses an unknown release, and changes nothing when the release is current already', async () => {
    memory.writes.length = 0
    expect(await rollback(7, 2)).toEqual({ kind: 'unknown-release', latest: 1 })
    expect(await rollback(undefined, 2)).toEqual({ kind: 'unknown-release', latest: 1 })
    expect(await rollbackTopic(memory, 'nope', { release: 1, now: day(2) })).toEqual({ kind: 'unknown-topic' })
    expect(await rollback(1, 2)).toMatchObject({ kind: 'unchanged', release: 1 })
    expect(memory.writes).toEqual([])
  })

  it('refuses an incomplete release', async () => {
    const { files } = readRef(memory, TOPIC).manifest
    await publish(2, rename('Second'))
    memory.values.delete(blobKey(files['topic.md']?.sha256 ?? ''))
    expect(await rollback(1, 3)).toEqual({ kind: 'incomplete-release', release: 1, missing: ['topic.md'] })
    expect(readRef(memory, TOPIC).manifest.release).toBe(2)
  })

  it('is completed by the same call, wherever it stops', async () => {
    await publish(2, rename('Second'))
    const start = await cloneStorage(memory)
    memory.writes.length = 0
    await rollback(1, 3)
    const { values, writes } = memory
    for (const stop of listStops(writes.length)) {
      memory = await cloneStorage(start)
      await stopAt(memory, stop, () => rollback(1, 3))
      expect(await rollback(1, 3)).toMatchObject({ release: 1 })
      expect(memory.values).toEqual(values)
      expect(memory.sqlite.prepare('SELECT sequence FROM topics').all()).toMatchObject([{ sequence: 3 }])
    }
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

  it('keep the release that first carried the correction, and show changes with before and after', async () => {
    await publish(2, correct)
    expect(read<Topic>('topic.json').corrections).toEqual([{ ...correction, release: 2 }])
    const changes = read<Changes>('changes.json')
    expect(changes).toMatchObject({ release: 2, previous: 1 })
    expect(changes.items).toEqual([
      expect.objectContaining({
        part: 'events',
        id: 'first-round',
        kind: 'changed',
        fields: [{ field: 'name', before: 'First round of talks', after: 'The first round' }],
      }),
      expect.objectContaining({
        part: 'corrections',
        id: correction.id,
        kind: 'added',
        after: { ...correction, release: 2 },
      }),
    ])
    await publish(3, (authored) => {
      correct(authored)
      authored.topic.name = 'Third'
    })
    expect(read<Topic>('topic.json').corrections[0]?.release).toBe(2)
  })

  it('are empty in the first release, and ignore changes of the stamp', async () => {
    expect(read<Changes>('changes.json')).toEqual({ items: [], release: 1 })
    await publish(2, rename('Second'))
    expect(read<Changes>('changes.json').items).toHaveLength(1)
  })

  it('list removed items', async () => {
    await publish(2, (authored) => void authored.statements.splice(0, 1))
    expect(read<Changes>('changes.json').items).toMatchObject([
      { part: 'statements', kind: 'removed', before: { id: 'first-official-meeting' } },
    ])
  })

  it('refer to the release that a draft was based on', async () => {
    await publish(2, rename('Second'))
    await rollback(1, 3)
    await publish(4, rename('Draft'), true)
    await publish(5, rename('Third'))
    expect(read<Changes>('changes.json')).toMatchObject({ release: 3, previous: 1 })
  })
})

describe('a retired id', () => {
  it('is in the ref with its former kind and its replacement, after any rollback', async () => {
    const date = '2026-11-02'
    await publish(2, ({ topic, statements }) => {
      statements.splice(0, 1)
      topic.retired.push({ id: 'first-official-meeting', date, reason: 'Merged.', movedTo: 'first-round' })
    })
    const expected = {
      'first-official-meeting': {
        kind: 'retired',
        date,
        reason: 'Merged.',
        movedTo: 'first-round',
        part: 'statements',
        movedToPart: 'events',
      },
    }
    expect(readRef(memory, TOPIC).tombstones.items).toEqual(expected)
    await rollback(1, 3)
    expect(readRef(memory, TOPIC).tombstones.items).toEqual(expected)
  })
})

describe('the history', () => {
  it('lists releases from 1, and when each was current', async () => {
    await publish(3, rename('Second'))
    await rollback(1, 5)
    const ref = readRef(memory, TOPIC)
    const log = await readLog(memory.store, ref)
    expect(listReleases(ref, log)).toMatchObject([
      { release: 1, isCurrent: true, since: ['2026-11-01T12:00:00Z', '2026-11-05T12:00:00Z'] },
      { release: 2, isCurrent: false, since: ['2026-11-03T12:00:00Z'] },
    ])
    expect([0, 2, 4, 6].map((n) => findReleaseAt(log, day(n).getTime()))).toEqual([1, 1, 2, 1])
  })
})

describe('gc', () => {
  const collect = (now: Date, isDryRun = false) => {
    memory.clock = now
    return collectGarbage(memory, { now, isDryRun })
  }

  it('deletes only unreferenced blobs older than a day', async () => {
    await publish(2, rename('Draft'), true)
    await publish(2, rename('Second'))
    const stored = memory.values.size
    expect(await collect(day(2))).toMatchObject({ deleted: 0 })
    const { deleted } = await collect(day(9), true)
    expect([deleted > 5, memory.values.size]).toEqual([true, stored])
    expect(await collect(day(9))).toMatchObject({ deleted })
    expect(memory.values.size).toBe(stored - deleted)
    expect(await rollback(1, 10)).toMatchObject({ kind: 'rolled-back' })
    expect(read<Topic>('topic.json').release).toBe(1)
  })

  it('keeps for an hour what the previous ref named', async () => {
    await publish(2, rename('Draft'), true)
    await publish(9, rename('Second'))
    const { before } = readRef(memory, TOPIC)
    const kept = () => memory.values.has(blobKey(before?.manifest ?? ''))
    await collect(day(9))
    expect(kept()).toBe(true)
    await collect(new Date(day(9).getTime() + 3_600_000))
    expect(kept()).toBe(false)
  })

  it('deletes nothing when a record that names others cannot be read', async () => {
    await publish(2, rename('Draft'), true)
    await publish(2, rename('Second'))
    memory.values.delete(blobKey(readRef(memory, TOPIC).log))
    const stored = memory.values.size
    await expect(collect(day(9))).rejects.toThrow('nothing was deleted')
    expect(memory.values.size).toBe(stored)
  })

  it('finds topics in the index that a listing does not show yet', async () => {
    memory.store.list = async (prefix) =>
      prefix === 'topic/'
        ? []
        : [...memory.values.keys()]
            .filter((key) => key.startsWith(prefix))
            .map((key) => ({ key, metadata: memory.metadata.get(key) }))
    expect(await collect(day(9))).toMatchObject({ deleted: 0 })
  })
})

describe('a withdrawn release', () => {
  it('is not named by a correction in the index, also after a rollback', async () => {
    const correct: Edit = ({ topic }) => {
      const said = { date: '2026-11-02', kind: 'correction', before: 'x', after: 'y', reason: 'Z.' } as const
      topic.corrections.push({ id: 'of-the-date', target: 'first-round', ...said })
    }
    const withdraw = (release: number, n: number) =>
      withdrawRelease(memory, TOPIC, release, { reason: 'A test.', now: day(n) })
    const readRow = ({ json }: Record<string, unknown>) => JSON.parse(String(json)) as { release: number }
    const listCarriers = () => {
      const rows = memory.sqlite.prepare('SELECT json FROM corrections').all().map(readRow)
      return [read<Topic>('topic.json').corrections, rows].map((stated) => stated.map(({ release }) => release))
    }
    await publish(2, correct)
    for (const [n, name] of [
      [3, 'Third'],
      [4, 'Fourth'],
    ] as const)
      await publish(n, (authored) => {
        correct(authored)
        rename(name)(authored)
      })
    expect(listCarriers()).toEqual([[2], [2]])
    expect((await withdraw(2, 5)).kind).toBe('withdrawn')
    expect(listCarriers()).toEqual([[3], [3]])
    expect(await rollback(3, 6)).toMatchObject({ kind: 'rolled-back' })
    expect(listCarriers()).toEqual([[3], [3]])
    await rollback(4, 7)
    expect((await withdraw(3, 8)).kind).toBe('withdrawn')
    expect(listCarriers()).toEqual([[4], [4]])
  })

  it('is never the current one, its number is never reused, and it is listed as withdrawn', async () => {
    const withdraw = (release: number) => withdrawRelease(memory, TOPIC, release, { reason: 'A test.', now: day(3) })
    await publish(2, rename('Second'))
    expect(await withdraw(2)).toEqual({ kind: 'current-release', release: 2 })
    expect(await withdraw(9)).toEqual({ kind: 'unknown-release', latest: 2 })
    expect(await withdraw(1)).toMatchObject({ kind: 'withdrawn', date: '2026-11-03T12:00:00Z' })
    expect(await withdraw(1)).toMatchObject({ kind: 'already-withdrawn' })
    expect(await rollback(1, 4)).toEqual({ kind: 'withdrawn-release', release: 1 })
    const ref = readRef(memory, TOPIC)
    expect(listReleases(ref, await readLog(memory.store, ref))).toMatchObject([
      { release: 1, withdrawn: { date: '2026-11-03T12:00:00Z', reason: 'A test.' } },
      { release: 2, isCurrent: true },
    ])
  })

  it('leaves no trace in later ones, which are rebuilt without it', async () => {
    await publish(2, rename('A name that nobody may read'))
    await publish(3, rename('Third'))
    await withdrawRelease(memory, TOPIC, 2, { reason: 'A test.', now: day(4) })
    expect(
      [...memory.values.values()].filter((value) => new TextDecoder().decode(value).includes('nobody may read')),
    ).toEqual([])
    expect(read<Changes>('changes.json')).toMatchObject({ release: 3, previous: 1 })
    expect(readRef(memory, TOPIC).manifest).toMatchObject({ basedOn: 1, redacted: '2026-11-04T12:00:00Z' })
  })

  it('is not named by a correction, which names the first remaining release', async () => {
    const correct =
      (...ids: string[]) =>
      ({ topic }: Authored) => {
        topic.name = ids.join()
        topic.corrections = ids.map((id) => ({
          id,
          date: '2026-11-02',
          kind: 'correction' as const,
          target: 'first-round',
          before: 'a',
          after: 'b',
          reason: 'Wrong.',
        }))
      }
    await publish(2, correct('one'))
    await publish(3, correct('one', 'two'))
    await publish(4, correct('one', 'two', 'three'))
    await publish(5, correct('one', 'two', 'three', 'four'))
    const list = () => read<Topic>('topic.json').corrections.map(({ id, release }) => `${id} ${release}`)
    expect(list()).toEqual(['one 2', 'two 3', 'three 4', 'four 5'])
    await withdrawRelease(memory, TOPIC, 3, { reason: 'A test.', now: day(6) })
    expect(list()).toEqual(['one 2', 'two 4', 'three 4', 'four 5'])
    await withdrawRelease(memory, TOPIC, 4, { reason: 'A test.', now: day(7) })
    expect(list()).toEqual(['one 2', 'two 5', 'three 5', 'four 5'])
    expect(read<Changes>('changes.json').items.map(({ id }) => id)).toEqual([TOPIC, 'two', 'three', 'four'])
    await publish(8, (authored) => {
      correct('one', 'two', 'four')(authored)
      authored.topic.name = 'Later'
    })
    expect(list()).toEqual(['one 2', 'two 5', 'four 5'])
  })
})
