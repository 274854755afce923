/** Builds a release: its manifest, and the blobs of the manifest and of every file that it names. */
import { buildArchive } from '../build/formats/bulk.ts'
import { ENTRIES_PATH, type Entries } from '../build/formats/index.ts'
import { buildFiles, type Previous, TOPIC_PATH } from '../build/index.ts'
import type { ReleaseFile } from '../build/release-file.ts'
import { sha256Hex } from '../citations/sha256.ts'
import type { Topic } from '../schema/api.ts'
import type { Authored } from '../schema/authored.ts'
import { type Blob, createBlob, readJsonBlobs } from './blobs.ts'
import { EMPTY_LOG, findManifests, readLog, readLogs } from './log.ts'
import { canonicalJson, type Log, type Manifest, type Ref } from './records.ts'
import type { Store } from './store.ts'

export interface Builder {
  /**
   * Digest of everything that turns authored content into files: the same content under another digest is a new release.
   * Empty where there is only one build, as in a test.
   */
  sha256: string
  /** Makes a file that takes more than the pure build, such as a picture; the same topic always gives the same bytes. */
  draw?: (topic: Topic) => Promise<ReleaseFile>
}

export const PLAIN_BUILDER: Builder = { sha256: '' }

export interface NewRelease {
  manifest: Manifest
  /** SHA-256 of the manifest's canonical JSON. */
  sha256: string
  /** What the next release takes over, and the index is made of. */
  content: Previous
  blobs: Blob[]
}

/** Every file of a release, by its path. */
export async function buildBlobs(
  topic: Topic,
  previous: Previous | undefined,
  { draw }: Builder,
): Promise<{ path: string; blob: Blob }[]> {
  const texts = buildFiles(topic, previous)
  const files = [...texts, buildArchive(texts), ...(draw ? [await draw(topic)] : [])]
  return Promise.all(files.map(async ({ path, content }) => ({ path, blob: await createBlob(content, topic.id) })))
}

/** `about` is what does not follow from the files. */
export async function createRelease(
  topic: Topic,
  previous: Previous | undefined,
  about: Omit<Manifest, 'files' | 'license'>,
  builder: Builder,
): Promise<NewRelease> {
  const files = await buildBlobs(topic, previous, builder)
  const entries = files.map(({ path, blob: { sha256, bytes } }) => [path, { sha256, bytes: bytes.length }] as const)
  const manifest: Manifest = { ...about, license: topic.license, files: Object.fromEntries(entries) }
  const blob = await createBlob(canonicalJson(manifest), topic.id)
  const history = files.find(({ path }) => path === ENTRIES_PATH)?.blob.bytes ?? new Uint8Array()
  const { items } = JSON.parse(new TextDecoder().decode(history)) as Entries
  return {
    manifest,
    sha256: blob.sha256,
    content: { topic, entries: items },
    blobs: [...files.map((file) => file.blob), blob],
  }
}

/**
 * Recognises content that is published already, without building it. The place of the saved sources is left out: it is in no
 * file.
 */
export function hashContent({ articles, ...authored }: Authored, { sha256 }: Builder): Promise<string> {
  const published = articles.map(({ source: _, ...article }) => article)
  return sha256Hex(canonicalJson({ ...authored, articles: published, build: sha256 }))
}

/** What the next release starts from. */
export interface Base {
  log: Log
  /** The current release, or behind a draft the one that it was based on. Absent before the first. */
  manifest?: Manifest
  previous?: Previous
}

export const EMPTY_BASE: Base = { log: EMPTY_LOG }

/** By topic. A few bulk reads for all. @throws StoreError when a log or a file is absent or damaged */
export async function readBases(store: Store, refs: readonly Ref[]): Promise<Map<string, Base>> {
  const logs = await readLogs(store, refs)
  const logOf = ({ topic }: Ref) => logs.get(topic) ?? EMPTY_LOG
  const findBasedOn = (ref: Ref) => {
    const { basedOn } = ref.manifest
    return ref.manifest.draft && basedOn !== undefined ? findManifests(logOf(ref)).get(basedOn) : undefined
  }
  const readBehindDraft = await readJsonBlobs(store, refs.map(findBasedOn))
  const bases = refs.map((ref): Base => {
    const { topic, manifest } = ref
    const log = logOf(ref)
    if (!manifest.draft) return { log, manifest }
    const sha256 = findBasedOn(ref)
    return sha256 === undefined
      ? { log }
      : { log, manifest: readBehindDraft(sha256, `the release behind the draft of ${topic}`) }
  })
  const readPrevious = await readReleases(
    store,
    bases.flatMap(({ manifest }) => manifest ?? []),
  )
  return new Map(
    refs.map(({ topic }, index) => {
      const base = bases[index] ?? EMPTY_BASE
      return [topic, base.manifest ? { ...base, previous: readPrevious(base.manifest) } : base]
    }),
  )
}

/** What the release after this one takes over from it; absent when the release was withdrawn. */
export async function readRelease(store: Store, ref: Ref, release: number): Promise<Previous | undefined> {
  const sha256 = findManifests(await readLog(store, ref)).get(release)
  if (sha256 === undefined) return undefined
  const readJson = await readJsonBlobs(store, [sha256])
  const manifest = readJson<Manifest>(sha256, `${ref.topic}: the manifest of release ${release}`)
  return (await readReleases(store, [manifest]))(manifest)
}

/** What the release after one of these takes over from it. One bulk read. */
export async function readReleases(
  store: Store,
  manifests: readonly Manifest[],
): Promise<(manifest: Manifest) => Previous> {
  const paths = [TOPIC_PATH, ENTRIES_PATH]
  const hashes = manifests.flatMap(({ files }) => paths.map((path) => files[path]?.sha256))
  const readJson = await readJsonBlobs(store, hashes)
  return ({ topic, release, files }) => {
    const read = <Content>(path: string) =>
      readJson<Content>(files[path]?.sha256, `${topic}: ${path} of release ${release}`)
    return { topic: read<Topic>(TOPIC_PATH), entries: read<Entries>(ENTRIES_PATH).items }
  }
}
