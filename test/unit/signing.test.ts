/** Signing with the publisher's key in the tools: what it signs, what is refused without it, and that a forgery is never signed. */
import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Options } from '../../data/cli/command.ts'
import { openFolderStore } from '../../data/cli/folder-store.ts'
import { createKeyFile, openTrust, readKeyFile } from '../../data/cli/key-file.ts'
import { keygen } from '../../data/cli/keygen.ts'
import { backUpStore } from '../../data/store/backup.ts'
import { checkStore } from '../../data/store/fsck.ts'
import { collectGarbage } from '../../data/store/gc.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { canonicalJson, type Ref, refKey, WIDGETS_KEY } from '../../data/store/records.ts'
import { type Storage, UnsignedError } from '../../data/store/refs.ts'
import { reindex } from '../../data/store/reindex.ts'
import { restoreStore } from '../../data/store/restore.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { signStore } from '../../data/store/sign.ts'
import { createSigner, generateKey, isSigned, parseKeys, type Signer, sign } from '../../data/store/signature.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { createTinyTopic } from '../fault-injection/tiny-topic.ts'
import { createMemoryStorage, type MemoryStorage, readJson, readRef } from './memory-store.ts'

const TOPIC = 'lamp'
const day = (n: number) => new Date(Date.UTC(2031, 2, n, 12))

let memory: MemoryStorage
let signer: Signer
let signed: Storage
let folder: string

async function publish(storage: Storage, n: number) {
  const authored = createTinyTopic(TOPIC)
  authored.topic.name = `The lamp, ${n}`
  return publishTopic(storage, authored, { now: day(n), onto: 'any' })
}
const putRef = (ref: object) => memory.values.set(refKey(TOPIC), Buffer.from(canonicalJson(ref)))
const isSignedBy = async ({ publicKey }: Signer, key = refKey(TOPIC)) => isSigned(readJson(memory, key), [publicKey])

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  memory = createMemoryStorage()
  signer = await createSigner(await generateKey())
  signed = { store: memory.store, index: memory.index, keys: [signer.publicKey], signer }
})
afterEach(() => void vi.unstubAllEnvs())

describe('a key file', () => {
  it('is readable only by its owner, and never overwritten', async () => {
    const path = join(folder, 'key')
    const publicKey = await createKeyFile(path)
    expect(parseKeys(publicKey)).toEqual([publicKey])
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await readKeyFile(path)).publicKey).toBe(publicKey)
    const text = await readFile(path, 'utf8')
    await expect(createKeyFile(path)).rejects.toThrow('exists already')
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it('is created by a command, outside this repository', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    const path = join(folder, 'key')
    expect(await keygen.run([path], { json: true } as Options)).toBe(0)
    const { publicKey } = JSON.parse(String(log.mock.calls[0]?.[0])) as { publicKey: string }
    log.mockRestore()
    expect((await readKeyFile(path)).publicKey).toBe(publicKey)
    await expect(keygen.run(['key'], {})).rejects.toThrow('outside this repository')
  })

  it('is refused when others may read it, when it is missing and when it is invalid', async () => {
    const path = join(folder, 'key')
    await expect(readKeyFile(path)).rejects.toThrow('there is no key file')
    await createKeyFile(path)
    await chmod(path, 0o640)
    await expect(readKeyFile(path)).rejects.toThrow('chmod 600')
    await writeFile(path, '{"kty":"OKP"}')
    await chmod(path, 0o600)
    await expect(readKeyFile(path)).rejects.toThrow('is not a key file of keygen')
  })

  it('is required where the environment has a public key, and must match one of them', async () => {
    const path = join(folder, 'key')
    const publicKey = await createKeyFile(path)
    vi.stubEnv('FACT_BOX_KEY', undefined)
    vi.stubEnv('PUBLISHER_KEYS', '')
    expect(await openTrust({ remote: true }, true)).toEqual({ keys: [] })
    await expect(openTrust({ key: path }, true)).rejects.toThrow('nothing is signed here yet')
    vi.stubEnv('PUBLISHER_KEYS', publicKey)
    await expect(openTrust({ remote: true }, true)).rejects.toThrow('--key FILE')
    expect(await openTrust({ remote: true }, false)).toEqual({ keys: [publicKey] })
    vi.stubEnv('FACT_BOX_KEY', path)
    expect(await openTrust({ remote: true }, true)).toMatchObject({ keys: [publicKey], signer: { publicKey } })
    // Nothing is signed on this machine unless a key is named.
    expect(await openTrust({}, true)).toEqual({ keys: [] })
    expect(await openTrust({ key: path }, true)).toMatchObject({ keys: [publicKey], signer: { publicKey } })
    vi.stubEnv('PUBLISHER_KEYS', signer.publicKey)
    await expect(openTrust({ key: path }, true)).rejects.toThrow('is not one of this environment')
    await expect(openTrust({ remote: true }, true)).rejects.toThrow('is not one of this environment')
    vi.stubEnv('PUBLISHER_KEYS', 'short')
    await expect(openTrust({ remote: true }, true)).rejects.toThrow('“short”, which is not a public key')
  })
})

describe('with a key', () => {
  it('every write of a ref and of the list of widget builds is signed', async () => {
    await publish(signed, 1)
    expect(await isSignedBy(signer)).toBe(true)
    await publish(signed, 2)
    await rollbackTopic(signed, TOPIC, { release: 1, now: day(3) })
    expect(await isSignedBy(signer)).toBe(true)
    await withdrawItem(signed, TOPIC, 'dimming', { reason: 'A test.', now: day(4), withDependants: true })
    expect(await isSignedBy(signer)).toBe(true)
    expect(readRef(memory, TOPIC)).toMatchObject({ tombstones: { items: { dimming: { kind: 'withdrawn' } } } })
    await archiveWidget(signed, 'void 0', day(4))
    expect(await isSignedBy(signer, WIDGETS_KEY)).toBe(true)
    expect((await checkStore(signed, { now: day(5) })).flaws).toEqual([])
  })

  it('a signature is valid for nothing else', async () => {
    await publish(signed, 1)
    const ref = readRef(memory, TOPIC)
    const other = await createSigner(await generateKey())
    expect(await isSigned({ ...ref }, [other.publicKey, signer.publicKey])).toBe(true)
    for (const changed of [
      { ...ref, sequence: 2 },
      { ...ref, topic: 'another' },
      { ...ref, extra: 1 },
      { ...ref, signature: undefined },
      { ...ref, signature: { key: other.publicKey.slice(0, 8), value: ref.signature?.value } },
      await sign(ref, other),
    ])
      expect(await isSigned({ ...changed }, [signer.publicKey])).toBe(false)
  })

  it('nothing is published or written without it', async () => {
    const { signer: _, ...reader } = signed
    await expect(publish(reader, 1)).rejects.toThrow('--key FILE')
    expect(memory.values.has(refKey(TOPIC))).toBe(false)
    await expect(archiveWidget(reader, 'void 0', day(1))).rejects.toThrow('--key FILE')
  })

  it('nothing follows a write of somebody else, so a forgery is never signed', async () => {
    await publish(signed, 1)
    const ref = readRef(memory, TOPIC)
    putRef({ ...ref, sequence: 7 })
    memory.values.set(WIDGETS_KEY, Buffer.from('{"format":2,"builds":{}}'))
    memory.writes.length = 0
    const options = { reason: 'A test.', now: day(2) }
    await expect(publish(signed, 2)).rejects.toThrow(UnsignedError)
    await expect(rollbackTopic(signed, TOPIC, { release: 1, now: day(2) })).rejects.toThrow(UnsignedError)
    await expect(withdrawItem(signed, TOPIC, 'dimming', options)).rejects.toThrow(UnsignedError)
    await expect(collectGarbage(signed, { now: day(9) })).rejects.toThrow(UnsignedError)
    await expect(reindex({ ...signed, index: memory.index })).rejects.toThrow(UnsignedError)
    await expect(archiveWidget(signed, 'void 0', day(2))).rejects.toThrow(UnsignedError)
    await expect(signStore(signed, { now: day(2) })).rejects.toThrow(UnsignedError)
    expect(memory.writes.filter((key) => key !== 'index')).toEqual([])
  })

  it('a forged ref is reported by fsck, never backed up, and replaced from the backup', async () => {
    const backup = openFolderStore(folder)
    await publish(signed, 1)
    await archiveWidget(signed, 'void 0', day(1))
    expect((await backUpStore(signed, backup)).topics).toMatchObject([{ kind: 'backed-up' }])
    const ref = readRef(memory, TOPIC)
    putRef({ ...ref, sequence: 7 })
    const { flaws } = await checkStore(signed, { now: day(2) })
    expect(flaws).toMatchObject([{ problem: 'the ref is not signed by a key that is known', needs: 'restore' }])
    expect((await backUpStore(signed, backup)).topics).toMatchObject([{ kind: 'damaged' }])
    const next = await createSigner(await generateKey())
    const rotated = { ...signed, keys: [next.publicKey], signer: next }
    expect(await restoreStore(rotated, backup, { now: day(3) })).toMatchObject([{ kind: 'restored', sequence: 2 }])
    expect(await isSignedBy(next)).toBe(true)
    expect(await isSignedBy(next, WIDGETS_KEY)).toBe(true)
    expect((await checkStore(rotated, { now: day(3) })).flaws).toEqual([])
    const { sequence: _, signature, before, updated, ...same } = ref
    expect(readRef(memory, TOPIC)).toMatchObject(same satisfies Partial<Ref>)
  })
})

describe('signing again', () => {
  const unsigned = (): Storage => ({ store: memory.store, index: memory.index })

  it('starts with unsigned content only when told to', async () => {
    await publish(unsigned(), 1)
    await archiveWidget(unsigned(), 'void 0', day(1))
    await expect(signStore(signed, { now: day(2) })).rejects.toThrow(UnsignedError)
    const options = { now: day(2), acceptsUnsigned: true }
    expect(await signStore(signed, options)).toEqual([{ topic: TOPIC, kind: 'signed', sequence: 2 }])
    expect(await signStore(signed, options)).toEqual([{ topic: TOPIC, kind: 'unchanged', sequence: 2 }])
    expect(await isSignedBy(signer, WIDGETS_KEY)).toBe(true)
    expect((await checkStore(signed, { now: day(2) })).flaws).toEqual([])
    expect(await publish(signed, 3)).toMatchObject({ kind: 'published', sequence: 3 })
  })

  it('replaces one key by another while both are valid', async () => {
    await publish(signed, 1)
    const next = await createSigner(await generateKey())
    const both = { ...signed, keys: [next.publicKey, signer.publicKey], signer: next }
    expect(await signStore(both, { now: day(2) })).toMatchObject([{ kind: 'signed', sequence: 2 }])
    expect(await isSignedBy(next)).toBe(true)
    expect(await publish({ ...both, keys: [next.publicKey] }, 3)).toMatchObject({ kind: 'published' })
  })

  it('does not sign a state older than the known one, or one that is inconsistent', async () => {
    await publish(unsigned(), 1)
    const options = { now: day(2), acceptsUnsigned: true }
    const readSequence = async () => 9
    expect(await signStore(signed, { ...options, readSequence })).toMatchObject([{ reason: 'store-behind', known: 9 }])
    putRef({ ...readRef(memory, TOPIC), latest: 5 })
    expect(await signStore(signed, options)).toMatchObject([{ kind: 'damaged' }])
    expect(await isSignedBy(signer)).toBe(false)
  })
})
