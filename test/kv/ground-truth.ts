/** What was really published, as each write took effect: what readers see is held against it. Throws where a write itself is wrong. */
import type { Authored } from '../../data/authored.ts'
import type { Catalog, Manifest, Pointer } from '../../data/releases/records.ts'
import { BLOB_PREFIX, blobKey, CATALOG_KEY, POINTER_PREFIX, RELEASE_PREFIX } from '../../data/releases/records.ts'
import type { Clock } from './clock.ts'
import type { FakeKv } from './fake-kv.ts'

export interface Publication {
  pointer: Pointer
  /** Milliseconds since the epoch. */
  writtenAt: number
}

export interface GroundTruth {
  /** By topic, oldest first. */
  publications: Map<string, Publication[]>
  newest(topic: string): Pointer | undefined
  at(topic: string, sequence: number): Publication | undefined
  /** The manifest that a pointer once named. */
  manifest(topic: string, release: number): Manifest | undefined
  /** What an editor gave to be published as this release. */
  content(topic: string, release: number): Authored | undefined
  /** Whose publication the next pointer write will be. */
  setAuthored(authored: Authored): void
  /** The releases that may be shown, newest first: what readers had before each, without what was withdrawn. */
  listShowable(pointer: Pointer): number[]
}

export class Violation extends Error {}

export function check(isTrue: unknown, message: () => string): asserts isTrue {
  if (!isTrue) throw new Violation(message())
}

export function watchTruth(kv: FakeKv, clock: Clock): GroundTruth {
  const publications = new Map<string, Publication[]>()
  const manifests = new Map<string, Manifest>()
  const contents = new Map<string, Authored>()
  const authored = new Map<string, Authored>()

  kv.onWrite((key, value) => {
    if (key.startsWith(BLOB_PREFIX) && value === undefined) checkUnnamed(kv, key)
    if (key === CATALOG_KEY && value !== undefined) checkLists(kv, JSON.parse(value))
    if (!key.startsWith(POINTER_PREFIX) || value === undefined) return
    const pointer = JSON.parse(value) as Pointer
    const topic = key.slice(POINTER_PREFIX.length)
    const known = publications.get(topic) ?? []
    const before = known.at(-1)?.pointer
    check(
      pointer.sequence === (before?.sequence ?? 0) + 1,
      () => `${key}: sequence ${pointer.sequence} after ${before?.sequence}`,
    )
    check(pointer.latest >= (before?.latest ?? 0), () => `${key}: latest fell to ${pointer.latest}`)
    const { release, files } = pointer.manifest
    for (const [path, { sha256 }] of Object.entries(files)) {
      check(
        kv.truth(blobKey(sha256)) !== undefined,
        () => `${key}: release ${release} names ${path}, which KV does not have`,
      )
    }
    const name = `${topic}/${release}`
    const same = manifests.get(name)
    check(
      !same || JSON.stringify(same) === JSON.stringify(pointer.manifest),
      () => `release ${name} changed after it was published`,
    )
    if (!same) contents.set(name, structuredClone(authored.get(topic)) as Authored)
    manifests.set(name, pointer.manifest)
    publications.set(topic, [...known, { pointer, writtenAt: clock.now() }])
  })

  return {
    publications,
    newest: (topic) => publications.get(topic)?.at(-1)?.pointer,
    at: (topic, sequence) => publications.get(topic)?.[sequence - 1],
    manifest: (topic, release) => manifests.get(`${topic}/${release}`),
    content: (topic, release) => contents.get(`${topic}/${release}`),
    setAuthored: (next) => void authored.set(next.topic.id, structuredClone(next)),
    listShowable({ manifest, withdrawn }) {
      const releases: number[] = []
      for (let next: Manifest | undefined = manifest; next; ) {
        if (!Object.hasOwn(withdrawn.releases, next.release)) releases.push(next.release)
        next = next.previous === undefined ? undefined : manifests.get(`${manifest.topic}/${next.previous}`)
      }
      return releases
    },
  }
}

/** A catalog never names a file of a list that is not there. */
function checkLists(kv: FakeKv, { lists }: Catalog): void {
  for (const { sha256 } of Object.values(lists ?? {}).flatMap((list) => Object.values(list))) {
    check(kv.truth(blobKey(sha256)) !== undefined, () => `the catalog names ${sha256}, which KV does not have`)
  }
}

/** Garbage is what neither a release, nor a pointer, nor the catalog names. */
function checkUnnamed(kv: FakeKv, key: string): void {
  const sha256 = key.slice(BLOB_PREFIX.length)
  for (const name of [CATALOG_KEY, ...kv.keys(RELEASE_PREFIX), ...kv.keys(POINTER_PREFIX)]) {
    check(!kv.truth(name)?.includes(sha256), () => `${key} was deleted, and ${name} names it`)
  }
}
