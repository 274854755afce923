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
   * Digest of everything that turns authored content into files: the same content with another digest is a new release.
   * Empty if there is only one build, as in tests.
   */
  sha256: string
  /** Creates a file that the pure build cannot, such as the share image. The same topic always gives the same bytes. */
  draw?: (topic: Topic) => Promise<ReleaseFile>
}

export const PLAIN_BUILDER: Builder = { sha256: '' }

export interface NewRelease {
  manifest: Manifest
  /** SHA-256 of the manifest's canonical JSON. */
  sha256: string
  /** What the next release and the index are built from. */
  content: Previous
  blobs: Blob[]
}

/** Builds every file of a release. */
export async function buildBlobs(
  topic: Topic,
  previous: Previous | undefined,
  { draw }: Builder,
): Promise<{ path: string; blob: Blob }[]> {
  const texts = buildFiles(topic, previous)
  const files = [...texts, buildArchive(texts), ...(draw ? [await draw(topic)] : [])]
  return Promise.all(files.map(async ({ path, content }) => ({ path, blob: await createBlob(content, topic.id) })))
}

/** Builds a release. `about` has the fields of the manifest that do not depend on the files. */
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

/** Returns a digest that recognises published content without a build. Excludes the location of saved sources: no file has it. */
export function hashContent({ articles, ...authored }: Authored, { sha256 }: Builder): Promise<string> {
  const published = articles.map(({ source: _, ...article }) => article)
  return sha256Hex(canonicalJson({ ...authored, articles: published, build: sha256 }))
}

/** What the next release starts from. */
export interface Base {
  log: Log
  /** The current release; for a draft, the release that it was based on. Absent before the first. */
  manifest?: Manifest
  previous?: Previous
}

export const EMPTY_BASE: Base = { log: EMPTY_LOG }

/** Reads bases by topic, in a few bulk reads. @throws StoreError if a log or a file is absent or damaged */
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

/** Reads what the next release is built from; undefined if the release was withdrawn. */
export async function readRelease(store: Store, ref: Ref, release: number): Promise<Previous | undefined> {
  const sha256 = findManifests(await readLog(store, ref)).get(release)
  if (sha256 === undefined) return undefined
  const readJson = await readJsonBlobs(store, [sha256])
  const manifest = readJson<Manifest>(sha256, `${ref.topic}: the manifest of release ${release}`)
  return (await readReleases(store, [manifest]))(manifest)
}

/** Reads what the releases after these are built from, in one bulk read. */
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
