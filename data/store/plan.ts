/**
 * What publishing would do, before anything is written: refuse a topic, keep what is published, or change its ref. Content
 * that is published already is recognised without being built; what changed is built once.
 */

import type { Previous } from '../build/index.ts'
import { buildTopic, type Stamp } from '../build/topic.ts'
import type { Authored } from '../schema/authored.ts'
import type { Blob } from './blobs.ts'
import { type Claim, claimTopics } from './claims.ts'
import type { IndexedRef } from './index-rows.ts'
import { appendToLog, createLogBlob } from './log.ts'
import { type Log, type Ref, STORE_FORMAT } from './records.ts'
import { continueTime, readRefs, type Storage, succeed } from './refs.ts'
import { type Known, type Refusal, refuse, refuseNewer } from './refusals.ts'
import { type Base, type Builder, createRelease, EMPTY_BASE, hashContent, PLAIN_BUILDER, readBases } from './release.ts'
import { findLostFiles } from './repair.ts'
import { NO_TOMBSTONES, retire } from './tombstones.ts'
import { readIndexed } from './write-index.ts'

/** A topic to publish, and what whoever publishes knows of it. */
export interface Submission extends Known {
  authored: Authored
  /** Look after the files where the content is published already: write again what is missing. */
  isNamed?: boolean
}

export interface PublishOptions {
  now: Date
  /** Show the content to readers of this store, marked as a draft, without making a release of it. */
  isDraft?: boolean
  builder?: Builder
}

/** A submission and what the store has for it. */
export interface Candidate extends Submission {
  topic: string
  current: Ref | undefined
  /** Which ref the index has rows of. */
  seen: IndexedRef | undefined
  contentSha256: string
}

export interface Refused {
  kind: 'refused'
  refusal: Refusal
}

/** The content is published; `blobs` are files of it that were missing. */
export interface Kept {
  kind: 'kept'
  next: Ref
  blobs: Blob[]
}

/** A ref to write, once its blobs are there. */
export interface Changed {
  kind: 'published' | 'restored' | 'draft'
  next: Ref
  log: Log
  /** The topic as it is then. */
  content: Previous
  blobs: Blob[]
  /** To be renewed before each write. */
  claim: Claim
}

export type Plan = Candidate & (Refused | Kept | Changed)

/** One plan a submission, in their order. */
export async function planTopics(
  storage: Storage,
  submissions: readonly Submission[],
  options: PublishOptions,
): Promise<Plan[]> {
  const { builder = PLAIN_BUILDER, isDraft = false } = options
  const plans = new Map<string, Plan>()
  const kept: (Candidate & { current: Ref })[] = []
  const changed: Candidate[] = []
  for (const candidate of await readCandidates(storage, submissions, builder)) {
    const { topic, current, contentSha256 } = candidate
    const refusal = refuse(candidate)
    if (refusal) plans.set(topic, { ...candidate, kind: 'refused', refusal })
    else if (!current || current.manifest.contentSha256 !== contentSha256) changed.push(candidate)
    else if (current.manifest.draft && !isDraft) changed.push(candidate)
    else kept.push({ ...candidate, current })
  }
  const lost = await findLostFiles(
    storage.store,
    kept.filter(({ isNamed }) => isNamed),
    builder,
  )
  for (const candidate of kept) {
    const { topic, current } = candidate
    plans.set(topic, { ...candidate, kind: 'kept', next: current, blobs: lost.get(topic) ?? [] })
  }
  const bases = await readBases(
    storage.store,
    changed.flatMap(({ current }) => current ?? []),
  )
  const baseOf = ({ topic }: Candidate) => bases.get(topic) ?? EMPTY_BASE
  const wanted: Candidate[] = []
  for (const candidate of changed) {
    const refusal = isRestored(candidate, baseOf(candidate)) ? undefined : refuseNewer(candidate, baseOf(candidate).log)
    if (refusal) plans.set(candidate.topic, { ...candidate, kind: 'refused', refusal })
    else wanted.push(candidate)
  }
  const claims = await claimTopics(
    storage,
    wanted.map((candidate) => createClaim(candidate, options)),
  )
  for (const candidate of wanted) {
    const { topic } = candidate
    const claim = claims.get(topic)
    if (claim?.kind !== 'claimed') plans.set(topic, { ...candidate, kind: 'refused', refusal: claim as Refusal })
    else
      plans.set(topic, {
        ...candidate,
        ...(await planChange(candidate, baseOf(candidate), claim, { isDraft, builder })),
      })
  }
  return submissions.map(({ authored }) => plans.get(authored.topic.id) as Plan)
}

async function readCandidates(
  storage: Storage,
  submissions: readonly Submission[],
  builder: Builder,
): Promise<Candidate[]> {
  const topics = submissions.map(({ authored }) => authored.topic.id)
  const refs = await readRefs(storage, topics)
  const indexed = await readIndexed(storage, topics)
  return Promise.all(
    submissions.map(async (submission) => {
      const topic = submission.authored.topic.id
      const contentSha256 = await hashContent(submission.authored, builder)
      return { ...submission, topic, current: refs.get(topic), seen: indexed.get(topic), contentSha256 }
    }),
  )
}

function createClaim({ topic, current, contentSha256 }: Candidate, { now, isDraft }: PublishOptions): Claim {
  const sequence = (current?.sequence ?? 0) + 1
  const token = `${isDraft ? 'draft' : 'publish'} ${sequence} ${contentSha256}`
  return { topic, token, sequence, at: continueTime(current, now) }
}

const isRestored = ({ contentSha256 }: Candidate, { manifest }: Base) => manifest?.contentSha256 === contentSha256

type ChangeOptions = { isDraft: boolean; builder: Builder }

async function planChange(candidate: Candidate, base: Base, claim: Claim, options: ChangeOptions): Promise<Changed> {
  const { current } = candidate
  const change =
    current && isRestored(candidate, base)
      ? await planRestore(candidate, current, base, claim)
      : await planRelease(candidate, base, claim, options)
  return { ...change, claim }
}

/** A draft gives way to the release that it was based on. */
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
