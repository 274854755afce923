/**
 * Records what was published as each write takes effect, for comparison with what clients see. Throws a `Violation` at a wrong
 * write: a ref that is not the next one, names missing blobs or changes a release; a delete of a blob that is still named; a write
 * of withdrawn content.
 */
import { createHash } from 'node:crypto'
import type { Authored } from '../../data/schema/authored.ts'
import {
  BLOB_PREFIX,
  blobKey,
  canonicalJson,
  type Log,
  type LogEntry,
  type Manifest,
  REF_PREFIX,
  type Ref,
  refKey,
  WIDGETS_KEY,
} from '../../data/store/records.ts'
import type { Clock } from './clock.ts'
import type { FakeD1 } from './fake-d1.ts'
import type { FakeKv } from './fake-kv.ts'
import { markOf } from './tiny-topic.ts'

export interface Publication {
  ref: Ref
  /** Milliseconds since the epoch. */
  writtenAt: number
}

export interface GroundTruth {
  newest(topic: string): Ref | undefined
  at(topic: string, sequence: number): Publication | undefined
  /** Returns the published manifest with this hash; absent when no ref ever named it. */
  manifest(sha256: string): Manifest | undefined
  /** Returns the manifest hash of this release, from the newest ref on; absent when it is withdrawn or was never published. */
  live(topic: string, release: number): string | undefined
  /** Lists the sorted ids of the current release's items, by list of the index. */
  currentIds(topic: string): Record<IndexedList, string[]>
  /** Returns when the newest ref first contained the withdrawal of this item; absent when it does not. */
  withdrawnAt(topic: string, item: string): number | undefined
  /** Lists the items that are withdrawn in the newest ref. */
  listWithdrawn(topic: string): string[]
  /** Records content before it is published, so that a release can be compared with what its editor wrote. */
  announce(authored: Authored): void
  /** Forbids the text of these items everywhere from now on. */
  forbid(topic: string, items: readonly string[]): void
  /** @throws Violation where KV or D1 has the text of a forbidden item */
  searchEverything(): void
}

export class Violation extends Error {}

export function check(isTrue: unknown, message: () => string): asserts isTrue {
  if (!isTrue) throw new Violation(message())
}

export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

export const hashOfManifest = (manifest: Manifest) => sha256Of(canonicalJson(manifest))

/** The text field that names an editor's edit, so that a release can be traced to it. */
export const EDITION_FIELD = 'attributionText'

/** How long after a write clients may still need what the previous ref named. */
const FALLBACK_MS = 3_600_000

export type IndexedList = 'events' | 'articles' | 'statements' | 'parties' | 'corrections'

const ITEM_LISTS = ['events', 'articles', 'statements', 'people', 'organizations', 'unknowns', 'corrections'] as const
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

export function watchTruth(kv: FakeKv, d1: FakeD1, clock: Clock): GroundTruth {
  const publications = new Map<string, Publication[]>()
  const logs = new Map<string, Log>()
  const manifests = new Map<string, Manifest>()
  const announced = new Map<string, Authored>()
  const withdrawals = new Map<string, number>()
  /** By topic: blobs removed by a redaction in its log. A later release may have blobs of a withdrawn one again. */
  const removed = new Map<string, Set<string>>()
  const forbidden = new Map<string, string>()

  const readBlob = (sha256: string, what: () => string): string => {
    const bytes = kv.truth(blobKey(sha256))
    check(bytes !== undefined, () => `${what()} (${sha256.slice(0, 8)}) is not in KV`)
    return decode(bytes)
  }
  const newest = (topic: string) => publications.get(topic)?.at(-1)?.ref

  function checkRef(topic: string, ref: Ref): void {
    const before = newest(topic)
    // The same command, run twice concurrently, writes the same bytes.
    if (before && canonicalJson(before) === canonicalJson(ref)) return
    const name = `${refKey(topic)} ${ref.sequence}`
    check(ref.topic === topic && ref.manifest.topic === topic, () => `${name} is of ${ref.topic}`)
    check(
      ref.sequence === (before?.sequence ?? 0) + 1,
      () => `${refKey(topic)}: sequence ${ref.sequence} after ${before?.sequence}`,
    )
    check(ref.latest >= (before?.latest ?? 0), () => `${name}: latest fell to ${ref.latest}`)
    check(ref.updated >= (before?.updated ?? ''), () => `${name}: updated went back to ${ref.updated}`)
    for (const [item, { kind }] of Object.entries(before?.tombstones.items ?? {})) {
      if (kind === 'withdrawn')
        check(ref.tombstones.items[item]?.kind === 'withdrawn', () => `${name}: ${item} is withdrawn no more`)
    }
    for (const [release, { kind }] of Object.entries(before?.tombstones.releases ?? {})) {
      if (kind === 'withdrawn')
        check(ref.tombstones.releases[release]?.kind === 'withdrawn', () => `${name}: ${release} is withdrawn no more`)
    }
    const log = checkLog(name, ref, logs.get(topic))
    checkManifest(`${name}, current`, ref.manifest)
    const current = hashOfManifest(ref.manifest)
    if (!ref.manifest.draft) {
      const live = findLive(log, ref.manifest.release)
      check(live === current, () => `${name}: the log has another manifest of release ${ref.manifest.release}`)
      check(
        !Object.hasOwn(ref.tombstones.releases, ref.manifest.release),
        () => `${name}: the current release ${ref.manifest.release} is withdrawn`,
      )
    }
    // Exactly the previous current release, unless a withdrawal has replaced it.
    if (ref.before) {
      const what = () => `${name}: before.manifest`
      checkManifest(`${name}, before`, JSON.parse(readBlob(ref.before.manifest, what)) as Manifest)
      readBlob(ref.before.log, () => `${name}: before.log`)
    }
    const entries = before ? log.entries.slice(logs.get(topic)?.entries.length ?? 0) : log.entries
    for (const entry of entries) checkEntry(name, ref, entry)
    for (const release of listReleases(log)) {
      const live = findLive(log, release)
      if (live && !Object.hasOwn(ref.tombstones.releases, release)) {
        const manifest = JSON.parse(readBlob(live, () => `${name}: manifest of ${release}`)) as Manifest
        checkManifest(`${name}, release ${release}`, manifest)
        checkTombstones(`${name}, release ${release}`, ref, manifest)
      }
    }
    checkTombstones(`${name}, current`, ref, ref.manifest)
    logs.set(topic, log)
    manifests.set(current, ref.manifest)
    publications.set(topic, [...(publications.get(topic) ?? []), { ref, writtenAt: clock.now() }])
    for (const [item, { kind }] of Object.entries(ref.tombstones.items)) {
      const id = `${topic} ${item}`
      if (kind === 'withdrawn' && !withdrawals.has(id)) withdrawals.set(id, clock.now())
    }
  }

  function checkLog(name: string, ref: Ref, known: Log | undefined): Log {
    const log = JSON.parse(readBlob(ref.log, () => `${name}: log`)) as Log
    check(
      canonicalJson(log.entries.slice(0, known?.entries.length ?? 0)) === canonicalJson(known?.entries ?? []),
      () => `${name}: the log is not a continuation of the log before`,
    )
    for (const [index, entry] of log.entries.entries()) {
      const previous = log.entries[index - 1]
      check(entry.entry === index + 1, () => `${name}: log entry ${index + 1} is numbered ${entry.entry}`)
      check(
        entry.previous === (previous && sha256Of(canonicalJson(previous))),
        () => `${name}: log entry ${entry.entry} does not name the one before it`,
      )
      check(entry.at >= (previous?.at ?? ''), () => `${name}: log entry ${entry.entry} is of an earlier time`)
    }
    return log
  }

  /** Checks an entry that is new in this ref. */
  function checkEntry(name: string, ref: Ref, entry: LogEntry): void {
    const { kind, release, manifest: sha256 } = entry
    check(entry.sequence === ref.sequence, () => `${name}: log entry ${entry.entry} is of ${entry.sequence}`)
    if (kind === 'redact') {
      removed.set(ref.topic, new Set([...(removed.get(ref.topic) ?? []), ...(entry.removed ?? [])]))
    }
    if (sha256 === undefined) return
    const manifest = JSON.parse(readBlob(sha256, () => `${name}: manifest of release ${release}`)) as Manifest
    check(manifest.release === release, () => `${name}: log entry ${entry.entry} names another release`)
    const earlier = [...manifests.values()].filter(
      (one) => one.topic === ref.topic && one.release === release && !one.draft,
    )
    const isNew = kind === 'publish' || kind === 'redact'
    const isKnown = earlier.some((one) => hashOfManifest(one) === sha256)
    check(isNew || isKnown, () => `${name}: a ${kind} changes release ${release}`)
    check(kind !== 'publish' || earlier.length === 0, () => `${name}: release ${release} is published twice`)
    check(kind !== 'redact' || manifest.redacted, () => `${name}: release ${release} does not say that it is redacted`)
    checkContent(name, ref, manifest)
    manifests.set(sha256, manifest)
  }

  function checkManifest(name: string, { topic, files }: Manifest): void {
    for (const [path, { sha256, bytes }] of Object.entries(files)) {
      const content = kv.truth(blobKey(sha256))
      check(content !== undefined, () => `${name} names ${path}, which KV does not have`)
      check(content.length === bytes, () => `${name}: ${path} has ${content.length} bytes and should have ${bytes}`)
      check(!removed.get(topic)?.has(sha256), () => `${name} names ${path}, which was removed`)
    }
  }

  /** Checks that the content is what the editor wrote, without withdrawn items. */
  function checkContent(name: string, ref: Ref, { release, files }: Manifest): void {
    const topic = JSON.parse(readBlob(files['topic.json']?.sha256 ?? '', () => `${name}: topic.json`))
    const authored = announced.get(topic[EDITION_FIELD])
    check(authored, () => `${name}: release ${release} is of no edit`)
    const expected = { ...authored.topic, ...authored.parties, ...authored }
    for (const list of ITEM_LISTS) {
      const ids = (items: { id: string }[]) => items.map(({ id }) => id).join()
      const kept = expected[list].filter(({ id }) => ref.tombstones.items[id]?.kind !== 'withdrawn')
      check(
        ids(topic[list]) === ids(kept),
        () =>
          `${name}: release ${release} has the ${list} ${ids(topic[list])} instead of ${ids(kept)}; withdrawn: ${Object.keys(ref.tombstones.items)}`,
      )
    }
  }

  /** Checks that no readable release has the text of a withdrawn item in a file. */
  function checkTombstones(name: string, ref: Ref, { files }: Manifest): void {
    const marks = Object.entries(ref.tombstones.items).flatMap(([item, { kind }]) =>
      kind === 'withdrawn' ? [markOf(ref.topic, item)] : [],
    )
    if (marks.length === 0) return
    for (const [path, { sha256 }] of Object.entries(files)) {
      const text = decode(kv.truth(blobKey(sha256)) ?? new Uint8Array())
      for (const mark of marks) check(!text.includes(mark), () => `${name}: ${path} has the text of ${mark}`)
    }
  }

  function checkDeleted(key: string): void {
    const sha256 = key.slice(BLOB_PREFIX.length)
    for (const topic of publications.keys()) {
      const ref = newest(topic)
      const log = logs.get(topic)
      if (!ref || !log) continue
      const name = () => `${key} was deleted, and ${refKey(topic)} ${ref.sequence} needs it`
      const before = clock.now() - Date.parse(ref.updated) < FALLBACK_MS ? ref.before : undefined
      check(![ref.log, before?.log, before?.manifest].includes(sha256), name)
      const live = listReleases(log).flatMap((release) =>
        Object.hasOwn(ref.tombstones.releases, release) ? [] : [findLive(log, release) ?? ''],
      )
      check(!live.includes(sha256), name)
      const read = [...live, before?.manifest ?? ''].flatMap((hash) => manifests.get(hash) ?? [])
      for (const { files } of [ref.manifest, ...read]) {
        check(!Object.values(files).some((file) => file.sha256 === sha256), name)
      }
    }
    const widgets = kv.truth(WIDGETS_KEY)
    check(!widgets || !decode(widgets).includes(sha256), () => `${key} was deleted, and is a build of the widget`)
  }

  function checkText(where: string, text: string): void {
    for (const [mark, item] of forbidden) check(!text.includes(mark), () => `${where} has the text of ${item}`)
  }

  function searchIndex(): void {
    if (forbidden.size === 0) return
    for (const { table, text } of d1.dump()) checkText(`D1 table ${table}`, text)
  }

  kv.onWrite((key, value) => {
    const isBlob = key.startsWith(BLOB_PREFIX)
    if (isBlob && value === undefined) checkDeleted(key)
    if (value === undefined) return
    if (isBlob) {
      const sha256 = key.slice(BLOB_PREFIX.length)
      check(sha256Of(value) === sha256, () => `${key} is not the hash of its bytes`)
    }
    if (forbidden.size > 0) checkText(key, decode(value))
    if (key.startsWith(REF_PREFIX)) checkRef(key.slice(REF_PREFIX.length), JSON.parse(decode(value)) as Ref)
  })
  d1.onWrite(searchIndex)

  return {
    newest,
    at: (topic, sequence) => publications.get(topic)?.[sequence - 1],
    manifest: (sha256) => manifests.get(sha256),
    live(topic, release) {
      const log = logs.get(topic)
      return Object.hasOwn(newest(topic)?.tombstones.releases ?? {}, release) || !log
        ? undefined
        : findLive(log, release)
    },
    currentIds(topic) {
      const name = () => `${topic}: topic.json`
      const { events, articles, statements, people, organizations, corrections } = JSON.parse(
        readBlob(newest(topic)?.manifest.files['topic.json']?.sha256 ?? '', name),
      )
      const ids = (items: { id: string }[]) => items.map(({ id }) => id).sort()
      return {
        events: ids(events),
        articles: ids(articles),
        statements: ids(statements),
        parties: ids([...people, ...organizations]),
        corrections: ids(corrections),
      }
    },
    withdrawnAt: (topic, item) => withdrawals.get(`${topic} ${item}`),
    listWithdrawn(topic) {
      const items = newest(topic)?.tombstones.items ?? {}
      return Object.keys(items).filter((item) => items[item]?.kind === 'withdrawn')
    },
    announce: (authored) => void announced.set(authored.topic[EDITION_FIELD], structuredClone(authored)),
    forbid(topic, items) {
      for (const item of items) forbidden.set(markOf(topic, item), `${item} of ${topic}`)
    },
    searchEverything() {
      for (const key of kv.keys('')) checkText(key, decode(kv.truth(key) ?? new Uint8Array()))
      searchIndex()
    },
  }
}

/** Returns the hash of the last manifest that the log has for this release. */
function findLive({ entries }: Log, release: number): string | undefined {
  return entries.findLast((entry) => entry.release === release)?.manifest
}

function listReleases({ entries }: Log): number[] {
  return [...new Set(entries.map(({ release }) => release))]
}
