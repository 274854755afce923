/** Withdrawal: what is removed with an item, what blocks it, and that nothing of the item remains. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Changes, Topic } from '../../data/schema/api.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { findBrokenEntry, findManifests, readLog } from '../../data/store/log.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { blobKey, type Manifest, refKey } from '../../data/store/records.ts'
import { reindex } from '../../data/store/reindex.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { type WithdrawOptions, withdrawAll, withdrawItem } from '../../data/store/withdraw.ts'
import {
  cloneStorage,
  createMemoryStorage,
  findText,
  listStops,
  type MemoryStorage,
  prepareOnce,
  readCurrent,
  readJson,
  readRef,
  stopAt,
} from './memory-store.ts'
import { day, keepLittle, publishOn, readAuthored, rename, TOPIC } from './real-topic.ts'

const ITEM = 'liaison-to-hezbollah'
/** Words that only the item contains. */
const WORDS = 'had once been the IRGC’s liaison'
const SECRET = 'xyzzy was only in the second release'

let memory: MemoryStorage

const edit = readAuthored
const publish = (n: number, authored: Authored, isDraft = false) =>
  publishTopic(memory, authored, { now: day(n), onto: 'any', isDraft })
const withdraw = (item: string, n: number, options: Partial<WithdrawOptions> = {}) =>
  withdrawItem(memory, TOPIC, item, { reason: 'A test.', now: day(n), ...options })

const reword = (text: string) => (authored: Authored) => {
  for (const statement of authored.statements) if (statement.id === ITEM) statement.text += ` ${text}`
}
const drop = (authored: Authored) => {
  authored.statements = authored.statements.filter(({ id }) => id !== ITEM)
  authored.topic.retired.push({ id: ITEM, date: '2026-11-04', reason: 'Not supported.' })
}

async function readReleases(): Promise<Map<number, Manifest>> {
  const manifests = findManifests(await readLog(memory.store, readRef(memory, TOPIC)))
  return new Map([...manifests].map(([release, sha256]) => [release, readJson<Manifest>(memory, blobKey(sha256))]))
}

/** Four releases: the first three contain the item, in two wordings, and the fourth reports its removal. */
const prepare = prepareOnce(async (memory) => {
  for (const [index, change] of [undefined, reword(SECRET), rename('Third'), drop].entries())
    await publishOn(memory, index + 1, change)
})
beforeEach(async () => {
  memory = await prepare()
})

describe('all items', () => {
  const all = (n: number) => withdrawAll(memory, TOPIC, { reason: 'Legal advice.', now: day(n) })

  it('go from every release with all that names them, and are published no more', async () => {
    const { statements, events, articles, topic, parties } = readAuthored()
    const items = [statements, events, articles, topic.unknowns, parties.people, parties.organizations].flat()
    const ids = items.map(({ id }) => id)
    const done = await all(5)
    expect(done).toMatchObject({ kind: 'withdrawn', rebuilt: expect.arrayContaining([1, 2, 3, 4]) })
    expect(new Set(done.kind === 'withdrawn' ? done.items : [])).toEqual(new Set(ids))
    const { tombstones } = readRef(memory, TOPIC)
    expect(new Set(Object.keys(tombstones.items))).toEqual(new Set([...ids, TOPIC]))
    expect(tombstones.items[TOPIC]).toEqual({ kind: 'withdrawn', date: expect.any(String), reason: 'Legal advice.' })
    for (const text of [WORDS, SECRET, ...items.flatMap((item) => ('text' in item ? item.text : []))])
      expect(findText(memory, text), text).toEqual([])
    for (const table of ['events', 'statements', 'articles', 'parties', 'changes', 'feed_items', 'search'])
      expect(memory.sqlite.prepare(`SELECT * FROM ${table}`).all(), table).toEqual([])
    const { abstract, unknowns, name } = readCurrent<Topic>(memory, TOPIC, 'topic.json')
    expect({ abstract, unknowns, name }).toEqual({ abstract: [], unknowns: [], name: readAuthored().topic.name })
    expect(memory.sqlite.prepare('SELECT id, name FROM topics').all()).toEqual([{ id: TOPIC, name: '' }])
    expect(await publish(6, readAuthored())).toMatchObject({
      kind: 'refused',
      reason: 'withdrawn',
      findings: [{ file: 'topic.yml', place: 'id', problem: expect.stringContaining('Legal advice.') }],
    })
    expect(await all(7)).toMatchObject({ kind: 'already-withdrawn', items: [] })
    const back = await rollbackTopic(memory, TOPIC, { release: 2, now: day(8) })
    expect(back).toMatchObject({ kind: 'withdrawn-topic', date: tombstones.items[TOPIC]?.date })
  })

  it('are gone after the call is repeated, wherever it was stopped', async () => {
    memory = createMemoryStorage()
    await publish(
      1,
      readAuthored((authored) => keepLittle(authored, ['iraq-only', ITEM])),
    )
    await publish(2, readAuthored(reword(SECRET)))
    const start = await cloneStorage(memory)
    memory = await cloneStorage(start)
    await all(5)
    const steps = memory.writes.filter((key) => !key.startsWith('-')).length + 1
    // Every tenth of the files, which are alike, and each of the last writes.
    for (const stop of listStops(steps).filter(({ at }) => at % 10 === 0 || at > steps - 5)) {
      memory = await cloneStorage(start)
      await stopAt(memory, stop, () => all(5))
      expect((await all(6)).kind).toMatch(/^(?:already-)?withdrawn$/)
      for (const text of [WORDS, SECRET]) expect(findText(memory, text), JSON.stringify(stop)).toEqual([])
    }
  })
})

describe('a withdrawn item', () => {
  it('is in no KV value and no row of the index, in any release', async () => {
    expect(findText(memory, WORDS).length).toBeGreaterThan(10)
    expect(await withdraw(ITEM, 5)).toMatchObject({ kind: 'withdrawn', items: [ITEM], rebuilt: [1, 2, 3, 4] })
    expect([...findText(memory, WORDS), ...findText(memory, SECRET)]).toEqual([])
    // Only the id is left, with the reason.
    expect(findText(memory, ITEM)).toEqual([refKey(TOPIC)])
  })

  it('leaves no word in the full-text index', async () => {
    memory = createMemoryStorage()
    await publish(
      1,
      edit(({ events }) => void Object.assign(events[0] ?? {}, { outcome: SECRET })),
    )
    const event = readAuthored().events[0]?.id ?? ''
    expect(findText(memory, 'xyzzy')).toContain('search_data')
    await withdraw(event, 2, { withDependants: true })
    expect(findText(memory, 'xyzzy')).toEqual([])
  })

  it('leaves every release complete, in all formats, and the log intact', async () => {
    const before = await readReleases()
    await withdraw(ITEM, 5)
    const after = await readReleases()
    expect([...after.keys()]).toEqual([1, 2, 3, 4])
    for (const [release, manifest] of after) {
      const { files, published, firstPublished, basedOn, redacted } = manifest
      const was = before.get(release)
      expect({ published, firstPublished, basedOn }).toEqual({
        published: was?.published,
        firstPublished: was?.firstPublished,
        basedOn: was?.basedOn,
      })
      expect([redacted, Object.keys(files)]).toEqual(['2026-11-05T12:00:00Z', Object.keys(was?.files ?? {})])
      expect(Object.values(files).filter(({ sha256 }) => !memory.values.has(blobKey(sha256)))).toEqual([])
      expect(readJson<Topic>(memory, blobKey(files['topic.json']?.sha256 ?? '')).statements.length).toBe(
        readAuthored().statements.length - 1,
      )
    }
    const ref = readRef(memory, TOPIC)
    const log = await readLog(memory.store, ref)
    expect(await findBrokenEntry(log)).toBeUndefined()
    expect(log.entries.slice(4)).toMatchObject(
      [4, 1, 2, 3].map((release, index) => ({ kind: 'redact', release, sequence: index === 0 ? 5 : 6 })),
    )
    expect(
      log.entries.flatMap(({ removed = [] }) => removed).filter((sha256) => memory.values.has(blobKey(sha256))),
    ).toEqual([])
    expect(ref.tombstones).toEqual({
      items: { [ITEM]: { kind: 'withdrawn', date: '2026-11-05T12:00:00Z', reason: 'A test.', part: 'statements' } },
      releases: {},
    })
  })

  it('is not listed as a change of later releases', async () => {
    await withdraw(ITEM, 5)
    expect(readCurrent<Changes>(memory, TOPIC, 'changes.json').items.map(({ id }) => id)).toEqual([TOPIC])
  })

  it('leaves releases that never had it unchanged', async () => {
    memory = createMemoryStorage()
    await publish(1, edit(drop))
    const { manifest } = readRef(memory, TOPIC)
    await publish(2, edit())
    expect(await withdraw(ITEM, 3)).toMatchObject({ rebuilt: [2] })
    expect((await readReleases()).get(1)).toEqual(manifest)
  })

  it('hides older releases until they are rebuilt, and is not in what clients fall back to', async () => {
    const states: unknown[] = []
    const { put } = memory.store
    memory.store.put = async (key, value, options) => {
      const { tombstones, before, manifest } = JSON.parse(String(value))
      states.push({ hidden: Object.keys(tombstones.releases), before: before?.manifest, current: manifest.redacted })
      await put(key, value, options)
    }
    await withdraw(ITEM, 5)
    expect(states).toMatchObject([
      { hidden: ['1', '2', '3'], before: undefined, current: '2026-11-05T12:00:00Z' },
      { hidden: [], before: expect.any(String) },
    ])
  })

  it('is removed from the index first', async () => {
    memory = createMemoryStorage()
    await publish(1, edit())
    memory.writes.length = 0
    await withdraw(ITEM, 2)
    expect(memory.writes[0]).toBe('index')
    expect(memory.writes.indexOf(refKey(TOPIC))).toBeGreaterThan(0)
  })

  it('stays removed after old content was published, after every rollback, and after reindexing', async () => {
    await withdraw(ITEM, 5)
    for (const old of [edit(), edit(reword(SECRET))]) {
      expect(await publish(6, old)).toMatchObject({ kind: 'refused', reason: 'withdrawn' })
      expect(await publish(6, old, true)).toMatchObject({ kind: 'refused', reason: 'withdrawn' })
    }
    for (const release of [1, 2, 3]) {
      expect(await rollbackTopic(memory, TOPIC, { release, now: day(6) })).toMatchObject({ kind: 'rolled-back' })
      expect(findText(memory, WORDS)).toEqual([])
    }
    await reindex(memory)
    expect(await publish(7, edit(drop))).toMatchObject({ kind: 'published', release: 5 })
    expect(findText(memory, WORDS)).toEqual([])
  })

  it('is also removed from what a stopped publish or a draft left behind', async () => {
    await publish(5, edit(reword('in a draft')), true)
    const stopped = await stopAt(memory, { at: 7, effect: 'after' }, () => publish(5, edit(reword('never published'))))
    expect(stopped).toContain('after blob/')
    expect(findText(memory, 'never published').length).toBeGreaterThan(0)
    expect(await withdraw(ITEM, 5)).toMatchObject({ kind: 'refused', reason: 'under-way' })
    memory.clock = new Date(200_000)
    // Listings lag, but recent writes are found all the same.
    memory.store.list = async () => []
    await withdraw(ITEM, 5)
    expect([...findText(memory, WORDS), ...findText(memory, ITEM)]).toEqual([refKey(TOPIC)])
  })

  it('is withdrawn once', async () => {
    await withdraw(ITEM, 5)
    memory.writes.length = 0
    expect(await withdraw(ITEM, 6, { reason: 'Again.' })).toMatchObject({
      kind: 'already-withdrawn',
      date: '2026-11-05T12:00:00Z',
      sequence: 6,
    })
    // The only write to the index is a claim.
    expect(memory.writes.filter((key) => !key.startsWith('-') && key !== 'index')).toEqual([])
    expect(await withdraw('nope', 6)).toEqual({ kind: 'unknown-item' })
    expect(await withdrawItem(memory, 'nope', ITEM, { reason: 'x', now: day(6) })).toEqual({ kind: 'unknown-topic' })
  })

  it('is removed by repeating the call, wherever the first one stopped', async () => {
    const little = (change: (authored: Authored) => void = () => {}) =>
      edit((authored) => {
        keepLittle(authored, ['iraq-only', ITEM])
        change(authored)
      })
    memory = createMemoryStorage()
    await publish(1, little())
    await publish(2, little(reword(SECRET)))
    await publish(3, little(drop))
    const start = await cloneStorage(memory)
    memory = await cloneStorage(start)
    await withdraw(ITEM, 5)
    // Values are written one by one and deleted together.
    const steps = memory.writes.filter((key) => !key.startsWith('-')).length + 1
    for (const stop of listStops(steps)) {
      memory = await cloneStorage(start)
      await stopAt(memory, stop, () => withdraw(ITEM, 5))
      await withdraw(ITEM, 5)
      const found = [...findText(memory, WORDS), ...findText(memory, SECRET)]
      expect(found, `stopped ${stop.effect} ${stop.at}`).toEqual([])
      expect(readRef(memory, TOPIC)).toMatchObject({ sequence: 5, tombstones: { releases: {} } })
      expect((await readReleases()).size).toBe(3)
    }
  })
})

describe('what depends on an item', () => {
  it('is listed, and blocks the withdrawal unless it is to be removed too', async () => {
    memory.writes.length = 0
    const refused = await withdraw('second-round', 5)
    expect(refused).toMatchObject({ kind: 'has-dependants' })
    expect(refused.kind === 'has-dependants' && refused.dependants).toContainEqual({
      part: 'statements',
      id: 'sometimes-difficult',
      effect: 'link-cut',
    })
    expect(memory.writes).toEqual([])
  })

  it('is removed if it cannot remain alone, and otherwise loses its links', async () => {
    const result = await withdraw('irgc', 5, { withDependants: true })
    expect(result.kind).toBe('is-mentioned')
    memory = createMemoryStorage()
    const marked = edit(({ events, statements, topic }) => {
      const [event, statement] = [events[0], statements[0]]
      if (!event || !statement) throw new Error('the topic is empty')
      events.push({
        ...event,
        id: 'zz',
        name: 'Zz',
        description: 'Zz zz.',
        outcome: 'Zz was.',
        superEvent: 'second-round',
      })
      statements.push({ ...statement, id: 'of-zz', text: 'It was said.', event: 'zz', about: ['zz', 'iran'] })
      const said = { date: '2026-11-02', kind: 'correction', before: 'x', after: 'y', reason: 'Z.' } as const
      topic.corrections.push({ id: 'zz-correction', target: 'zz', ...said })
    })
    await publish(1, marked)
    expect(await withdraw('zz', 2)).toEqual({
      kind: 'has-dependants',
      dependants: [
        { part: 'statements', id: 'of-zz', effect: 'link-cut' },
        { part: 'corrections', id: 'zz-correction', effect: 'withdrawn' },
      ],
    })
    expect(await withdraw('zz', 2, { withDependants: true })).toMatchObject({ items: ['zz', 'zz-correction'] })
    const { statements, corrections } = readCurrent<Topic>(memory, TOPIC, 'topic.json')
    expect(corrections).toEqual([])
    expect(statements.at(-1)).toMatchObject({ id: 'of-zz', about: ['iran'] })
    expect(statements.at(-1)).not.toHaveProperty('event')
    expect(Object.keys(readRef(memory, TOPIC).tombstones.items)).toEqual(['zz', 'zz-correction'])
  })

  it('includes what rests only on a withdrawn article, even a sentence of the abstract', async () => {
    const refused = await withdraw('voa-talks-on-iraq', 5)
    const sentences = edit().topic.abstract.flatMap(({ citations }, index) => {
      const cited = citations.map(({ article }) => article === 'voa-talks-on-iraq')
      const effect = cited.every(Boolean) ? 'withdrawn' : 'link-cut'
      return cited.some(Boolean) ? [{ part: 'topic', id: `abstract ${index + 1}`, effect }] : []
    })
    expect(new Set(sentences.map(({ effect }) => effect))).toEqual(new Set(['withdrawn', 'link-cut']))
    expect(refused.kind === 'has-dependants' && refused.dependants).toEqual(expect.arrayContaining(sentences))
    expect(refused.kind === 'has-dependants' && refused.dependants).toContainEqual({
      part: 'statements',
      id: 'sometimes-difficult',
      effect: 'withdrawn',
    })
  })
})

describe('words of an item elsewhere', () => {
  it('are listed with their place and releases, and block the withdrawal', async () => {
    memory = createMemoryStorage()
    const mention = edit(({ topic, statements }) => {
      const text = statements.find(({ id }) => id === ITEM)?.text ?? ''
      topic.unknowns.push({ id: 'why', text: `Why ${text}` })
    })
    await publish(1, edit())
    await publish(2, mention)
    memory.writes.length = 0
    expect(await withdraw(ITEM, 5)).toMatchObject({
      kind: 'is-mentioned',
      mentions: [{ releases: [2], place: 'unknowns › why › text' }],
    })
    expect(await withdraw('why', 5, { reason: `It was ${ITEM}.` })).toMatchObject({ kind: 'withdrawn' })
    expect(await withdraw(ITEM, 6, { reason: 'A test.' })).toMatchObject({
      kind: 'is-mentioned',
      mentions: [{ releases: [], place: 'the reason why why is gone', words: ITEM }],
    })
  })
})
