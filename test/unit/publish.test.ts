/** Publishing: what it writes, in which order, at what cost, and what it refuses. */
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../data/citations/sha256.ts'
import type { Topic } from '../../data/schema/api.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { type Published, publishTopic, publishTopics, type Submission } from '../../data/store/publish.ts'
import { blobKey, type Log, refKey, STORE_FORMAT } from '../../data/store/records.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import {
  cloneStorage,
  createMemoryStorage,
  listStops,
  type MemoryStorage,
  readCurrent,
  readJson,
  readRef,
  stopAt,
} from './memory-store.ts'
import { day, type Edit, keepLittle, readAuthored, TOPIC } from './real-topic.ts'

const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0x00)
const builder = { sha256: 'a build', draw: async () => ({ path: 'share.png', content: PICTURE }) }

let memory: MemoryStorage
beforeEach(() => {
  memory = createMemoryStorage()
})

const edit = (change: Edit = () => {}, id = TOPIC) =>
  readAuthored((authored) => {
    authored.topic.id = id
    change(authored)
  })
const rename = (name: string) =>
  edit(({ topic }) => {
    topic.name = name
  })
const publish = (authored: Authored, n: number, options: Partial<Submission> & { isDraft?: boolean } = {}) => {
  const { isDraft = false, ...submission } = options
  const topics = [{ authored, onto: 'any' as const, ...submission }]
  return publishTopics(memory, topics, { now: day(n), isDraft, builder }).then(([result]) => result as Published)
}

describe('publishing', () => {
  it('claims the topic, then writes the blobs, the ref and the index', async () => {
    expect(await publish(edit(), 1)).toMatchObject({ kind: 'published', release: 1, sequence: 1 })
    const kinds = memory.writes.map((key) => key.replace(/\/.*/, ''))
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'index',
      'blob',
      'index',
      'topic',
      'index',
    ])
  })

  it('names every file, the manifest and the log by the hash of their bytes; pictures stay unchanged', async () => {
    await publish(edit(), 1)
    const { manifest, log } = readRef(memory, TOPIC)
    for (const [path, { sha256, bytes }] of Object.entries(manifest.files)) {
      const content = memory.values.get(blobKey(sha256)) ?? new Uint8Array()
      expect([await sha256Hex(content), content.length], path).toEqual([sha256, bytes])
    }
    expect(memory.values.get(blobKey(manifest.files['share.png']?.sha256 ?? ''))).toEqual(PICTURE)
    const [entry] = readJson<Log>(memory, blobKey(log)).entries
    expect(entry).toMatchObject({ entry: 1, kind: 'publish', sequence: 1, at: '2026-11-01T12:00:00Z', release: 1 })
    expect(readJson(memory, blobKey(entry?.manifest ?? ''))).toEqual(manifest)
  })

  it('writes a format number into every record, and a short row as metadata of the ref', async () => {
    await publish(edit(), 1)
    const ref = readRef(memory, TOPIC)
    expect([ref.format, ref.manifest.format, readJson<Log>(memory, blobKey(ref.log)).format]).toEqual([2, 2, 2])
    const metadata = memory.metadata.get(refKey(TOPIC))
    expect(metadata).toEqual({ format: 2, sequence: 1, release: 1, updated: ref.updated, name: 'US–Iran Iraq talks' })
    await publish(rename('x'.repeat(2000)), 2)
    expect(JSON.stringify(memory.metadata.get(refKey(TOPIC))).length).toBeLessThan(1024)
  })

  it('makes a new release of an edit and keeps the one before', async () => {
    await publish(edit(), 1)
    const first = readRef(memory, TOPIC)
    expect(await publish(rename('An edited name'), 2)).toMatchObject({ kind: 'published', release: 2 })
    const second = readRef(memory, TOPIC)
    expect(second).toMatchObject({ sequence: 2, latest: 2, manifest: { basedOn: 1 } })
    expect(readJson(memory, blobKey(second.before?.manifest ?? ''))).toEqual(first.manifest)
    expect(second.before?.log).toBe(first.log)
    expect(readCurrent<Topic>(memory, TOPIC, 'topic.json')).toMatchObject({
      name: 'An edited name',
      release: 2,
      datePublished: '2026-11-01T12:00:00Z',
      dateModified: '2026-11-02T12:00:00Z',
    })
  })

  it('recognises published content without building it', async () => {
    await publish(edit(), 1)
    memory.writes.length = 0
    memory.calls = {}
    const draw = () => Promise.reject(new Error('it was built'))
    const options = { now: day(2), onto: 'any', builder: { ...builder, draw } } as const
    expect(await publishTopic(memory, edit(), options)).toMatchObject({ kind: 'unchanged', release: 1, writes: 0 })
    expect([memory.writes, memory.calls]).toEqual([[], { getMany: 1, batch: 1 }])
    const moved = edit(({ articles }) => articles.forEach((article) => Object.assign(article.source, { file: 'else' })))
    expect(await publishTopic(memory, moved, options)).toMatchObject({ kind: 'unchanged' })
  })

  it('makes a release when the code that builds the files has changed', async () => {
    await publish(edit(), 1)
    const next = { now: day(2), onto: 'any', builder: { sha256: 'another build' } } as const
    expect(await publishTopic(memory, edit(), next)).toMatchObject({ kind: 'published', release: 2 })
  })

  it('rewrites missing blobs of a named topic, and nothing else', async () => {
    await publish(edit(), 1)
    const before = new Map(memory.values)
    const { manifest } = readRef(memory, TOPIC)
    for (const path of ['topic.json', 'share.png']) memory.values.delete(blobKey(manifest.files[path]?.sha256 ?? ''))
    expect(await publish(edit(), 2)).toMatchObject({ kind: 'unchanged', writes: 0 })
    expect(await publish(edit(), 2, { isNamed: true })).toMatchObject({ kind: 'unchanged', writes: 2 })
    expect(memory.values).toEqual(before)
  })

  it('reports a missing file that cannot be rebuilt', async () => {
    await publish(edit(), 1)
    memory.values.delete(blobKey(readRef(memory, TOPIC).log))
    await expect(publish(edit(), 2, { isNamed: true })).rejects.toThrow(/the log of release 1 cannot be rebuilt/)
  })

  it('rewrites a lost file that the next release has too', async () => {
    await publish(edit(), 1)
    const key = blobKey(readRef(memory, TOPIC).manifest.files['events.json']?.sha256 ?? '')
    memory.values.delete(key)
    await publish(rename('Second'), 2)
    expect(memory.values.has(key)).toBe(true)
  })

  it('refuses a blob that does not read back as written', async () => {
    const { getMany } = memory.store
    memory.store.getMany = async (keys) =>
      new Map([...(await getMany(keys))].map(([key, value]) => [key, key.startsWith('blob/') ? PICTURE : value]))
    await expect(publish(edit(), 1)).rejects.toThrow('does not read back')
    expect(memory.values.has(refKey(TOPIC))).toBe(false)
  })

  it('continues from the last timestamp when the clock went back, and says so', async () => {
    await publish(edit(), 5)
    expect(await publish(rename('Second'), 3)).toMatchObject({ clockLag: '2026-11-05T12:00:00Z' })
    expect(readRef(memory, TOPIC)).toMatchObject({
      updated: '2026-11-05T12:00:00Z',
      manifest: { published: '2026-11-05T12:00:00Z' },
    })
  })

  it('leaves the old or the new release in place wherever it stops, and completes when run again', async () => {
    const first = edit((authored) => keepLittle(authored, ['iraq-only']))
    const second = structuredClone(first)
    second.topic.name = 'Second'
    await publish(first, 1)
    const start = await cloneStorage(memory)
    memory.writes.length = 0
    await publish(second, 2)
    const { writes, values } = memory
    for (const stop of listStops(writes.length)) {
      memory = await cloneStorage(start)
      await stopAt(memory, stop, () => publish(second, 2))
      const named = Object.values(readRef(memory, TOPIC).manifest.files)
      expect(named.filter(({ sha256 }) => !memory.values.has(blobKey(sha256)))).toEqual([])
      expect(await publish(second, 2)).toMatchObject({ release: 2 })
      expect(memory.values, `stopped ${stop.effect} write ${stop.at}`).toEqual(values)
      const rows = memory.sqlite.prepare('SELECT sequence, name FROM topics').all()
      expect(rows).toMatchObject([{ sequence: 2, name: 'Second' }])
    }
  })
})

describe('a draft', () => {
  it('is shown and marked, and is not a release', async () => {
    await publish(edit(), 1)
    const { log } = readRef(memory, TOPIC)
    expect(await publish(rename('Draft'), 2, { isDraft: true })).toMatchObject({ kind: 'draft', release: 2 })
    expect(readCurrent(memory, TOPIC, 'topic.json')).toMatchObject({ name: 'Draft', draft: true })
    expect(readCurrent(memory, TOPIC, 'box.json')).toMatchObject({ draft: true })
    expect(readRef(memory, TOPIC)).toMatchObject({ latest: 1, log, manifest: { draft: true, basedOn: 1 } })
  })

  it('of a topic that was never published has an empty log', async () => {
    await publish(edit(), 1, { isDraft: true })
    const { latest, log } = readRef(memory, TOPIC)
    expect([latest, readJson(memory, blobKey(log))]).toEqual([0, { format: STORE_FORMAT, entries: [] }])
    expect(await publish(edit(), 2)).toMatchObject({ kind: 'published', release: 1 })
  })

  it('is replaced by the release published from it, or by the one it was based on', async () => {
    await publish(edit(), 1)
    await publish(rename('Draft'), 2, { isDraft: true })
    expect(await publish(rename('Draft'), 2, { isDraft: true })).toMatchObject({ kind: 'draft', writes: 0 })
    expect(await publish(rename('Draft'), 3)).toMatchObject({ kind: 'published', release: 2 })
    expect(readCurrent<Topic>(memory, TOPIC, 'topic.json').draft).toBeUndefined()
    await publish(rename('Another'), 4, { isDraft: true })
    expect(await publish(rename('Draft'), 5)).toMatchObject({ kind: 'unchanged', release: 2, writes: 1 })
    expect(readCurrent(memory, TOPIC, 'topic.json')).toMatchObject({ name: 'Draft', release: 2 })
  })
})

describe('publishing is refused', () => {
  const refused = { kind: 'refused', topic: TOPIC }

  it('over a release that the publisher does not know, unless the content is the same', async () => {
    await publish(edit(), 1)
    await publish(rename('Theirs'), 2)
    memory.writes.length = 0
    expect(await publish(rename('Ours'), 3, { onto: 1 })).toEqual({
      ...refused,
      reason: 'newer-release',
      onto: 1,
      latest: 2,
      published: '2026-11-02T12:00:00Z',
    })
    expect(memory.writes).toEqual([])
    expect(await publish(rename('Theirs'), 3, { onto: 1 })).toMatchObject({ kind: 'unchanged', release: 2 })
  })

  it('where the store is behind the publisher’s ledger', async () => {
    expect(await publish(edit(), 1, { sequence: 3 })).toEqual({
      ...refused,
      reason: 'store-behind',
      sequence: 0,
      known: 3,
    })
    await publish(edit(), 1)
    expect(await publish(edit(), 2, { sequence: 3 })).toMatchObject({ reason: 'store-behind', sequence: 1 })
  })

  it('where the index knows a later change than the store shows', async () => {
    await publish(edit(), 1)
    const old = memory.values.get(refKey(TOPIC)) as Uint8Array
    await withdrawItem(memory, TOPIC, 'liaison-to-hezbollah', { reason: 'A test.', now: day(2) })
    memory.values.set(refKey(TOPIC), old)
    memory.writes.length = 0
    expect(await publish(rename('Second'), 3)).toMatchObject({ reason: 'moved-on', sequence: 1, indexed: 2 })
    expect(await rollbackTopic(memory, TOPIC, { release: 1, now: day(3) })).toMatchObject({ reason: 'moved-on' })
    expect(memory.writes).toEqual([])
  })

  it('while another process is changing the topic, and for three minutes after that one was stopped', async () => {
    await publish(edit(), 1)
    await stopAt(memory, { at: 4, effect: 'before' }, () => publish(rename('Theirs'), 2))
    memory.clock = new Date(179_000)
    const underWay = { ...refused, reason: 'under-way', since: '1970-01-01T00:00:00Z' }
    expect(await publish(rename('Ours'), 2)).toEqual(underWay)
    expect(await rollbackTopic(memory, TOPIC, { release: 1, now: day(2) })).toMatchObject({ kind: 'unchanged' })
    memory.clock = new Date(181_000)
    expect(await publish(rename('Ours'), 2)).toMatchObject({ kind: 'published', release: 2 })
  })

  it('for content that contains withdrawn items, with place and remedy', async () => {
    await publish(edit(), 1)
    await withdrawItem(memory, TOPIC, 'liaison-to-hezbollah', { reason: 'A test.', now: day(2) })
    expect(await publish(edit(), 3)).toEqual({
      ...refused,
      reason: 'withdrawn',
      findings: [
        {
          id: 'liaison-to-hezbollah',
          file: 'statements.yml',
          path: [11, 'id'],
          place: 'liaison-to-hezbollah › id',
          problem: 'liaison-to-hezbollah was withdrawn on 2026-11-02: A test.',
          remedy: 'remove it, and list liaison-to-hezbollah under retired in topic.yml',
        },
      ],
    })
    const named = edit(({ statements, topic }) => {
      statements.splice(11, 1)
      const said = { date: '2026-11-03', kind: 'correction', before: 'a', after: 'b', reason: 'c' } as const
      topic.corrections.push({ id: 'c-1', target: 'liaison-to-hezbollah', ...said })
    })
    expect(await publish(named, 3)).toMatchObject({
      findings: [{ file: 'topic.yml', path: ['corrections', 0, 'target'] }],
    })
  })

  it('in a store of format 1 or of an unknown format', async () => {
    memory.values.set('catalog', new TextEncoder().encode('{"topics":{}}'))
    await expect(publish(edit(), 1)).rejects.toThrow('this store has format 1')
    for (const [record, message] of [
      ['{"sequence":1}', 'has format 1'],
      ['{"format":3}', 'of format 3'],
    ] as const) {
      memory = createMemoryStorage()
      memory.values.set(refKey(TOPIC), new TextEncoder().encode(record))
      await expect(publish(edit(), 1)).rejects.toThrow(message)
    }
  })
})

describe('many topics', () => {
  const ids = Array.from({ length: 20 }, (_, index) => `topic-${index}`)
  const submit = (change?: (authored: Authored) => void) =>
    publishTopics(
      memory,
      ids.map((id) => ({ authored: edit(change, id), onto: 'any' })),
      { now: day(2), builder },
    )
  /** Counts the calls. Each picture is one read, because a bulk read returns only texts. */
  const countCalls = (pictures: number) => Object.values(memory.calls).reduce((sum, calls) => sum + calls, pictures)

  it('are published with at most 60 calls for 20', async () => {
    expect((await submit()).every(({ kind }) => kind === 'published')).toBe(true)
    expect(countCalls(ids.length)).toBeLessThanOrEqual(60)
    memory.calls = {}
    await submit(({ topic }) => {
      topic.name = 'Second'
    })
    expect(countCalls(ids.length)).toBeLessThanOrEqual(60)
  })

  it('cost one read of the store and one of the index where nothing changed', async () => {
    await submit()
    memory.calls = {}
    expect((await submit()).map(({ kind }) => kind)).toEqual(ids.map(() => 'unchanged'))
    expect(memory.calls).toEqual({ getMany: 1, batch: 1 })
  })

  it('are refused individually', async () => {
    await submit()
    const results = await publishTopics(
      memory,
      ids.map((id, index) => ({
        authored: edit(({ topic }) => {
          topic.name = 'New'
        }, id),
        onto: index === 3 ? 0 : 1,
      })),
      { now: day(3), builder },
    )
    expect(results.map(({ kind }) => kind)).toEqual(ids.map((_, index) => (index === 3 ? 'refused' : 'published')))
    expect(readRef(memory, 'topic-3').latest).toBe(1)
  })
})

describe('the published files', () => {
  it('have a citation for every event, statement, role and sentence', async () => {
    await publish(edit(), 1)
    const topic = readCurrent<Topic>(memory, TOPIC, 'topic.json')
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

  it('do not show where an editor keeps the documents', async () => {
    await publish(edit(), 1)
    const texts = [...memory.values.values()].map((value) => new TextDecoder().decode(value))
    expect(texts.join('')).not.toContain('.txt')
  })
})
