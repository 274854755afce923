/** Each rule for writes, broken once by hand: what the ground truth must refuse. */

import { publishTopics } from '../../data/store/publish.ts'
import { blobKey, canonicalJson, type Log, type Ref, refKey } from '../../data/store/records.ts'
import { createClock } from './clock.ts'
import { createFakeD1 } from './fake-d1.ts'
import { createFakeKv, type FakeKv } from './fake-kv.ts'
import { type GroundTruth, sha256Of, watchTruth } from './ground-truth.ts'
import { openPublisher } from './publisher.ts'
import { createRandom } from './random.ts'
import { createTinyTopic, markOf } from './tiny-topic.ts'

const TOPIC = 'lamp'

interface Forger {
  kv: FakeKv
  truth: GroundTruth
  ref: Ref
  log: Log
  write(key: string, value: string): void
  remove(key: string): void
  putBlob(content: string): string
}

type Break = (forger: Forger) => void

function writeRef({ ref, write }: Forger, changes: Partial<Ref>): void {
  write(refKey(TOPIC), canonicalJson({ ...ref, sequence: ref.sequence + 1, ...changes }))
}

function writeLog(forger: Forger, entries: Log['entries']): void {
  const log = forger.putBlob(canonicalJson({ ...forger.log, entries }))
  writeRef(forger, { log })
}

/** By the message of the violation. */
export const VIOLATIONS: [RegExp, Break][] = [
  [/sequence 3 after 1/, (forger) => writeRef(forger, { sequence: 3 })],
  [/sequence 1 after 1/, (forger) => writeRef(forger, { sequence: 1, latest: 2 })],
  [/latest fell/, (forger) => writeRef(forger, { latest: 0 })],
  [/updated went back/, (forger) => writeRef(forger, { updated: '2001-01-01T00:00:00Z' })],
  [/log \(ffffffff\) is not in KV/, (forger) => writeRef(forger, { log: 'f'.repeat(64) })],
  [/not a continuation/, (forger) => writeLog(forger, [])],
  [
    /numbered 7/,
    (forger) =>
      writeLog(forger, [...forger.log.entries, { entry: 7, kind: 'publish', sequence: 2, at: '2032', release: 2 }]),
  ],
  [
    /does not name the one before/,
    (forger) =>
      writeLog(forger, [...forger.log.entries, { entry: 2, kind: 'publish', sequence: 2, at: '2032', release: 2 }]),
  ],
  [
    /names nope.json, which KV does not have/,
    (forger) => {
      const { manifest } = forger.ref
      const files = { ...manifest.files, 'nope.json': { sha256: 'f'.repeat(64), bytes: 1 } }
      writeRef(forger, { manifest: { ...manifest, files } })
    },
  ],
  [
    /another manifest of release 1/,
    (forger) => writeRef(forger, { manifest: { ...forger.ref.manifest, license: 'https://other.example/' } }),
  ],
  [/before.manifest/, (forger) => writeRef(forger, { before: { manifest: 'f'.repeat(64), log: forger.ref.log } })],
  [
    /has the text of lampdimmingmark/,
    (forger) => {
      const tombstone = { kind: 'withdrawn', date: '2031-03-12T09:00:00Z', reason: 'A test.' } as const
      writeRef(forger, { tombstones: { items: { dimming: tombstone }, releases: {} } })
    },
  ],
  [
    /the current release 1 is withdrawn/,
    (forger) => {
      const tombstone = { kind: 'withdrawn', date: '2031-03-12T09:00:00Z', reason: 'A test.' } as const
      writeRef(forger, { tombstones: { items: {}, releases: { 1: tombstone } } })
    },
  ],
  [
    /was deleted, and topic\/lamp 1 needs it/,
    ({ remove, ref }) => remove(blobKey(ref.manifest.files['topic.json']?.sha256 ?? '')),
  ],
  [/was deleted, and topic\/lamp 1 needs it/, ({ remove, ref }) => remove(blobKey(ref.log))],
  [/is not the hash of its bytes/, ({ write }) => write(blobKey('f'.repeat(64)), 'x')],
  [
    /has the text of dimming/,
    ({ truth, putBlob }) => {
      truth.forbid(TOPIC, ['dimming'])
      putBlob(markOf(TOPIC, 'dimming'))
    },
  ],
  [
    /D1 table|has the text of dimming/,
    ({ truth }) => {
      truth.forbid(TOPIC, ['dimming'])
      truth.searchEverything()
    },
  ],
]

/** Publishes a topic, then does what must be refused. @throws the violation */
export async function violate(breakRule: Break): Promise<void> {
  const clock = createClock(new Date('2031-03-12T09:00:00Z'))
  const kv = createFakeKv({ clock, random: createRandom(1), locations: 1 })
  const d1 = createFakeD1(clock.now)
  const truth = watchTruth(kv, d1, clock)
  const publisher = openPublisher({ kv, d1, clock, random: createRandom(2), location: 0 })
  const authored = createTinyTopic(TOPIC)
  truth.announce(authored)
  await publishTopics(publisher, [{ authored, onto: 'any' }], { now: new Date(clock.now()) })
  clock.advance(60_000)
  const read = (key: string) => JSON.parse(new TextDecoder().decode(kv.truth(key)))
  const ref = read(refKey(TOPIC)) as Ref
  const write = (key: string, value: string) => kv.write(key, 0, { value: new TextEncoder().encode(value) })
  breakRule({
    kv,
    truth,
    ref,
    log: read(blobKey(ref.log)),
    write,
    remove: (key) => kv.write(key, 0, {}),
    putBlob(content) {
      const sha256 = sha256Of(content)
      write(blobKey(sha256), content)
      return sha256
    },
  })
}
