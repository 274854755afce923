/** Bugs that the schedules once found, each as the shortest scenario. Each throws when the bug is back. */
import type { Authored } from '../../data/schema/authored.ts'
import { collectGarbage } from '../../data/store/gc.ts'
import { publishTopics } from '../../data/store/publish.ts'
import { blobKey, type Ref, refKey } from '../../data/store/records.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { StoreError } from '../../data/store/store.ts'
import { withdrawItem } from '../../data/store/withdraw.ts'
import { resolveFile } from '../../worker/store/resolve.ts'
import { createStorage, type Storage } from '../../worker/store/storage.ts'
import { type Clock, createClock } from './clock.ts'
import { createFakeD1 } from './fake-d1.ts'
import { createFakeKv, type FakeKv } from './fake-kv.ts'
import { check, EDITION_FIELD, type GroundTruth, watchTruth } from './ground-truth.ts'
import { type Interruption, Killed, openPublisher, type Publisher } from './publisher.ts'
import { createRandom } from './random.ts'
import { createTinyTopic } from './tiny-topic.ts'

const TOPIC = 'lamp'
const DAY_MS = 86_400_000
/** Until everything is visible everywhere and no claim is left. */
const SETTLED_MS = 200_000

type Edit = (authored: Authored) => void

interface Scene {
  clock: Clock
  kv: FakeKv
  truth: GroundTruth
  now(): Date
  open(location?: number, interruption?: Interruption): Publisher
  /** Returns the kind of the result, or the reason of a refusal. */
  publish(edit?: Edit, publisher?: Publisher, options?: { isDraft?: boolean }): Promise<string>
  withdraw(publisher?: Publisher): Promise<string>
  ref(): Ref
  blob(path: string): string
  /** Opens the Worker's storage; `broken` names keys that are missing or fail. */
  read(broken?: Map<string, 'miss' | 'error'>): Storage
}

/** Creates two locations. A write at one is visible at the other, and listed at any, `lagMs` later. */
function createScene({ lagMs = 0 } = {}): Scene {
  const clock = createClock(new Date('2031-03-12T09:00:00Z'))
  const kv = createFakeKv({ clock, random: createRandom(1), locations: 2, delayMs: () => lagMs })
  const d1 = createFakeD1(clock.now)
  const truth = watchTruth(kv, d1, clock)
  const random = createRandom(2)
  let edits = 0
  const now = () => new Date(clock.now())
  const open = (location = 0, interruption?: Interruption) =>
    openPublisher({ kv, d1, clock, random, location, interruption })
  const ref = () => JSON.parse(new TextDecoder().decode(kv.truth(refKey(TOPIC)))) as Ref
  return {
    clock,
    kv,
    truth,
    now,
    open,
    async publish(edit = () => {}, publisher = open(), { isDraft = false } = {}) {
      const authored = createTinyTopic(TOPIC)
      authored.topic[EDITION_FIELD] = `Edit ${++edits}`
      edit(authored)
      truth.announce(authored)
      const [published] = await publishTopics(publisher, [{ authored, onto: 'any' }], { now: now(), isDraft })
      return published?.kind === 'refused' ? published.reason : String(published?.kind)
    },
    async withdraw(publisher = open()) {
      const options = { reason: 'Withdrawn by a test.', now: now(), withDependants: true }
      const withdrawn = await withdrawItem(publisher, TOPIC, 'nobody-saw', options)
      return withdrawn.kind === 'refused' ? withdrawn.reason : withdrawn.kind
    },
    ref,
    blob: (path) => blobKey(ref().manifest.files[path]?.sha256 ?? ''),
    read(broken = new Map()) {
      const { namespace } = kv.openReader(0)
      const get = async (key: string, options: KVNamespaceGetOptions<'text'>) => {
        if (broken.get(key) === 'error') throw new Error('KV GET failed')
        return broken.get(key) === 'miss' ? null : namespace.get(key, options)
      }
      return openOver({ clock }, get)
    },
  }
}

/** Opens a storage that considers nothing fresh. */
function openOver({ clock }: Pick<Scene, 'clock'>, get: (key: string, options: never) => Promise<unknown>): Storage {
  const namespace = { get } as unknown as KVNamespace
  return createStorage({ namespace, freshMs: 0, runtime: { ...clock, waitUntil: () => {} } })
}

const textOf = (value: unknown) => JSON.stringify(value)
const kill = (at: Interruption['at'], effect: Interruption['effect'] = 'before'): Interruption => ({
  at,
  effect,
  kind: 'kill',
})

async function expectKilled(work: Promise<unknown>): Promise<void> {
  const end = await work.catch((error: unknown) => error)
  check(end instanceof Killed, () => `was not killed: ${String(end)}`)
}

function expectEqual(actual: unknown, expected: unknown): void {
  check(textOf(actual) === textOf(expected), () => `is ${textOf(actual)} instead of ${textOf(expected)}`)
}

async function expectShown(storage: Storage, expected: string, release?: number): Promise<void> {
  const answer = await resolveFile(storage, TOPIC, 'topic.json', release)
  expectEqual(
    answer.kind === 'resolved' ? `${answer.manifest.release} ${answer.stale ?? 'fresh'}` : answer.kind,
    expected,
  )
}

const OF_PUBLISHING: Record<string, () => Promise<void>> = {
  'after a withdrawal that stopped before its ref, publishing the same content restores the rows': async () => {
    const scene = createScene()
    const edit: Edit = ({ topic }) => Object.assign(topic, { [EDITION_FIELD]: 'Same' })
    await scene.publish(edit)
    const publisher = scene.open()
    const countStatements = () => publisher.index.query('SELECT id FROM statements WHERE topic = ?', [TOPIC])
    const { length } = await countStatements()
    await expectKilled(scene.withdraw(scene.open(0, kill(/^blob/))))
    check((await countStatements()).length < length, () => 'was killed before the index forgot the item')
    scene.clock.advance(SETTLED_MS)
    expectEqual(await scene.publish(edit), 'unchanged')
    expectEqual((await countStatements()).length, length)
    expectEqual(await scene.withdraw(), 'withdrawn')
  },

  'of two concurrent publishers one is refused, and nothing of the other is lost': async () => {
    const scene = createScene()
    await scene.publish()
    const results = await Promise.all([scene.publish(), scene.publish()])
    expectEqual(results.sort(), ['published', 'under-way'])
    expectEqual([scene.ref().sequence, scene.ref().latest], [2, 2])
  },

  'a publisher that sees an old state does not overwrite what a stopped publisher wrote': async () => {
    const scene = createScene({ lagMs: 60_000 })
    await scene.publish()
    scene.clock.advance(SETTLED_MS)
    await expectKilled(scene.publish(undefined, scene.open(0, kill(/^index\/update/))))
    expectEqual(scene.ref().sequence, 2)
    expectEqual(await scene.publish(undefined, scene.open(1)), 'under-way')
    scene.clock.advance(SETTLED_MS)
    expectEqual(await scene.publish(undefined, scene.open(1)), 'published')
    expectEqual(scene.ref().sequence, 3)
  },

  'a stopped publish is continued immediately by the same call, and later by any other': async () => {
    const scene = createScene()
    const edit: Edit = ({ topic }) => Object.assign(topic, { [EDITION_FIELD]: 'Same' })
    await expectKilled(scene.publish(edit, scene.open(0, kill(8))))
    expectEqual(await scene.publish(), 'under-way')
    expectEqual(await scene.publish(edit), 'published')
    await expectKilled(scene.publish(undefined, scene.open(0, kill(8))))
    scene.clock.advance(SETTLED_MS)
    expectEqual(await scene.publish(), 'published')
  },

  'a withdrawal that runs twice concurrently writes its refs once': async () => {
    const scene = createScene()
    await scene.publish()
    await scene.publish()
    const ends = await Promise.allSettled([scene.withdraw(), scene.withdraw()])
    for (const end of ends) {
      check(end.status === 'fulfilled' || end.reason instanceof StoreError, () => `ended as ${textOf(end)}`)
    }
    scene.clock.advance(SETTLED_MS)
    await scene.withdraw()
    scene.truth.forbid(TOPIC, ['nobody-saw'])
    scene.truth.searchEverything()
  },

  'a withdrawal also removes what a recently stopped publish left behind': async () => {
    const scene = createScene({ lagMs: 60_000 })
    await scene.publish()
    await expectKilled(scene.publish(undefined, scene.open(0, kill(12))))
    scene.clock.advance(SETTLED_MS)
    await expectKilled(scene.publish(undefined, scene.open(0, kill(12))))
    // Its claim expires before the listing shows what it wrote only where the listing lags.
    scene.clock.advance(181_000)
    expectEqual(await scene.withdraw(), 'withdrawn')
    scene.truth.forbid(TOPIC, ['nobody-saw'])
    scene.truth.searchEverything()
  },

  'a repeated withdrawal deletes nothing of a publish in progress': async () => {
    const scene = createScene()
    await scene.publish()
    await scene.withdraw()
    scene.clock.advance(SETTLED_MS)
    const edit: Edit = ({ statements }) => statements.splice(0, 1)
    // The ground truth refuses a ref whose files are gone.
    await Promise.allSettled([scene.publish(edit), scene.withdraw()])
    scene.clock.advance(SETTLED_MS)
    check(['published', 'unchanged'].includes(await scene.publish(edit)), () => 'the publish is not completed')
  },

  'a withdrawal also removes a recently replaced draft': async () => {
    const scene = createScene({ lagMs: 60_000 })
    await scene.publish()
    await scene.publish(undefined, undefined, { isDraft: true })
    await scene.publish()
    expectEqual(await scene.withdraw(), 'withdrawn')
    scene.truth.forbid(TOPIC, ['nobody-saw'])
    scene.truth.searchEverything()
  },

  'the next release is not based on one that a stopped withdrawal has not rebuilt': async () => {
    const scene = createScene()
    await scene.publish()
    await scene.publish(undefined, undefined, { isDraft: true })
    scene.clock.advance(SETTLED_MS)
    await expectKilled(scene.withdraw(scene.open(0, { ...kill(/^topic\//), effect: 'after' })))
    scene.clock.advance(SETTLED_MS)
    const edit: Edit = ({ statements }) => statements.splice(0, 1)
    expectEqual(await scene.publish(edit), 'unfinished-withdrawal')
    expectEqual(await scene.withdraw(), 'already-withdrawn')
    expectEqual(await scene.publish(edit), 'published')
  },

  'a blob that gc deleted is rewritten although it is still listed': async () => {
    const scene = createScene({ lagMs: 60_000 })
    const edit: Edit = ({ topic }) => Object.assign(topic, { name: 'Stopped', [EDITION_FIELD]: 'Stopped' })
    await scene.publish()
    await expectKilled(scene.publish(edit, scene.open(0, kill(14))))
    scene.clock.advance(2 * DAY_MS)
    const { deleted } = await collectGarbage(scene.open(), { now: scene.now() })
    check(deleted > 0, () => 'nothing was left behind')
    expectEqual(await scene.publish(edit), 'published')
  },

  'gc keeps what a publish has rewritten although the listing shows it as old': async () => {
    const scene = createScene({ lagMs: 60_000 })
    await scene.publish()
    const edit: Edit = ({ events }) => events.forEach((event) => Object.assign(event, { name: 'Again' }))
    await expectKilled(scene.publish(edit, scene.open(0, kill(16))))
    scene.clock.advance(2 * DAY_MS)
    await scene.publish(edit)
    await collectGarbage(scene.open(), { now: scene.now() })
    await collectGarbage(scene.open(1), { now: scene.now() })
  },

  'blobs of another topic are not deleted': async () => {
    const scene = createScene()
    await scene.publish()
    await scene.publish(({ topic }) => Object.assign(topic, { id: 'twin' }))
    scene.clock.advance(SETTLED_MS)
    // The ground truth refuses a delete of what the twin names.
    expectEqual(await scene.withdraw(), 'withdrawn')
  },
}

const OF_READING: Record<string, () => Promise<void>> = {
  'a slow read that ends after a newer one does not revert an isolate': async () => {
    const scene = createScene()
    await scene.publish()
    const older = textOf(scene.ref())
    await scene.publish()
    const arrivals: ((ref: string) => void)[] = []
    const { refs } = openOver(scene, () => new Promise((resolve) => arrivals.push(resolve)))
    const slow = refs.read(TOPIC)
    scene.clock.advanceToTimer()
    const isGivenUp = await slow.then(
      () => false,
      () => true,
    )
    check(isGivenUp, () => 'the slow read was waited for')
    const quick = refs.read(TOPIC)
    arrivals[1]?.(textOf(scene.ref()))
    await quick
    arrivals[0]?.(older)
    const third = refs.read(TOPIC)
    arrivals[2]?.(older)
    expectEqual((await third).value?.sequence, 2)
  },

  'a thousand clients of an uncached file cause one read of each key, and share its failure': async () => {
    const scene = createScene()
    await scene.publish()
    const broken = new Map<string, 'miss' | 'error'>([[scene.blob('topic.json'), 'error']])
    const before = scene.kv.calls.blob?.reads ?? 0
    const storage = scene.read(broken)
    const crowd = () => Promise.all(Array.from({ length: 1000 }, () => resolveFile(storage, TOPIC, 'topic.json')))
    check(
      (await crowd()).every(({ kind }) => kind === 'unavailable'),
      () => 'an outage is not reported to all',
    )
    broken.clear()
    check(
      (await crowd()).every(({ kind }) => kind === 'resolved'),
      () => 'the outage outlived its cause',
    )
    expectEqual((scene.kv.calls.blob?.reads ?? 0) - before, 1)
  },

  'after a failure the copy is served for a while without a read, and then KV is read again': async () => {
    const scene = createScene()
    await scene.publish()
    let reads = 0
    const { refs } = openOver(scene, async () => {
      if (++reads > 1) throw new Error('KV GET failed')
      return textOf(scene.ref())
    })
    const read = async () => (await refs.read(TOPIC)).stale ?? 'fresh'
    expectEqual([await read(), await read(), await read(), reads], ['fresh', 'kv-error', 'kv-error', 2])
    scene.clock.advance(5_000)
    expectEqual(await read(), 'kv-error')
    check(reads > 2, () => 'KV is not asked again')
  },

  'valid JSON of another shape is an outage, and is not cached': async () => {
    const scene = createScene()
    await scene.publish()
    const values = [{}, [], 0, { ...scene.ref(), manifest: {} }, { ...scene.ref(), format: 999 }, scene.ref()]
    const { refs } = openOver(scene, async () => textOf(values.shift()))
    while (values.length > 1) {
      const end = await refs.read(TOPIC).catch(() => 'refused')
      check(end === 'refused', () => 'something else was taken for a ref')
    }
    expectEqual((await refs.read(TOPIC)).value?.sequence, 1)
  },

  'after a rollback, clients briefly fall back to the replaced release, which is marked': async () => {
    const scene = createScene()
    for (let release = 1; release <= 2; release++) await scene.publish()
    scene.clock.advance(SETTLED_MS)
    await rollbackTopic(scene.open(), TOPIC, { release: 1, now: scene.now() })
    await expectShown(scene.read(new Map([[scene.blob('topic.json'), 'miss']])), '2 release-incomplete')
    await expectShown(scene.read(), '1 fresh')
  },

  'while KV fails, the release in the isolate is served': async () => {
    const scene = createScene()
    await scene.publish()
    const broken = new Map<string, 'miss' | 'error'>()
    const storage = scene.read(broken)
    await expectShown(storage, '1 fresh')
    const first = blobKey(scene.truth.live(TOPIC, 1) ?? '')
    await scene.publish()
    for (const key of [scene.blob('topic.json'), refKey(TOPIC)]) broken.set(key, 'error')
    await expectShown(storage, '1 kv-error')
    check(!broken.has(first), () => 'the manifest before was not needed')
  },

  'a new file of a release is not a 404 before it is visible': async () => {
    const scene = createScene()
    await scene.publish()
    const ref = scene.ref()
    const files = { ...ref.manifest.files, 'new.json': { sha256: 'f'.repeat(64), bytes: 1 } }
    const storage = openOver(scene, async (key) =>
      key === refKey(TOPIC) ? textOf({ ...ref, sequence: 2, manifest: { ...ref.manifest, files } }) : null,
    )
    expectEqual((await resolveFile(storage, TOPIC, 'new.json')).kind, 'unavailable')
  },
}

export const REGRESSIONS = { ...OF_PUBLISHING, ...OF_READING }
