/**
 * Plans a publish before anything is written: refuse a topic, keep what is published, or change its ref. Content that is
 * already published is recognised by its digest, without a build.
 */

import type { Blob } from './blobs.ts'
import { type Claim, claimTopics } from './claims.ts'
import { readIndexed } from './open-index.ts'
import { type Candidate, type Changed, isRestored, planChange, type Submission } from './plan-change.ts'
import type { Ref } from './records.ts'
import { continueTime, readRefs, type Storage } from './refs.ts'
import { type Builder, EMPTY_BASE, hashContent, PLAIN_BUILDER, readBases } from './release.ts'
import { findLostFiles } from './repair.ts'
import { type Refusal, refuse, refuseNewer } from './tombstones.ts'

export type { Candidate, Changed, Submission } from './plan-change.ts'

export interface PublishOptions {
  now: Date
  /** Show the content in this store, marked as a draft, without creating a release. */
  isDraft?: boolean
  builder?: Builder
}

export interface Refused {
  kind: 'refused'
  refusal: Refusal
}

/** The content is already published. `blobs` are its files that were missing. */
export interface Kept {
  kind: 'kept'
  next: Ref
  blobs: Blob[]
}

export type Plan = Candidate & (Refused | Kept | Changed)

/** Returns one plan per submission, in order. */
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
