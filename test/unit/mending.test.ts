/** Repair of a damaged store: `fsck` reports the damage and repairs it from the content or a backup; a backup restores a whole store. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openFolderStore } from '../../data/cli/folder-store.ts'
import { backUpStore } from '../../data/store/backup.ts'
import { createBlob } from '../../data/store/blobs.ts'
import { type CheckupOptions, checkStore } from '../../data/store/fsck.ts'
import { appendToLog, createLogBlob, EMPTY_LOG, findManifests, type LogEvent, readLog } from '../../data/store/log.ts'
import { publishTopics } from '../../data/store/publish.ts'
import { blobKey, canonicalJson, type Manifest, type Ref, refKey } from '../../data/store/records.ts'
import { restoreStore } from '../../data/store/restore.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import type { Store } from '../../data/store/store.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { withdrawItem, withdrawRelease } from '../../data/store/withdraw.ts'
import { createMemoryStorage, findText, type MemoryStorage, prepareOnce, readJson, readRef } from './memory-store.ts'
import { day, publishOn, readAuthored, rename, TOPIC } from './real-topic.ts'

const ITEM = 'liaison-to-hezbollah'
const WORDS = 'had once been the IRGC’s liaison'

const ENTRY: LogEvent = {
  kind: 'publish',
  sequence: 1,
  at: '2026-11-01T12:00:00Z',
  release: 1,
  manifest: 'a'.repeat(64),
}

let memory: MemoryStorage
let folder: string
let backup: Store

const write = (name: string) => readAuthored(rename(name))
const publish = (n: number, name: string) => publishOn(memory, n, name)
const check = (options: Partial<CheckupOptions> = {}) => checkStore(memory, { now: day(20), ...options })
const repair = (options: Partial<CheckupOptions> = {}) => check({ repair: true, ...options })
const restore = (acceptsLoss = false) => restoreStore(memory, backup, { now: day(21), acceptsLoss })
const snapshot = () => new Map(memory.values)

async function readManifest(release: number): Promise<Manifest> {
  const manifests = findManifests(await readLog(memory.store, readRef(memory, TOPIC)))
  return readJson<Manifest>(memory, blobKey(manifests.get(release) ?? ''))
}

const prepare = prepareOnce(async (memory) => {
  await publishOn(memory, 1, 'First')
  await publishOn(memory, 2, 'Second')
  await archiveWidget(memory, 'void 0', day(2))
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  backup = openFolderStore(folder)
  memory = await prepare()
})

describe('fsck', () => {
  it('reports nothing for an intact store, and writes nothing', async () => {
    memory.writes.length = 0
    expect(await repair()).toEqual({ topics: 1, flaws: [] })
    expect(memory.writes).toEqual([])
  })

  it('reports each missing blob of the current release, and rebuilds it from the content', async () => {
    const whole = snapshot()
    const authored = new Map([[TOPIC, write('Second')]])
    const { manifest } = readRef(memory, TOPIC)
    const hashes = Object.values(manifest.files).map(({ sha256 }) => sha256)
    for (const sha256 of [...hashes, findManifests(await readLog(memory.store, readRef(memory, TOPIC))).get(2) ?? '']) {
      memory.values.delete(blobKey(sha256))
      const { flaws } = await check()
      expect(flaws.map(({ part }) => part?.sha256)).toContain(sha256)
      expect(flaws.every(({ isRepaired }) => !isRepaired)).toBe(true)
      expect((await repair({ authored })).flaws.every(({ isRepaired }) => isRepaired)).toBe(true)
      expect(snapshot()).toEqual(whole)
    }
  })

  it('leaves the same repair to a publish of that topic', async () => {
    const whole = snapshot()
    const { manifest } = readRef(memory, TOPIC)
    for (const { sha256 } of Object.values(manifest.files)) {
      memory.values.delete(blobKey(sha256))
      const submission = { authored: write('Second'), onto: 'any', isNamed: true } as const
      expect(await publishTopics(memory, [submission], { now: day(3) })).toMatchObject([
        { kind: 'unchanged', writes: 1 },
      ])
      expect(snapshot()).toEqual(whole)
    }
  })

  it('replaces damaged blobs, and keeps what other content would change', async () => {
    const { files } = readRef(memory, TOPIC).manifest
    const key = blobKey(files['box.json']?.sha256 ?? '')
    memory.values.set(key, new Uint8Array([1]))
    const other = await repair({ authored: new Map([[TOPIC, write('Other')]]) })
    expect(other.flaws).toMatchObject([{ isRepaired: false, needs: 'content' }])
    const right = await repair({ authored: new Map([[TOPIC, write('Second')]]) })
    expect(right.flaws).toMatchObject([{ isRepaired: true }])
    expect((await check()).flaws).toEqual([])
  })

  it('says that an older blob needs a backup, and restores it from there', async () => {
    await backUpStore(memory, backup)
    const { files } = await readManifest(1)
    memory.values.delete(blobKey(files['topic.json']?.sha256 ?? ''))
    expect((await repair()).flaws).toMatchObject([
      { isRepaired: false, needs: 'backup', part: { release: 1, path: 'topic.json' } },
    ])
    expect((await repair({ backup })).flaws).toMatchObject([{ isRepaired: true }])
    expect((await check()).flaws).toEqual([])
  })

  it('restores the log from a backup, and then what the log names', async () => {
    await backUpStore(memory, backup)
    const { log } = readRef(memory, TOPIC)
    const { files } = await readManifest(1)
    for (const sha256 of [log, files['box.json']?.sha256 ?? '']) memory.values.delete(blobKey(sha256))
    expect((await check()).flaws).toMatchObject([{ problem: 'the log is missing', needs: 'backup' }])
    const { flaws } = await repair({ backup })
    expect(flaws.every(({ isRepaired }) => isRepaired)).toBe(true)
    expect((await check()).flaws).toEqual([])
  })

  it.each(['topics', 'events', 'statements', 'search'])('finds wrong rows of %s and rewrites them', async (table) => {
    memory.sqlite.exec(table === 'topics' ? "UPDATE topics SET name = 'Other'" : `DELETE FROM ${table}`)
    expect((await check()).flaws).toMatchObject([{ problem: expect.stringContaining(table), needs: 'repair' }])
    expect((await repair()).flaws).toMatchObject([{ isRepaired: true }])
    expect((await check()).flaws).toEqual([])
  })

  describe('checks the previous state, which clients fall back to', () => {
    const soon = new Date(day(2).getTime() + 600_000)
    const changeBefore = (before: Ref['before']) =>
      memory.values.set(refKey(TOPIC), Buffer.from(JSON.stringify({ ...readRef(memory, TOPIC), before })))
    const listProblems = async (options: Partial<CheckupOptions>) =>
      (await check(options)).flaws.map(({ problem }) => problem)

    it('for missing blobs while it is needed, and rebuilds its log', async () => {
      const whole = snapshot()
      memory.values.delete(blobKey(readRef(memory, TOPIC).before?.log ?? ''))
      expect(await listProblems({})).toEqual([])
      expect(await listProblems({ now: soon })).toEqual(['the log before is missing'])
      expect((await repair({ now: soon })).flaws).toMatchObject([{ isRepaired: true }])
      expect(snapshot()).toEqual(whole)
    })

    it('for bytes that do not match their hash, at any time', async () => {
      memory.values.set(blobKey(readRef(memory, TOPIC).before?.log ?? ''), new Uint8Array([1]))
      expect(await listProblems({})).toEqual(['the log before has other bytes than its hash names'])
    })

    it('for a log that is not continued, and for an invalid manifest', async () => {
      const { log, manifest } = readRef(memory, TOPIC)
      const other = await createBlob(canonicalJson({ ...manifest, topic: 'another' }))
      memory.values.set(blobKey(other.sha256), other.bytes)
      const forged = await createLogBlob(await appendToLog(EMPTY_LOG, ENTRY))
      memory.values.set(blobKey(forged.sha256), forged.bytes)
      changeBefore({ log: forged.sha256, manifest: other.sha256 })
      expect(await listProblems({})).toEqual([
        'the log does not continue the log before',
        'the manifest before is not a manifest of the topic',
      ])
      changeBefore({ log, manifest: log })
      expect(await listProblems({})).toEqual(['the manifest before is not a manifest of the topic'])
    })

    it('for permanently removed content', async () => {
      const { before } = readRef(memory, TOPIC)
      const old = memory.values.get(blobKey(before?.manifest ?? '')) ?? new Uint8Array()
      await withdrawItem(memory, TOPIC, ITEM, { reason: 'A test.', now: day(4), withDependants: true })
      expect(await listProblems({ now: day(4) })).toEqual([])
      memory.values.set(blobKey(before?.manifest ?? ''), old)
      const { log } = readRef(memory, TOPIC)
      changeBefore({ log, manifest: before?.manifest ?? '' })
      expect(await listProblems({})).toEqual(['the manifest before names what was permanently removed'])
    })
  })

  it('says that a missing or unreadable ref needs a restore', async () => {
    memory.values.delete(refKey(TOPIC))
    expect((await repair()).flaws).toMatchObject([{ topic: TOPIC, isRepaired: false, needs: 'restore' }])
  })

  it('checks builds of the widget', async () => {
    await backUpStore(memory, backup)
    const key = [...memory.values.keys()].find((name) => new TextDecoder().decode(memory.values.get(name)) === 'void 0')
    memory.values.delete(key ?? '')
    expect((await repair()).flaws).toMatchObject([{ isRepaired: false, needs: 'backup' }])
    expect((await repair({ backup })).flaws).toMatchObject([{ isRepaired: true }])
  })
})

describe('a backup', () => {
  it('stores only what is new, and a second run adds nothing', async () => {
    expect((await backUpStore(memory, backup)).topics).toMatchObject([{ kind: 'backed-up', sequence: 2 }])
    expect(await backUpStore(memory, backup)).toMatchObject({ topics: [{ kind: 'unchanged' }], added: 0, deleted: 0 })
    await publish(3, 'Third')
    const { topics, added } = await backUpStore(memory, backup)
    expect(topics).toMatchObject([{ kind: 'backed-up', sequence: 3 }])
    expect(added).toBeGreaterThan(0)
  })

  it('restores an emptied namespace with every release, log and tombstone', async () => {
    await publish(3, 'Third')
    await withdrawItem(memory, TOPIC, ITEM, { reason: 'A test.', now: day(4), withDependants: true })
    await withdrawRelease(memory, TOPIC, 1, { reason: 'A test.', now: day(5) })
    await rollbackTopic(memory, TOPIC, { release: 2, now: day(6) })
    await backUpStore(memory, backup)
    const before = readRef(memory, TOPIC)
    memory = createMemoryStorage()
    expect(await restore()).toMatchObject([{ kind: 'restored', sequence: before.sequence }])
    const { before: _, ...rest } = before
    expect(readRef(memory, TOPIC)).toEqual(rest)
    expect((await check()).flaws).toEqual([])
    const writes = memory.writes.length
    expect(await restore()).toMatchObject([{ kind: 'unchanged' }])
    expect(memory.writes.length).toBe(writes)
  })

  it('drops withdrawn content at its next run', async () => {
    await backUpStore(memory, backup)
    await withdrawItem(memory, TOPIC, ITEM, { reason: 'A test.', now: day(4), withDependants: true })
    expect((await backUpStore(memory, backup)).deleted).toBeGreaterThan(0)
    for (const { key } of await backup.list('blob/'))
      expect(new TextDecoder().decode(await backup.get(key)), key).not.toContain(WORDS)
  })

  it('never restores what was withdrawn after it was made', async () => {
    await backUpStore(memory, backup)
    await withdrawItem(memory, TOPIC, ITEM, { reason: 'A test.', now: day(4), withDependants: true })
    const { sequence } = readRef(memory, TOPIC)
    expect(await restore()).toMatchObject([{ kind: 'unchanged', sequence }])
    expect((await repair({ backup })).flaws).toEqual([])
    expect(findText(memory, WORDS)).toEqual([])
  })

  it('is not restored over a later change that only the index knows', async () => {
    await backUpStore(memory, backup)
    await publish(3, 'Third')
    memory.values.clear()
    expect(await restore()).toMatchObject([{ kind: 'incomplete', sequence: 2, indexed: 3 }])
    expect(memory.values.has(refKey(TOPIC))).toBe(false)
    expect(await restore(true)).toMatchObject([{ kind: 'restored', sequence: 4 }])
    expect((await check()).flaws).toEqual([])
  })

  it('is not written when the store was rewritten, is behind or is damaged, and is not restored then', async () => {
    await backUpStore(memory, backup)
    const kept = await backup.get(refKey(TOPIC))
    const whole = memory
    memory = createMemoryStorage()
    await publish(1, 'Forged')
    expect((await backUpStore(memory, backup)).topics).toMatchObject([{ kind: 'behind' }])
    await publish(2, 'Second')
    expect((await backUpStore(memory, backup)).topics).toMatchObject([{ kind: 'diverged' }])
    expect(await restore()).toMatchObject([{ kind: 'diverged' }])
    memory = whole
    memory.values.delete(blobKey(readRef(memory, TOPIC).log))
    await backUpStore(memory, backup)
    expect(await backup.get(refKey(TOPIC))).toEqual(kept)
  })

  it('that is damaged itself is not used', async () => {
    await backUpStore(memory, backup)
    const { files } = readRef(memory, TOPIC).manifest
    await backup.put(blobKey(files['box.json']?.sha256 ?? ''), 'other')
    memory = createMemoryStorage()
    expect(await restore()).toMatchObject([{ kind: 'damaged' }])
    expect(memory.values.has(refKey(TOPIC))).toBe(false)
  })

  it('refuses a key that would leave its folder', async () => {
    await expect(backup.put('topic/../../escaped', '')).rejects.toThrow('is not a key of a store')
  })
})
