/**
 * `node test/unit/store-sequences.ts [--runs N] [--seed S]` runs random operations on a topic. After each, its history is
 * consistent, nothing withdrawn remains and `fsck` reports nothing. Half of the sequences sign what they publish: then nothing
 * is unsigned, and what an attacker writes is refused and restored.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import type { Authored } from '../../data/schema/authored.ts'
import { backUpStore } from '../../data/store/backup.ts'
import { checkStore } from '../../data/store/fsck.ts'
import { collectGarbage } from '../../data/store/gc.ts'
import { publishTopic } from '../../data/store/publish.ts'
import { BLOB_PREFIX, canonicalJson, refKey } from '../../data/store/records.ts'
import { type Storage, UnsignedError } from '../../data/store/refs.ts'
import { restoreStore } from '../../data/store/restore.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { signStore } from '../../data/store/sign.ts'
import type { Signer } from '../../data/store/signature.ts'
import { createSigner, generateKey } from '../../data/store/signature.ts'
import { withdrawItem, withdrawRelease } from '../../data/store/withdraw.ts'
import { withoutItems } from '../fault-injection/edits.ts'
import { createTinyTopic, DEPENDANTS, markOf } from '../fault-injection/tiny-topic.ts'
import { createMemoryStorage, findText, type MemoryStorage, readRef } from './memory-store.ts'

const TOPIC = 'lamp'
const HOUR_MS = 3_600_000
const REASON = 'A test.'

interface Step {
  action: keyof typeof ACTIONS
  /** Chooses a release, an item or a blob. */
  pick: number
  /** Hours since the previous step. */
  hours: number
}

/** What an operator knows. */
interface World {
  memory: MemoryStorage
  /** The memory, with the publisher's key if there is one. */
  storage: Storage
  signer: Signer | undefined
  backup: MemoryStorage
  now: Date
  edits: number
  /** As published last. */
  authored: Authored
  withdrawnItems: Set<string>
}

const readLatest = ({ memory }: World) => (memory.values.has(refKey(TOPIC)) ? readRef(memory, TOPIC).latest : 0)
const pickRelease = (world: World, pick: number) => 1 + (pick % Math.max(1, readLatest(world)))

async function publish(world: World, isDraft: boolean): Promise<void> {
  const { storage, now, withdrawnItems } = world
  const number = ++world.edits
  const authored = withoutItems(createTinyTopic(TOPIC), [...withdrawnItems], () => number)
  authored.topic.name = `The lamp, edit ${number}`
  for (const event of authored.events) event.name = `Edit ${number}, ${markOf(TOPIC, event.id)}`
  await publishTopic(storage, authored, { now, onto: 'any', isDraft })
  world.authored = authored
}

async function withdraw(world: World, item: string): Promise<void> {
  const options = { reason: REASON, now: world.now, withDependants: true }
  const result = await withdrawItem(world.storage, TOPIC, item, options)
  if (result.kind === 'withdrawn') for (const id of result.items) world.withdrawnItems.add(id)
}

const ACTIONS = {
  publish: (world: World) => publish(world, false),
  draft: (world: World) => publish(world, true),
  rollback: (world: World, pick: number) =>
    rollbackTopic(world.storage, TOPIC, { release: pickRelease(world, pick), now: world.now }),
  withdrawItem: (world: World, pick: number) => {
    const items = Object.keys(DEPENDANTS)
    return withdraw(world, items[pick % items.length] ?? '')
  },
  withdrawRelease: (world: World, pick: number) =>
    withdrawRelease(world.storage, TOPIC, pickRelease(world, pick), { reason: REASON, now: world.now }),
  backup: (world: World) => backUpStore(world.storage, world.backup.store),
  gc: ({ storage, now }: World) => collectGarbage(storage, { now }),
  restore: ({ storage, backup, now }: World) => restoreStore(storage, backup.store, { now }),
  /** Damages a blob and repairs it from the content or the backup; a blob that neither has stays damaged. */
  repair: async ({ memory, storage, backup, now, authored }: World, pick: number) => {
    const keys = [...memory.values.keys()].filter((key) => key.startsWith(BLOB_PREFIX)).sort()
    const key = keys[pick % keys.length] ?? ''
    const bytes = memory.values.get(key)
    if (!bytes) return
    memory.values.set(key, new Uint8Array([pick]))
    const options = { now, backup: backup.store, authored: new Map([[TOPIC, authored]]) }
    const named = (await checkStore(storage, options)).flaws.some(({ part }) => key.endsWith(part?.sha256 ?? '?'))
    const { flaws } = await checkStore(storage, { ...options, repair: true })
    const isRepaired = named && flaws.every((flaw) => flaw.isRepaired)
    if (isRepaired && !Buffer.from(bytes).equals(memory.values.get(key) ?? Buffer.of()))
      throw new Error(`${key} was repaired to something else`)
    memory.values.set(key, bytes)
  },
  /** Empties the namespace, restores it, and repeats the later withdrawals. */
  lose: async (world: World) => {
    const { memory, storage, backup, now, withdrawnItems } = world
    if (!backup.values.has(refKey(TOPIC))) return
    memory.values.clear()
    memory.metadata.clear()
    await restoreStore(storage, backup.store, { now, acceptsLoss: true })
    for (const item of withdrawnItems) await withdraw(world, item)
  },
  /** Replaces one key by another. */
  rotate: async (world: World) => {
    const { storage, signer, now } = world
    if (!signer) return
    const next = await createSigner(await generateKey())
    const both = { ...storage, keys: [next.publicKey, signer.publicKey], signer: next }
    await signStore(both, { now })
    world.signer = next
    world.storage = { ...storage, keys: [next.publicKey], signer: next }
  },
  /** Somebody else writes a ref: nothing follows it, no backup takes it, and the genuine one is restored. */
  forge: async (world: World, pick: number) => {
    const { memory, storage, signer, backup, now } = world
    if (!signer) return
    const genuine = memory.values.get(refKey(TOPIC)) ?? new Uint8Array()
    const ref = readRef(memory, TOPIC)
    const forged = { ...ref, sequence: ref.sequence + pick, updated: '2031-01-01T00:00:00Z' }
    memory.values.set(refKey(TOPIC), Buffer.from(canonicalJson(forged)))
    const kept = backup.values.get(refKey(TOPIC))
    await expectUnsigned(publish(world, false))
    await expectUnsigned(rollbackTopic(storage, TOPIC, { release: 1, now }))
    await backUpStore(storage, backup.store)
    if (kept !== backup.values.get(refKey(TOPIC))) throw new Error('a forged ref is in the backup')
    memory.values.set(refKey(TOPIC), genuine)
  },
}

async function expectUnsigned(action: Promise<unknown>): Promise<void> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof UnsignedError)) throw new Error(`a forged ref was followed: ${error}`)
}

async function runSteps(steps: readonly Step[], isSigning: boolean): Promise<void> {
  const memory = createMemoryStorage()
  const signer = isSigning ? await createSigner(await generateKey()) : undefined
  const world: World = {
    memory,
    storage: { store: memory.store, index: memory.index, ...(signer && { keys: [signer.publicKey], signer }) },
    signer,
    backup: createMemoryStorage(),
    now: new Date('2031-03-12T09:00:00Z'),
    edits: 0,
    authored: createTinyTopic(TOPIC),
    withdrawnItems: new Set(),
  }
  await publish(world, false)
  for (const [index, { action, pick, hours }] of steps.entries()) {
    world.now = new Date(world.now.getTime() + hours * HOUR_MS)
    await ACTIONS[action](world, pick)
    const { flaws } = await checkStore(world.storage, { now: world.now })
    if (flaws.length > 0) throw new Error(`after step ${index + 1}: ${JSON.stringify(flaws)}`)
    const places = action === 'backup' ? [world.memory, world.backup] : [world.memory]
    for (const item of world.withdrawnItems) {
      const found = places.flatMap((memory) => findText(memory, markOf(TOPIC, item)))
      if (found.length > 0) throw new Error(`after step ${index + 1}: ${item} is still in ${found.join(', ')}`)
    }
  }
}

export interface SequenceOptions {
  runs: number
  /** The same seed makes the same sequences. */
  seed: number
}

/** Checks random sequences. @throws with the shortest sequence that fails */
export async function checkSequences({ runs, seed }: SequenceOptions): Promise<void> {
  const action = fc.constantFrom(...(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]))
  const step = fc.record({ action, pick: fc.nat(1000), hours: fc.nat(50) })
  const steps = fc.array(step, { minLength: 1, maxLength: 12 })
  await fc.assert(fc.asyncProperty(steps, fc.boolean(), runSteps), { numRuns: runs, seed })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } })
  const options = { runs: Number(values.runs ?? 1_000), seed: Number(values.seed ?? Date.now() % 2 ** 31) }
  console.log(`${options.runs} sequences, seed ${options.seed}`)
  await checkSequences(options)
  console.log('every promise kept')
}
