/**
 * Rebuilds missing or damaged files of the current release from the authored content. Uses only bytes whose hash is in the
 * manifest; neither the release nor the log changes.
 */
import { buildTopic } from '../build/topic.ts'
import type { Authored } from '../schema/authored.ts'
import { type Blob, createBlob, findMissing, hashRecord } from './blobs.ts'
import { canonicalJson, type Ref } from './records.ts'
import { type Builder, buildBlobs, readRelease } from './release.ts'
import { type Store, StoreError } from './store.ts'

/** A topic whose content is published, with the content as authored. */
export interface Written {
  authored: Authored
  current: Ref
}

/**
 * Returns the missing blobs by topic, rebuilt. One bulk read if nothing is missing.
 *
 * @throws StoreError that names what cannot be rebuilt
 */
export async function findLostFiles(
  store: Store,
  topics: readonly Written[],
  builder: Builder,
): Promise<Map<string, Blob[]>> {
  const named = await Promise.all(topics.map(({ current }) => listNamed(current)))
  const missing = new Set((await findMissing(store, named.flat())).map(({ sha256 }) => sha256))
  const lost = new Map<string, Blob[]>()
  for (const [index, topic] of topics.entries()) {
    const gone = named[index]?.filter(({ sha256 }) => missing.has(sha256)) ?? []
    if (gone.length > 0) lost.set(topic.current.topic, await rebuild(store, topic, gone, builder))
  }
  return lost
}

interface Named {
  what: string
  sha256: string
}

async function listNamed({ manifest, log }: Ref): Promise<Named[]> {
  return [
    ...Object.entries(manifest.files).map(([what, { sha256 }]) => ({ what, sha256 })),
    { what: 'the manifest', sha256: await hashRecord(manifest) },
    { what: 'the log', sha256: log },
  ]
}

async function rebuild(store: Store, written: Written, gone: Named[], builder: Builder): Promise<Blob[]> {
  const { topic, manifest, log } = written.current
  // Without the log, the previous release cannot be read.
  const isLogLost = gone.some(({ sha256 }) => sha256 === log)
  const rebuilt = await buildAgain(store, written, builder, isLogLost)
  const unknown = gone.filter(({ sha256 }) => !rebuilt.some((blob) => blob.sha256 === sha256))
  if (unknown.length > 0) {
    throw new StoreError(
      `${topic}: ${unknown.map(({ what }) => what).join(', ')} of release ${manifest.release} cannot be rebuilt; restore from a backup`,
    )
  }
  return rebuilt.filter((blob) => gone.some(({ sha256 }) => sha256 === blob.sha256))
}

/**
 * Builds the files and the manifest of the current release from the content. The caller must check which of the hashes the
 * manifest names.
 *
 * @throws StoreError if the release that it was based on cannot be read
 */
export async function buildAgain(
  store: Store,
  { authored, current }: Written,
  builder: Builder,
  isAlone = false,
): Promise<Blob[]> {
  const { topic, release, published, firstPublished, basedOn, draft } = current.manifest
  const previous = isAlone || basedOn === undefined ? undefined : await readRelease(store, current, basedOn)
  const stamp = { release, datePublished: firstPublished, dateModified: published, ...(draft && { draft }) }
  const files = await buildBlobs(buildTopic(authored, stamp, previous?.topic), previous, builder)
  return [...files.map(({ blob }) => blob), await createBlob(canonicalJson(current.manifest), topic)]
}
