/** The index: which rows a topic has, who may replace them, and how they are rebuilt; also checked in the real D1. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { publishTopic } from '../../data/store/publish.ts'
import { refKey } from '../../data/store/records.ts'
import { reindex } from '../../data/store/reindex.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import type { IndexDatabase } from '../../data/store/store.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { createMemoryStorage, type MemoryStorage } from './memory-store.ts'
import { day, type Edit, publishOn, readAuthored, rename, TOPIC } from './real-topic.ts'

const ITEM = 'liaison-to-hezbollah'
const TABLES = [
  ...['topics', 'events', 'articles', 'statements', 'parties', 'corrections', 'changes', 'feed_items'],
  'search',
]

let memory: MemoryStorage
beforeEach(() => {
  memory = createMemoryStorage()
})

const publish = (n: number, edit: Edit = () => {}, id = TOPIC) =>
  publishOn(memory, n, (authored) => {
    authored.topic.id = id
    edit(authored)
  })
const query = <Row>(sql: string) => memory.index.query<Row>(sql)
async function readAll(index: IndexDatabase = memory.index) {
  const rows = TABLES.map(async (table) => [table, await index.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3`)])
  return Object.fromEntries(await Promise.all(rows))
}
const search = async (words: string) =>
  (await query<{ id: string }>(`SELECT id FROM search WHERE search MATCH '${words}' ORDER BY rank`)).map(({ id }) => id)

describe('a topic in the index', () => {
  it('has a row per item, as the lists return it, with the sequence of its ref', async () => {
    await publish(1)
    const { topic, events, articles, statements, parties } = readAuthored()
    const counts = await query<Record<string, number>>(
      `SELECT ${TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`,
    )
    const people = [...parties.people, ...parties.organizations]
    expect(counts[0]).toEqual({
      topics: 1,
      events: events.length,
      articles: articles.length,
      statements: statements.length,
      parties: people.length,
      corrections: topic.corrections.length,
      changes: 1,
      feed_items: 1 + topic.corrections.length,
      search: 1 + events.length + statements.length + articles.length + people.length + topic.corrections.length,
    })
    const [row] = await query<{ json: string }>('SELECT * FROM topics')
    expect(row).toMatchObject({ id: TOPIC, sequence: 1, release: 1, date_published: '2026-11-01T12:00:00Z' })
    expect(JSON.parse(row?.json ?? '')).toEqual({
      id: TOPIC,
      name: topic.name,
      temporalCoverage: topic.temporalCoverage,
      release: 1,
      datePublished: '2026-11-01T12:00:00Z',
      dateModified: '2026-11-01T12:00:00Z',
    })
    const [event] = await query<{ json: string }>("SELECT * FROM events WHERE id = 'first-round'")
    expect(event).toMatchObject({
      topic: TOPIC,
      sequence: 1,
      date: '2007-05-28',
      first: '2007-05-28',
      last: '2007-05-28',
      modified: '2026-11-01T12:00:00Z',
    })
    expect(JSON.parse(event?.json ?? '')).toEqual({ topic: TOPIC, ...events.find(({ id }) => id === 'first-round') })
    const [statement] = await query("SELECT * FROM statements WHERE id = 'iraq-only'")
    expect(statement).toMatchObject({
      status: 'agreed',
      claimant: 'ryan-crocker',
      parties: expect.stringContaining(' ryan-crocker '),
      date: '2007-05-28',
    })
  })

  it('is found by its words, whatever accents they have, and has nothing to show of what must not be shown alone', async () => {
    await publish(1, ({ topic }) => {
      topic.alternateName.push('Pourparlers à Bagdad')
    })
    expect(await search('pourparlers')).toEqual([TOPIC])
    expect(await search('a AND bagdad')).toEqual([TOPIC])
    expect(await search('kazemi')).toContain('hassan-kazemi-qomi')
    expect(await search('liaison')).toEqual([ITEM])
    const { statements, events } = readAuthored()
    const hidden = [...events, ...statements].filter(({ standalone }) => standalone === false).map(({ id }) => id)
    const silent = await query<{ id: string }>('SELECT id FROM search WHERE json IS NULL')
    expect(silent.map(({ id }) => id).sort()).toEqual(hidden.sort())
  })

  it('changes as a whole with each command, and leaves other topics unchanged', async () => {
    await publish(1, undefined, 'another')
    const other = await query("SELECT * FROM events WHERE topic = 'another'")
    await publish(1)
    await publish(2, ({ events, topic }) => {
      events.splice(0, 1)
      topic.name = 'Second'
    })
    expect(await query(`SELECT DISTINCT sequence FROM events WHERE topic = '${TOPIC}'`)).toEqual([{ sequence: 2 }])
    expect(await query("SELECT id FROM events WHERE id = 'first-round'")).toHaveLength(1)
    expect(await search('second')).toContain(TOPIC)
    await rollbackTopic(memory, TOPIC, { release: 1, now: day(3) })
    expect(await query("SELECT id FROM events WHERE id = 'first-round'")).toHaveLength(2)
    expect(await query("SELECT * FROM events WHERE topic = 'another'")).toEqual(other)
  })

  it('is updated to its ref by the next publish of the same content', async () => {
    await publish(1)
    const rows = await readAll()
    memory.sqlite.exec("UPDATE topics SET sequence = 0; DELETE FROM events; UPDATE search SET text = 'x'")
    expect(await publish(2)).toMatchObject({ kind: 'unchanged' })
    expect(await readAll()).toEqual(rows)
  })
})

describe('reindexing', () => {
  it('rebuilds the same rows from an empty or damaged index', async () => {
    await publish(1)
    await publish(1, rename('Another'), 'another')
    await rollbackTopic(memory, TOPIC, { release: 1, now: day(2) })
    const rows = await readAll()
    memory.sqlite.exec("DELETE FROM statements; UPDATE events SET json = '{}'; DELETE FROM search")
    expect(await reindex(memory)).toEqual({ topics: 2, behind: [] })
    expect(await readAll()).toEqual(rows)
    memory.sqlite.exec('DROP TABLE search; DROP TABLE topics; DROP TABLE events')
    memory.sqlite.exec('UPDATE schema SET version = 0')
    expect(await reindex(memory)).toEqual({ topics: 2, behind: [] })
    expect((await readAll()).statements).toEqual(rows.statements)
  })

  it('keeps the rows where the store shows an older state or none', async () => {
    await publish(1)
    const old = memory.values.get(refKey(TOPIC)) as Uint8Array
    await withdrawItem(memory, TOPIC, ITEM, { reason: 'A test.', now: day(2) })
    const rows = await readAll()
    memory.values.set(refKey(TOPIC), old)
    expect(await reindex(memory)).toEqual({ topics: 0, behind: [TOPIC] })
    memory.values.delete(refKey(TOPIC))
    expect(await reindex(memory)).toEqual({ topics: 0, behind: [TOPIC] })
    expect(await readAll()).toEqual(rows)
  })

  it('is requested where the tables have another version', async () => {
    await publish(1)
    memory.sqlite.exec('UPDATE schema SET version = 99')
    await expect(publish(2, rename('Second'))).rejects.toThrow('tables of version 99, and this code has 2: run reindex')
  })
})

it('gives the same rows in the local D1 simulator after every command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const { openLocalStore } = await import('../../data/store/kv-local.ts')
  const local = await openLocalStore(folder)
  try {
    for (const storage of [memory, local]) {
      const submit = (n: number, name: string, id = TOPIC) => {
        const authored = readAuthored()
        Object.assign(authored.topic, { name, id })
        return publishTopic(storage, authored, { now: day(n), onto: 'any' })
      }
      await submit(1, 'First')
      await submit(1, 'First', 'another')
      expect(await submit(2, 'Second')).toMatchObject({ kind: 'published', release: 2 })
      const withdrawn = await withdrawItem(storage, TOPIC, ITEM, { reason: 'A test.', now: day(3) })
      expect(withdrawn).toMatchObject({ kind: 'withdrawn', rebuilt: [1, 2] })
      expect(await rollbackTopic(storage, TOPIC, { release: 1, now: day(4) })).toMatchObject({ kind: 'rolled-back' })
    }
    expect(await readAll(local.index)).toEqual(await readAll())
    if (!local.index) throw new Error('no index')
    expect(await reindex({ store: local.store, index: local.index })).toEqual({ topics: 2, behind: [] })
    expect(await readAll(local.index)).toEqual(await readAll())
  } finally {
    await local.close()
  }
})
