/** Local Workers KV and D1 behave as the remote ones do behind the same interface. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createSimulatorOptions, openLocalStore, openSimulatorStore } from '../../data/store/kv-local.ts'
import type { OpenStore } from '../../data/store/store.ts'

let folder: string
let opened: OpenStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'Föhn 事 store-'))
  opened = await openLocalStore(folder)
})
afterAll(() => opened.close())

it('keeps bytes unchanged, lists with metadata, and deletes', async () => {
  const { store } = opened
  const bytes = Uint8Array.of(0x89, 0x50, 0, 0xff, 0x0a, 0x0d, 0x0a)
  const text = 'LF\nCRLF\r\n🇮🇷\u2028\ufeff'
  await store.putMany([
    { key: 'blob/image', value: bytes },
    { key: 'blob/text', value: text, metadata: { n: 1 } },
  ])
  await store.put('topic/a', 'ref', { metadata: { sequence: 1 } })
  expect(await store.getMany(['blob/image', 'blob/text', 'absent'])).toEqual(
    new Map([
      ['blob/image', bytes],
      ['blob/text', new TextEncoder().encode(text)],
    ]),
  )
  expect(await store.get('absent')).toBeUndefined()
  expect(await store.list('')).toEqual([
    { key: 'blob/image' },
    { key: 'blob/text', metadata: { n: 1 } },
    { key: 'topic/a', metadata: { sequence: 1 } },
  ])
  await store.deleteMany(['blob/image', 'absent'])
  expect((await store.list('blob/')).map(({ key }) => key)).toEqual(['blob/text'])
})

it('lists more keys than fit in one page', async () => {
  const { store } = opened
  await store.putMany(Array.from({ length: 1001 }, (_, n) => ({ key: `many/${n}`, value: '' })))
  expect(await store.list('many/')).toHaveLength(1001)
})

it('runs statements as one transaction, and searches', async () => {
  const { index } = opened
  await index?.batch([
    { sql: 'CREATE TABLE t (id TEXT PRIMARY KEY, n INTEGER)' },
    { sql: "CREATE VIRTUAL TABLE search USING fts5(text, tokenize='unicode61 remove_diacritics 2')" },
    { sql: 'INSERT INTO search SELECT value FROM json_each(?)', params: ['["Föhn über Zürich","sea"]'] },
  ])
  await index?.query('INSERT INTO t VALUES (?, ?)', ['a', 1])
  await expect(index?.batch([{ sql: 'DELETE FROM t' }, { sql: 'INSERT INTO missing VALUES (1)' }])).rejects.toThrow(
    'no such table',
  )
  expect(
    await index?.batch([{ sql: 'SELECT * FROM t' }, { sql: "SELECT text FROM search WHERE search MATCH 'zurich'" }]),
  ).toEqual([[{ id: 'a', n: 1 }], [{ text: 'Föhn über Zürich' }]])
})

it('goes on when the simulator is given new code, as npm start does after each saved change', async () => {
  const options = createSimulatorOptions({ stateFolder: await mkdtemp(join(tmpdir(), 'store-')) })
  const simulator = new Miniflare(options)
  const { store, index } = openSimulatorStore(simulator)
  await store.put('topic/a', 'before')
  await index.query('CREATE TABLE t (n INTEGER)')
  await simulator.setOptions(options)
  expect(await store.get('topic/a')).toEqual(new TextEncoder().encode('before'))
  expect(await index.query('SELECT n FROM t')).toEqual([])
  await simulator.dispose()
})
