/**
 * Rebuilds every release of a topic without withdrawn items: from its own stored topic, and from those of earlier releases for
 * what it contains of them. Never from the editor's current content.
 */

import { compareTopics } from '../build/changes.ts'
import { addEntry, type FeedEntry } from '../build/formats/entries.ts'
import { ENTRIES_PATH } from '../build/formats/index.ts'
import { CHANGES_PATH, type Previous, TOPIC_PATH } from '../build/index.ts'
import { stampCorrections } from '../build/topic.ts'
import { describePath, type Path } from '../checks/finding.ts'
import type { Topic } from '../schema/api.ts'
import { hashRecord, readBlobs } from './blobs.ts'
import { readManifests } from './log.ts'
import type { Log, Manifest, Ref } from './records.ts'
import { findMentions, listWords, type Mention, redactTopic } from './redact.ts'
import { type Builder, createRelease, type NewRelease } from './release.ts'
import { type Store, StoreError } from './store.ts'
import { ITEM_PARTS } from './tombstones.ts'
import type { TopicState } from './topic-state.ts'

export interface StoredRelease {
  manifest: Manifest
  /** SHA-256 of the manifest. */
  sha256: string
  topic: Topic
  /** The sources of all other files: the topic, its feed entries and its changes. */
  texts: string[]
}

/** Releases by number, oldest first, without withdrawn ones. A draft has the number of the next release. */
export type History = Map<number, StoredRelease>

/** Reads all releases, in a few bulk reads. @throws StoreError if something is absent or damaged */
export async function readHistory(store: Store, { current, log }: TopicState): Promise<History> {
  const manifests = await readManifests(store, current.topic, log)
  manifests.set(current.manifest.release, current.manifest)
  const paths = [TOPIC_PATH, ENTRIES_PATH, CHANGES_PATH]
  const blobs = await readBlobs(
    store,
    [...manifests.values()].flatMap(({ files }) => paths.map((path) => files[path]?.sha256 ?? '')),
  )
  const history: History = new Map()
  for (const [release, manifest] of [...manifests].sort(([a], [b]) => a - b)) {
    const texts = paths.map((path) => {
      const bytes = blobs.get(manifest.files[path]?.sha256 ?? '')
      if (bytes) return new TextDecoder().decode(bytes)
      throw new StoreError(
        `${manifest.topic}: ${path} of release ${release} cannot be read; restore it from a backup, or withdraw --release ${release}`,
      )
    })
    const topic = JSON.parse(texts[0] ?? '') as Topic
    history.set(release, { manifest, sha256: await hashRecord(manifest), topic, texts })
  }
  return history
}

/** Returns the hashes of a release's manifest and files. */
export const listHashes = ({ manifest, sha256 }: Pick<NewRelease, 'manifest' | 'sha256'>): string[] => [
  sha256,
  ...Object.values(manifest.files).map((file) => file.sha256),
]

/** Returns whether any file of a release names one of these items. */
export function isNaming({ texts }: StoredRelease, ids: ReadonlySet<string>): boolean {
  return [...ids].some((id) => texts.some((text) => text.includes(JSON.stringify(id))))
}

export interface Redaction {
  content(release: number): Previous
  /** Returns the last release before this one that was current and is not withdrawn. */
  findBase(release: number): number | undefined
  /** Returns the releases based on this one, directly or indirectly. */
  listDescendants(release: number): number[]
  rebuild(release: number, options: { at: string; builder: Builder }): Promise<NewRelease>
}

/** Provides the releases of a history without the items with these ids. */
export function createRedaction(history: History, { current, log }: TopicState, ids: ReadonlySet<string>): Redaction {
  const bases = listBases(log, current)
  const topics = new Map<number, Topic>()
  const entries = new Map<number, FeedEntry[]>()

  function findBase(release: number): number | undefined {
    let base = bases.get(release)
    while (base !== undefined && !history.has(base)) base = bases.get(base)
    return base
  }
  // A base is older than the releases based on it. A correction names the first remaining release that contains it.
  for (const [release, { topic }] of history) {
    const left = redactTopic(topic, ids)
    const before = topics.get(findBase(release) ?? 0)?.corrections ?? []
    const known = left.corrections.filter(({ release: first }) => history.has(first))
    topics.set(release, { ...left, corrections: stampCorrections(left.corrections, release, [...before, ...known]) })
  }
  function getTopic(release: number): Topic {
    const topic = topics.get(release)
    if (!topic) throw new Error(`${current.topic} has no release ${release}`)
    return topic
  }
  function getPrevious(release: number): Previous | undefined {
    const base = findBase(release)
    return base === undefined ? undefined : { topic: getTopic(base), entries: listEntries(base) }
  }
  function listEntries(release: number): FeedEntry[] {
    const known = entries.get(release)
    if (known) return known
    const previous = getPrevious(release)
    const topic = getTopic(release)
    const listed = addEntry(previous?.entries ?? [], topic, compareTopics(previous?.topic, topic))
    entries.set(release, listed)
    return listed
  }

  return {
    content: (release) => ({ topic: getTopic(release), entries: listEntries(release) }),
    findBase,
    listDescendants: (ancestor) =>
      [...history.keys()].filter((release) => {
        let base = bases.get(release)
        while (base !== undefined && base !== ancestor) base = bases.get(base)
        return base === ancestor
      }),
    async rebuild(release, { at, builder }) {
      const stored = history.get(release)
      if (!stored) throw new Error(`${current.topic} has no release ${release}`)
      const { files: _, license: __, basedOn: ___, ...about } = stored.manifest
      const base = findBase(release)
      const topic = getTopic(release)
      const contentSha256 = await hashRecord({ topic, build: builder.sha256 })
      const basedOn = base === undefined ? {} : { basedOn: base }
      return createRelease(topic, getPrevious(release), { ...about, ...basedOn, contentSha256, redacted: at }, builder)
    },
  }
}

/** Returns, for each release, the one that was current when it was published. */
function listBases({ entries }: Log, { manifest }: Ref): Map<number, number | undefined> {
  const bases = new Map<number, number | undefined>()
  let current: number | undefined
  for (const { kind, release } of entries) {
    if (kind === 'publish') bases.set(release, current)
    if (kind === 'publish' || kind === 'rollback') current = release
  }
  if (manifest.draft) bases.set(manifest.release, manifest.basedOn)
  return bases
}

/** Finds the words of these items in what remains of any release, in the reason, and in the reasons of tombstones. */
export function findAllMentions(
  history: History,
  { tombstones }: Ref,
  ids: ReadonlySet<string>,
  reason: string,
): Mention[] {
  const words = listWords(
    [...history.values()].map(({ topic }) => topic),
    ids,
  )
  const mentions = new Map<string, Mention>()
  const add = (place: string, found: string, releases: number[]) => {
    const known = mentions.get(`${place} ${found}`)
    mentions.set(`${place} ${found}`, { place, words: found, releases: [...(known?.releases ?? []), ...releases] })
  }
  for (const [release, { topic }] of history) {
    const left = redactTopic(topic, ids)
    for (const { path, words: found } of findMentions(left, words)) add(describePlace(left, path), found, [release])
  }
  for (const [id, said] of Object.entries({ ...tombstones.items, ...tombstones.releases })) {
    for (const { words: found } of findMentions(said.reason, words)) add(`the reason why ${id} is gone`, found, [])
  }
  for (const { words: found } of findMentions(reason, words)) add('the reason for this withdrawal', found, [])
  return [...mentions.values()]
}

/** `statements › first-meeting › text` for `['statements', 3, 'text']`. */
function describePlace(topic: Topic, path: Path): string {
  return describePath(path, ([part, index, ...rest]) => {
    const isItem = rest.length === 0 && (ITEM_PARTS as readonly unknown[]).includes(part)
    return isItem ? topic[part as (typeof ITEM_PARTS)[number]][index as number]?.id : undefined
  })
}
