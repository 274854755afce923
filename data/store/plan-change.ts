/** Plans the next state of a topic whose content is not current: a new release, a draft, or the release that a draft replaced. */
import type { Previous } from '../build/index.ts'
import { buildTopic, type Stamp } from '../build/topic.ts'
import type { Authored } from '../schema/authored.ts'
import type { Blob } from './blobs.ts'
import type { Claim } from './claims.ts'
import type { IndexedRef } from './index-tables.ts'
import { appendToLog, createLogBlob } from './log.ts'
import { type Log, type Ref, STORE_FORMAT } from './records.ts'
import { succeed } from './refs.ts'
import { type Base, type Builder, createRelease } from './release.ts'
import { type Known, NO_TOMBSTONES, retire } from './tombstones.ts'

/** A topic to publish, and the state that the publisher knows. */
export interface Submission extends Known {
  authored: Authored
  /** Also check the files of content that is already published, and rewrite missing ones. */
  isNamed?: boolean
}

/** A submission and what the store has for it. */
export interface Candidate extends Submission {
  topic: string
  current: Ref | undefined
  /** The ref that the index has rows of. */
  seen: IndexedRef | undefined
  contentSha256: string
}

/** A ref to write after its blobs. */
export interface Changed {
  kind: 'published' | 'restored' | 'draft'
  next: Ref
  log: Log
  /** The topic after the change. */
  content: Previous
  blobs: Blob[]
  /** To be renewed before each write. */
  claim: Claim
}

/** Returns whether the release behind a draft has exactly this content. */
export const isRestored = ({ contentSha256 }: Candidate, { manifest }: Base) =>
  manifest?.contentSha256 === contentSha256

type ChangeOptions = { isDraft: boolean; builder: Builder }

/** Returns the ref to write and its blobs, for a topic whose content is not published yet. Writes nothing. */
export async function planChange(
  candidate: Candidate,
  base: Base,
  claim: Claim,
  options: ChangeOptions,
): Promise<Changed> {
  const { current } = candidate
  const change =
    current && isRestored(candidate, base)
      ? await planRestore(candidate, current, base, claim)
      : await planRelease(candidate, base, claim, options)
  return { ...change, claim }
}

/** Replaces a draft by the release that it was based on. */
async function planRestore(
  { topic, authored }: Candidate,
  current: Ref,
  { log, manifest = current.manifest, previous }: Base,
  { at }: Claim,
): Promise<Omit<Changed, 'claim'>> {
  const { latest, tombstones } = current
  const next = await succeed(current, new Date(at), {
    topic,
    latest,
    manifest,
    log: current.log,
    tombstones: retire(authored, tombstones, previous?.topic),
  })
  return { kind: 'restored', next, log, content: previous as Previous, blobs: [] }
}

async function planRelease(
  { topic, authored, current, contentSha256 }: Candidate,
  { log, manifest, previous }: Base,
  { at: published }: Claim,
  { isDraft, builder }: ChangeOptions,
): Promise<Omit<Changed, 'claim'>> {
  const number = (current?.latest ?? 0) + 1
  const firstPublished = manifest?.firstPublished ?? published
  const draft = isDraft ? ({ draft: true } as const) : {}
  const stamp: Stamp = { release: number, datePublished: firstPublished, dateModified: published, ...draft }
  const release = await createRelease(
    buildTopic(authored, stamp, previous?.topic),
    previous,
    {
      format: STORE_FORMAT,
      topic,
      release: number,
      published,
      firstPublished,
      ...(manifest && { basedOn: manifest.release }),
      contentSha256,
      ...draft,
    },
    builder,
  )
  const sequence = (current?.sequence ?? 0) + 1
  const extended = isDraft
    ? log
    : await appendToLog(log, { kind: 'publish', sequence, at: published, release: number, manifest: release.sha256 })
  const logBlob = await createLogBlob(extended)
  const next = await succeed(current, new Date(published), {
    topic,
    latest: isDraft ? number - 1 : number,
    manifest: release.manifest,
    log: logBlob.sha256,
    tombstones: retire(authored, current?.tombstones ?? NO_TOMBSTONES, previous?.topic),
  })
  const blobs = [...release.blobs, logBlob]
  return { kind: isDraft ? 'draft' : 'published', next, log: extended, content: release.content, blobs }
}
