/**
 * Publishing: a topic's files into KV, in an order in which readers never see half a release. New blobs first, each read
 * back and hashed; then the release's manifest; then the pointer, the one write that publishes; then the catalog. Stopped
 * anywhere, readers keep the old release and the same call completes the work. The clock is passed in.
 */
import type { Authored } from '../authored.ts'
import { ENTRIES_PATH, type Entries } from '../build/formats/index.ts'
import { buildRelease, CHANGES_PATH, type Previous, type ReleaseFile, type Stamp } from '../build/index.ts'
import { buildTopic } from '../build/topic.ts'
import { sha256Hex } from '../sha256.ts'
import type { Topic } from '../wire.ts'
import { writeBlob } from './blobs.ts'
import { writeCatalog } from './catalog.ts'
import { forgetWithdrawn } from './forget-withdrawn.ts'
import { type FileEntry, type Manifest, type Pointer, releaseKey } from './records.ts'
import { isSameRetired, listRetired } from './retired.ts'
import { formatTime, readFile, readManifest, readPointer, type Store, writePointer } from './store.ts'

export interface PublishOptions {
  now: Date
  /** The latest release that whoever publishes knows of, 0 for none; `any` to publish over whatever is there. */
  onto: number | 'any'
  /** Show the content to readers of this store, marked as a draft, without making a release of it. */
  isDraft?: boolean
  /** Makes a file that takes more than the pure build, such as a picture; the same topic always gives the same bytes. */
  draw?: (topic: Topic) => Promise<ReleaseFile>
}

export type Published =
  | { kind: 'published' | 'unchanged'; release: number }
  | { kind: 'draft'; release: number }
  | { kind: 'refused'; onto: number; latest: number; published: string }

/** @throws when KV fails, or when a blob does not read back as written: readers then have what they had before. */
export async function publishTopic(store: Store, authored: Authored, options: PublishOptions): Promise<Published> {
  const current = await readPointer(store, authored.topic.id)
  const same = current && (await findSame(store, authored, current, options))
  if (current && same) return restore(store, current, same, options)
  if (current && options.onto !== 'any' && current.latest > options.onto) {
    const published = current.history.find(({ release }) => release === current.latest)?.at ?? current.written
    return { kind: 'refused', onto: options.onto, latest: current.latest, published }
  }
  const manifest = await writeRelease(store, authored, current, options)
  const pointer = movePointer(current, manifest, authored, options.now)
  await writePointer(store, pointer)
  await writeCatalog(store, pointer)
  return { kind: options.isDraft ? 'draft' : 'published', release: manifest.release }
}

/** What readers have, or the latest release behind a draft, where that is the same content. */
async function findSame(store: Store, authored: Authored, current: Pointer, { isDraft = false, draw }: PublishOptions) {
  const { manifest, latest } = current
  const isCandidate = !manifest.draft || isDraft
  if (isCandidate && (await isSame(store, authored, manifest, draw))) return manifest
  const behind = manifest.draft && latest > 0 ? await readManifest(store, manifest.topic, latest) : undefined
  return behind && (await isSame(store, authored, behind, draw)) ? behind : undefined
}

/** Nothing to write, but for a catalog that fell behind, or a draft that gives way to the release it was made from. */
async function restore(
  store: Store,
  current: Pointer,
  manifest: Manifest,
  { now }: PublishOptions,
): Promise<Published> {
  if (manifest === current.manifest) {
    await writeCatalog(store, current, formatTime(now))
    return { kind: manifest.draft ? 'draft' : 'unchanged', release: manifest.release }
  }
  const topic = await readFile<Topic>(store, manifest, 'topic.json')
  const pointer = {
    ...current,
    sequence: current.sequence + 1,
    written: formatTime(now),
    manifest,
    row: createRow(topic),
  }
  await writePointer(store, pointer)
  await writeCatalog(store, pointer)
  return { kind: 'unchanged', release: manifest.release }
}

/** Built with the stamp of the release that has it, the same content gives the same hashes. */
async function isSame(
  store: Store,
  authored: Authored,
  manifest: Manifest,
  draw: PublishOptions['draw'],
): Promise<boolean> {
  const published = await readPrevious(store, manifest)
  const { release, firstPublished, published: dateModified, draft } = manifest
  const stamp: Stamp = { release, datePublished: firstPublished, dateModified, ...(draft && { draft }) }
  const files = await makeFiles(authored, stamp, published, draw)
  const content = files.filter((file) => file.path !== CHANGES_PATH)
  return (
    isSameRetired(manifest.retired, authored) &&
    Object.keys(manifest.files).length === files.length &&
    content.every((file) => manifest.files[file.path]?.sha256 === file.entry.sha256)
  )
}

async function readPrevious(store: Store, manifest: Manifest): Promise<Previous> {
  const [topic, entries] = await Promise.all([
    readFile<Topic>(store, manifest, 'topic.json'),
    readFile<Entries>(store, manifest, ENTRIES_PATH),
  ])
  return { topic, entries: entries.items }
}

interface HashedFile extends ReleaseFile {
  entry: FileEntry
}

async function makeFiles(
  authored: Authored,
  stamp: Stamp,
  previous: Previous | undefined,
  draw: PublishOptions['draw'],
): Promise<HashedFile[]> {
  const files = buildRelease(authored, stamp, previous)
  const drawn = draw ? [await draw(buildTopic(authored, stamp, previous?.topic))] : []
  return hashFiles([...files, ...drawn])
}

function hashFiles(files: ReleaseFile[]): Promise<HashedFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const bytes = new TextEncoder().encode(file.content)
      const { type, encoding } = file
      const entry = { sha256: await sha256Hex(bytes), type, bytes: bytes.length, ...(encoding && { encoding }) }
      return { ...file, entry }
    }),
  )
}

async function writeRelease(
  store: Store,
  authored: Authored,
  current: Pointer | undefined,
  { now, isDraft, draw }: PublishOptions,
): Promise<Manifest> {
  const published = formatTime(now)
  const latest = current?.latest ?? 0
  // A draft is no release that anything can follow: what comes after it follows what was there before it.
  const before = current?.manifest.draft ? await readManifest(store, current.manifest.topic, latest) : current?.manifest
  const earlier = before && (await readPrevious(store, before))
  const previous = earlier && current ? forgetWithdrawn(earlier, current.withdrawn) : earlier
  const firstPublished = before?.firstPublished ?? published
  const draft = isDraft ? ({ draft: true } as const) : {}
  const stamp: Stamp = { release: latest + 1, datePublished: firstPublished, dateModified: published, ...draft }
  const files = await makeFiles(authored, stamp, previous, draw)
  const named = new Set(Object.values(before?.files ?? {}).map(({ sha256 }) => sha256))
  for (const file of files)
    await writeBlob(
      store,
      { content: file.content, sha256: file.entry.sha256 },
      published,
      named.has(file.entry.sha256),
    )
  const manifest: Manifest = {
    topic: authored.topic.id,
    release: stamp.release,
    ...(before === undefined ? {} : { previous: before.release }),
    firstPublished,
    published,
    files: Object.fromEntries(files.map((file) => [file.path, file.entry])),
    license: authored.topic.license,
    retired: listRetired(authored, before, earlier?.topic),
    ...draft,
  }
  if (!isDraft) await store.put(releaseKey(manifest.topic, manifest.release), JSON.stringify(manifest))
  return manifest
}

function movePointer(current: Pointer | undefined, manifest: Manifest, authored: Authored, now: Date): Pointer {
  const history = current?.history ?? []
  const { firstPublished, published, release, draft } = manifest
  const { id, name, temporalCoverage } = authored.topic
  return {
    sequence: (current?.sequence ?? 0) + 1,
    latest: draft ? (current?.latest ?? 0) : release,
    written: formatTime(now),
    manifest,
    row: createRow({ id, name, temporalCoverage, release, datePublished: firstPublished, dateModified: published }),
    history: draft ? history : [...history, { release, at: published }],
    withdrawn: current?.withdrawn ?? { items: {}, releases: {} },
  }
}

/** The row of `/v1/topics`, out of the whole topic. */
export function createRow({
  id,
  name,
  temporalCoverage,
  release,
  datePublished,
  dateModified,
}: Pointer['row']): Pointer['row'] {
  return { id, name, temporalCoverage, release, datePublished, dateModified }
}
