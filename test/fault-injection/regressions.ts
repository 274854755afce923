/** What the property of publishing once found, each as the shortest story that shows it. Each throws when it is back. */
import type { Authored } from '../../data/authored.ts'
import { collectGarbage } from '../../data/releases/collect-garbage.ts'
import { publishTopic } from '../../data/releases/publish.ts'
import {
  blobKey,
  CATALOG_KEY,
  type Catalog,
  type Manifest,
  type Pointer,
  pointerKey,
  RELEASE_PREFIX,
  releaseKey,
} from '../../data/releases/records.ts'
import { rollbackTopic } from '../../data/releases/rollback.ts'
import type { Store } from '../../data/releases/store.ts'
import { withdraw } from '../../data/releases/withdraw.ts'
import { findFile } from '../../worker/storage/release.ts'
import { createStorage } from '../../worker/storage/storage.ts'
import { type Clock, createClock } from './clock.ts'
import { createFakeKv, type FakeKv, type Kill, Killed } from './fake-kv.ts'
import { check } from './ground-truth.ts'
import { createRandom } from './random.ts'
import { createTinyTopic } from './tiny-topic.ts'

const TOPIC = 'lamp'
const DAY_MS = 86_400_000

interface Scene {
  clock: Clock
  kv: FakeKv
  store: Store
  now(): Date
  wait(ms: number): void
  publish(edit?: (authored: Authored) => void, kill?: Kill): Promise<void>
  pointer(): Pointer
  blob(path: string): string
  /** A reader; `broken` names keys that it misses, or that fail. */
  open(broken?: Map<string, 'miss' | 'error'>): ReturnType<typeof createStorage>
}

/** One place, where every write is seen at once; listings lag by `lagMs`. */
function createScene({ lagMs = 0 } = {}): Scene {
  const clock = createClock(new Date('2031-03-12T09:00:00Z'))
  const kv = createFakeKv({ clock, random: createRandom(1), locations: 1, delayMs: () => lagMs })
  const now = () => new Date(clock.now())
  const pointer = () => JSON.parse(kv.truth(pointerKey(TOPIC)) ?? '') as Pointer
  return {
    clock,
    kv,
    store: kv.openStore(0),
    now,
    wait: clock.advance,
    async publish(edit = () => {}, kill) {
      const authored = createTinyTopic(TOPIC)
      edit(authored)
      clock.advance(2000)
      const published = publishTopic(kv.openStore(0, kill && { kill }), authored, { now: now(), onto: 'any' })
      await (kill ? published.then(() => check(false, () => 'was not stopped'), rethrowUnlessKilled) : published)
    },
    pointer,
    blob: (path) => blobKey(pointer().manifest.files[path]?.sha256 ?? ''),
    open(broken = new Map()) {
      const { namespace } = kv.openReader(0)
      const get = async (key: string, options: KVNamespaceGetOptions<'json'>) => {
        if (broken.get(key) === 'error') throw new Error('KV GET failed')
        return broken.get(key) === 'miss' ? null : namespace.get(key, options)
      }
      return createStorage({ get } as unknown as KVNamespace, 0, { ...clock, finish: () => {} })
    },
  }
}

/** A storage that keeps nothing for fresh, over a KV that answers so. */
function openOver({ clock }: Scene, get: () => Promise<unknown>): ReturnType<typeof createStorage> {
  return createStorage({ get } as unknown as KVNamespace, 0, { ...clock, finish: () => {} })
}

function rethrowUnlessKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error
}

const rename = (name: string) => (authored: Authored) => {
  authored.topic.name = name
}

async function expectShown(storage: ReturnType<typeof createStorage>, expected: string, release?: number) {
  const found = await findFile(storage, TOPIC, 'topic.json', release)
  const shown = found.kind === 'found' ? `${found.manifest.release} ${found.stale ?? 'fresh'}` : found.kind
  check(shown === expected, () => `shown: ${shown}; expected: ${expected}`)
}

export const REGRESSIONS: Record<string, () => Promise<void>> = {
  'a slow read that ends after a newer one does not take an isolate back': async () => {
    const scene = createScene()
    await scene.publish()
    const older = scene.pointer()
    await scene.publish(rename('Second'))
    const arrivals: ((pointer: Pointer) => void)[] = []
    const storage = openOver(scene, () => new Promise<Pointer>((resolve) => arrivals.push(resolve)))
    const slow = storage.readPointer(TOPIC)
    scene.clock.advanceToTimer()
    await slow.then(
      () => check(false, () => 'the slow read was waited for'),
      () => {},
    )
    const quick = storage.readPointer(TOPIC)
    arrivals[1]?.(scene.pointer())
    await quick
    arrivals[0]?.(older)
    const third = storage.readPointer(TOPIC)
    arrivals[2]?.(older)
    check((await third).value?.sequence === 2, () => 'the slow read brought the older pointer back')
  },

  'a thousand readers of a cold file cause one read of each key, and share its failure': async () => {
    const scene = createScene()
    await scene.publish()
    const broken = new Map<string, 'miss' | 'error'>([[scene.blob('topic.json'), 'error']])
    const before = scene.kv.counts.blob?.reads ?? 0
    const storage = scene.open(broken)
    const crowd = () => Promise.all(Array.from({ length: 1000 }, () => findFile(storage, TOPIC, 'topic.json')))
    check(
      (await crowd()).every(({ kind }) => kind === 'unavailable'),
      () => 'an outage is not told to all',
    )
    broken.clear()
    check(
      (await crowd()).every(({ kind }) => kind === 'found'),
      () => 'the outage outlived its cause',
    )
    check(scene.kv.counts.blob?.reads === before + 1, () => `${scene.kv.counts.blob?.reads} reads of blobs`)
  },

  'after a failure the copy is shown at once for a while, and then KV is asked again': async () => {
    const scene = createScene()
    await scene.publish()
    let asked = 0
    const storage = openOver(scene, async () => {
      if (++asked > 1) throw new Error('KV GET failed')
      return scene.pointer()
    })
    const read = async () => (await storage.readPointer(TOPIC)).stale ?? 'fresh'
    const seen = [await read(), await read(), await read()].join()
    check(seen === 'fresh,kv-error,kv-error' && asked === 2, () => `${seen}, and KV was asked ${asked} times`)
    scene.wait(5_000)
    const third = await read()
    check(third === 'kv-error' && asked > 2, () => 'KV is not asked again')
  },

  'JSON that is whole and something else is an outage, and is not kept': async () => {
    const scene = createScene()
    await scene.publish()
    const values: unknown[] = [{}, [], 0, { ...scene.pointer(), manifest: {} }, scene.pointer()]
    const storage = openOver(scene, async () => values.shift())
    while (values.length > 1) {
      const answer = await storage.readPointer(TOPIC).catch(() => 'refused')
      check(answer === 'refused', () => 'something else was taken for a pointer')
    }
    check((await storage.readPointer(TOPIC)).value?.sequence === 1, () => 'the pointer is not read')
  },

  'a topic does not leave the catalog where an older one is read': async () => {
    const catalogs: (Catalog | null)[] = [
      { topics: { lamp: { sequence: 1, row: {} as Pointer['row'] } } },
      { topics: {} },
      null,
    ]
    const storage = openOver(createScene(), async () => catalogs.shift())
    for (let read = 1; read <= 3; read++) {
      const { value } = await storage.readCatalog()
      check(value.topics.lamp?.sequence === 1, () => `reading ${read} has no lamp`)
    }
  },

  'a withdrawn release is not what readers fall back to': async () => {
    const scene = createScene()
    for (const name of ['First', 'Second', 'Third']) await scene.publish(rename(name))
    scene.wait(1000)
    await withdraw(scene.store, TOPIC, { release: 2 }, 'It was wrong.', scene.now())
    await expectShown(scene.open(new Map([[scene.blob('topic.json'), 'miss']])), '1 release-incomplete')
  },

  'a rolled-back release is not what readers fall back to': async () => {
    const scene = createScene()
    for (const name of ['First', 'Second']) await scene.publish(rename(name))
    scene.wait(1000)
    await rollbackTopic(scene.store, TOPIC, 1, scene.now())
    for (const name of ['Third', 'Fourth']) await scene.publish(rename(name))
    const broken = new Map([
      [scene.blob('topic.json'), 'miss' as const],
      [releaseKey(TOPIC, 3), 'miss' as const],
    ])
    await expectShown(scene.open(broken), '1 release-incomplete')
  },

  'what a stopped publish left under the number is never shown as the release': async () => {
    const scene = createScene()
    await scene.publish()
    // A location that learned of the stopped publish's manifest and not of the one that came through.
    const left = { ...scene.pointer().manifest, release: 2, published: '2031-03-12T08:59:59Z' }
    for (const name of ['Second', 'Third']) await scene.publish(rename(name))
    await expectShown(scene.open(), '2 fresh', 2)
    scene.wait(1000)
    await scene.store.put(releaseKey(TOPIC, 2), JSON.stringify(left))
    await expectShown(scene.open(), 'unavailable', 2)
  },

  'while KV fails, the release that the isolate holds is shown': async () => {
    const scene = createScene()
    await scene.publish()
    const broken = new Map<string, 'miss' | 'error'>()
    const storage = scene.open(broken)
    await expectShown(storage, '1 fresh')
    await scene.publish(rename('Second'))
    for (const key of [scene.blob('topic.json'), releaseKey(TOPIC, 1)]) broken.set(key, 'error')
    await expectShown(storage, '1 kv-error')
  },

  'a file that is new in a release is not unknown before it is visible': async () => {
    const scene = createScene()
    await scene.publish()
    const { manifest, ...pointer } = scene.pointer()
    const entry = { sha256: 'f'.repeat(64), type: 'text/plain', bytes: 1 }
    const next = { ...manifest, release: 2, previous: 1, files: { ...manifest.files, 'new.txt': entry } }
    scene.wait(1000)
    await scene.store.put(pointerKey(TOPIC), JSON.stringify({ ...pointer, sequence: 2, latest: 2, manifest: next }))
    const found = await findFile(scene.open(), TOPIC, 'new.txt')
    check(found.kind === 'unavailable', () => `the file is ${found.kind}`)
  },

  'a blob that gc deleted is written again, though it is still listed': async () => {
    const scene = createScene({ lagMs: 60_000 })
    await scene.publish(rename('Stopped'), { at: 7, effect: 'after' })
    scene.wait(2 * DAY_MS)
    check((await collectGarbage(scene.store, scene.now())).deleted > 0, () => 'nothing was left behind')
    await scene.publish(rename('Stopped'))
    await expectWhole(scene)
  },

  'gc spares what a release names that is not listed yet, and is no longer the one that readers have': async () => {
    const scene = createScene({ lagMs: 60_000 })
    await scene.publish(rename('Stopped'), { at: 7, effect: 'after' })
    scene.wait(2 * DAY_MS)
    await scene.publish(rename('Stopped'))
    await scene.publish(({ events, statements }) => {
      for (const event of events) event.name = 'Another'
      for (const statement of statements) statement.text = 'Another.'
    })
    await collectGarbage(scene.store, scene.now())
    await expectWhole(scene)
  },

  'a rollback and a withdrawal that were stopped before the catalog are completed by running them again': async () => {
    const scene = createScene()
    for (const name of ['First', 'Second']) await scene.publish(rename(name))
    const change = async (run: (store: Store) => Promise<unknown>) => {
      scene.wait(1000)
      const stopped = scene.kv.openStore(0, { kill: { at: 2, effect: 'before' } })
      await run(stopped).catch(rethrowUnlessKilled)
      check(readRow(scene)?.sequence !== scene.pointer().sequence, () => 'it was not stopped')
      await run(scene.store)
      check(readRow(scene)?.sequence === scene.pointer().sequence, () => 'the catalog has an older row')
    }
    await change((store) => rollbackTopic(store, TOPIC, 1, scene.now()))
    await change((store) => withdraw(store, TOPIC, { release: 2 }, 'It was wrong.', scene.now()))
  },
}

function readRow({ kv }: Scene) {
  return (JSON.parse(kv.truth(CATALOG_KEY) ?? '') as Catalog).topics[TOPIC]
}

async function expectWhole({ kv }: Scene) {
  for (const key of kv.keys(RELEASE_PREFIX)) {
    const { files } = JSON.parse(kv.truth(key) ?? '') as Manifest
    for (const [path, { sha256 }] of Object.entries(files)) {
      check(kv.truth(blobKey(sha256)) !== undefined, () => `${key} names ${path}, which is gone`)
    }
  }
}
