/** `checkChain` on a topic's history: accepts a consistent history, redactions included, and names each fault with its place. */
import { beforeEach, describe, expect, it } from 'vitest'
import { hashRecord, readBlobs } from '../../data/store/blobs.ts'
import { type ChainReport, checkChain } from '../../data/store/chain.ts'
import type { ReadParts } from '../../data/store/chain-parts.ts'
import { createLogBlob, findManifests, readLog } from '../../data/store/log.ts'
import { blobKey, canonicalJson, type Log, type Manifest, type Ref, refKey } from '../../data/store/records.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { toBytes } from '../../data/store/store.ts'
import { withdrawItem, withdrawRelease } from '../../data/store/withdraw.ts'
import { type MemoryStorage, prepareOnce, readJson, readRef } from './memory-store.ts'
import { day, publishOn, TOPIC } from './real-topic.ts'

const ITEM = 'liaison-to-hezbollah'

let memory: MemoryStorage

const publish = (n: number, name: string, isDraft = false) => publishOn(memory, n, name, isDraft)
const read: ReadParts = async (parts) => {
  const found = new Map<string, Uint8Array>()
  for (const { sha256 } of parts) {
    const bytes = memory.values.get(blobKey(sha256))
    if (bytes) found.set(sha256, bytes)
  }
  return found
}
const check = (ref: unknown = readRef(memory, TOPIC)): Promise<ChainReport> => checkChain(TOPIC, ref, { read })

const prepare = prepareOnce(async (memory) => {
  for (const n of [1, 2, 3]) await publishOn(memory, n, `Name ${n}`)
})
beforeEach(async () => {
  memory = await prepare()
})

describe('a consistent history', () => {
  it('is counted: entries, releases and files', async () => {
    await rollbackTopic(memory, TOPIC, { release: 1, now: day(4) })
    const { heads, releases, files, faults } = await check()
    expect(faults).toEqual([])
    const log = await readLog(memory.store, readRef(memory, TOPIC))
    expect(heads).toEqual(await Promise.all(log.entries.map(hashRecord)))
    expect({ entries: heads.length, releases }).toEqual({ entries: 4, releases: 3 })
    const { size } = await readBlobs(
      memory.store,
      [...memory.values.keys()].map((key) => key.replace(blobKey(''), '')),
    )
    // All blobs except three manifests and four logs.
    expect(files).toBe(size - 7)
  })

  it('may contain redactions, which are marked and not reported as missing', async () => {
    const reason = 'A test.'
    await withdrawItem(memory, TOPIC, ITEM, { reason, now: day(4), withDependants: true })
    await withdrawRelease(memory, TOPIC, 2, { reason, now: day(5) })
    expect(await check()).toMatchObject({ faults: [], withdrawn: [2], hidden: [] })
    expect((await check()).redacted).toContain(1)
    expect((await check()).redacted).toContain(3)
  })

  it('may end with a draft', async () => {
    await publish(4, 'A draft', true)
    expect((await check()).faults).toEqual([])
  })
})

describe('a fault', () => {
  it.each([
    ['topic.json', 'is missing', () => undefined],
    ['box.json', 'has other bytes than its hash names', () => toBytes('{}')],
  ])('is reported: %s of a release %s', async (path, problem, replace) => {
    const log = await readLog(memory.store, readRef(memory, TOPIC))
    const { files } = readJson<Manifest>(memory, blobKey(findManifests(log).get(2) ?? ''))
    const sha256 = files[path]?.sha256 ?? ''
    const bytes = replace()
    if (bytes) memory.values.set(blobKey(sha256), bytes)
    else memory.values.delete(blobKey(sha256))
    expect((await check()).faults).toEqual([
      { entry: 2, part: { what: 'file', release: 2, path, sha256 }, problem: `${path} of release 2 ${problem}` },
    ])
  })

  it('may be a missing manifest or a missing log', async () => {
    const ref = readRef(memory, TOPIC)
    const log = await readLog(memory.store, ref)
    memory.values.delete(blobKey(findManifests(log).get(1) ?? ''))
    expect((await check()).faults).toMatchObject([{ entry: 1, problem: 'the manifest of release 1 is missing' }])
    memory.values.delete(blobKey(ref.log))
    expect((await check()).faults).toMatchObject([{ problem: 'the log is missing' }])
  })

  it.each<[string, (entries: Log['entries']) => Log['entries'], object]>([
    ['a changed entry', (entries) => entries.with(1, { ...entries[1], sequence: 3 } as never), { entry: 3 }],
    ['a missing entry', (entries) => entries.toSpliced(1, 1), { entry: 2 }],
    ['a malformed entry', (entries) => entries.with(2, null as never), { entry: 3, problem: 'the entry is malformed' }],
    ['missing last entries', (entries) => entries.slice(0, 2), { problem: 'the ref has 3 releases, and its log 2' }],
  ])('may be a log with %s', async (_, change, expected) => {
    const ref = readRef(memory, TOPIC)
    const { format, entries } = await readLog(memory.store, ref)
    const { sha256, bytes } = await createLogBlob({ format, entries: change(entries) })
    memory.values.set(blobKey(sha256), bytes)
    expect((await check({ ...ref, log: sha256 })).faults[0]).toMatchObject(expected)
  })

  it('may be a ref that disagrees with its log, or that lists a withdrawal unknown to the log', async () => {
    const ref = readRef(memory, TOPIC)
    const { manifest, tombstones } = ref
    const other: Ref = {
      ...ref,
      manifest: { ...manifest, files: { ...manifest.files, 'box.json': { sha256: 'a'.repeat(64), bytes: 2 } } },
    }
    expect((await check(other)).faults[0]?.problem).toContain('shows a release 3 that its log does not')
    const releases = { 1: { kind: 'withdrawn', date: ref.updated, reason: 'None.' } } as const
    expect((await check({ ...ref, tombstones: { ...tombstones, releases } })).faults[0]?.problem).toContain(
      'release 1 is withdrawn',
    )
  })

  it.each([undefined, null, 7, {}, { format: 99 }])('may be an invalid ref: %j', async (ref) => {
    const { faults } = await checkChain(TOPIC, ref, { read })
    expect(faults).toHaveLength(1)
    expect(faults[0]?.problem).toMatch(/^the ref /)
  })

  it('is not visible when the whole history is rewritten: only a known head shows it', async () => {
    const { heads } = await check()
    memory.values.delete(refKey(TOPIC))
    memory.sqlite.exec('DELETE FROM topics')
    for (const n of [1, 2, 3]) await publish(n, `Forged ${n}`)
    const forged = await check()
    expect(forged.faults).toEqual([])
    expect(forged.heads).not.toContain(heads.at(-1))
    expect(canonicalJson(forged.heads)).not.toBe(canonicalJson(heads))
  })
})
