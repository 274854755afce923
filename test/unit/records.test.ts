/** Records in a store: their canonical form, the hash chain of the log, and golden records of each supported format. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hashRecord } from '../../data/store/blobs.ts'
import {
  appendToLog,
  EMPTY_LOG,
  findBrokenEntry,
  findManifests,
  hasEntry,
  hashHead,
  listReleases,
  listRemoved,
  readLog,
} from '../../data/store/log.ts'
import { blobKey, canonicalJson, type LogEntry, type Ref, refKey, WIDGETS_KEY } from '../../data/store/records.ts'
import { readRef } from '../../data/store/refs.ts'
import { readWidgets } from '../../data/store/widgets.ts'
import { createMemoryStorage } from './memory-store.ts'

describe('canonical JSON', () => {
  it.each([
    [
      'sorts names by UTF-16 code units, whatever they look like',
      { b: 1, a: { '10': 1, '9': 2, é: 3, '€': 4, '\ud83d\ude00': 5 } },
      '{"a":{"10":1,"9":2,"é":3,"€":4,"😀":5},"b":1}',
    ],
    [
      'writes numbers and strings as RFC 8785 does',
      [1e21, 0.000001, -0, '\u20ac$\u000f\nA\'B"\\/'],
      '[1e+21,0.000001,0,"€$\\u000f\\nA\'B\\"\\\\/"]',
    ],
    ['omits undefined values', { a: undefined, b: [null, true] }, '{"b":[null,true]}'],
  ])('%s', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  it('is the same for a record that was parsed', () => {
    const record = { z: [{ y: 1, x: 'ü' }], a: '' }
    expect(canonicalJson(JSON.parse(canonicalJson(record)))).toBe(canonicalJson(record))
  })
})

describe('the log', () => {
  const at = (n: number) => `2031-03-12T09:00:0${n}Z`
  const createLog = () =>
    appendToLog(
      EMPTY_LOG,
      { kind: 'publish', sequence: 1, at: at(1), release: 1, manifest: 'm1' },
      { kind: 'publish', sequence: 2, at: at(2), release: 2, manifest: 'm2' },
      { kind: 'rollback', sequence: 3, at: at(3), release: 1, manifest: 'm1' },
      { kind: 'redact', sequence: 4, at: at(4), release: 1, manifest: 'm3', removed: ['m1', 'f1'] },
      { kind: 'withdraw', sequence: 5, at: at(5), release: 2, removed: ['m2'] },
    )

  it('says which manifest each release has now, and what was permanently removed', async () => {
    const log = await createLog()
    expect(findManifests(log)).toEqual(new Map([[1, 'm3']]))
    expect(listRemoved(log)).toEqual(new Set(['m1', 'f1', 'm2']))
  })

  it('is a chain: a changed, removed or inserted entry is found at its place', async () => {
    const { format, entries } = await createLog()
    const broken = (changed: LogEntry[]) => findBrokenEntry({ format, entries: changed })
    expect(await broken(entries)).toBeUndefined()
    expect(await broken(entries.map((entry) => (entry.entry === 2 ? { ...entry, manifest: 'other' } : entry)))).toBe(3)
    expect(await broken(entries.filter(({ entry }) => entry !== 3))).toBe(3)
    expect(await broken([...entries, ...entries.slice(-1)])).toBe(6)
    expect(await broken(entries.toReversed())).toBe(1)
  })

  it('continues from each of its earlier states', async () => {
    const log = await createLog()
    const before = await hashHead({ ...log, entries: log.entries.slice(0, 2) })
    expect(await hasEntry(log, before ?? '')).toBe(true)
    expect(await hasEntry(log, 'another')).toBe(false)
    expect(await hashHead(EMPTY_LOG)).toBeUndefined()
  })
})

/** Written once by a store of that format. They never change; code that reads the format must read them. */
describe('golden records of format 2', () => {
  const readGolden = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../fixtures/store-format-2/${name}.json`, import.meta.url), 'utf8'))

  it('are read', async () => {
    const { store } = createMemoryStorage()
    const ref = readGolden('ref') as Ref
    await store.put(refKey('lamp'), canonicalJson(ref))
    await store.put(blobKey(ref.log), canonicalJson(readGolden('log')))
    await store.put(WIDGETS_KEY, canonicalJson(readGolden('widgets')))
    expect(await readRef({ store }, 'lamp')).toEqual(ref)
    const log = await readLog(store, ref)
    expect(await findBrokenEntry(log)).toBeUndefined()
    expect(findManifests(log).get(ref.manifest.release)).toBe(await hashRecord(ref.manifest))
    expect(listReleases(ref, log)).toEqual([
      {
        release: 1,
        published: '2031-03-12T09:00:00Z',
        datePublished: '2031-03-12T09:00:00Z',
        isCurrent: false,
        since: ['2031-03-12T09:00:00Z'],
        withdrawn: { date: '2031-03-15T09:00:00Z', reason: 'It named a private person.' },
      },
      {
        release: 2,
        published: '2031-03-13T09:00:00Z',
        datePublished: '2031-03-13T09:00:00Z',
        isCurrent: true,
        since: ['2031-03-13T09:00:00Z'],
      },
    ])
    expect(Object.keys((await readWidgets({ store })).builds)).toEqual(['0123456789abcdef'])
  })
})
