/** Publish, roll back and withdraw at the desk, with the code of the commands. Each reports its steps. */
import { compareTopics } from '../build/changes.ts'
import { type Failure, fail } from '../checks/finding.ts'
import { checkDeployedFormats } from '../cli/open-store.ts'
import { describePublished, publishChecked } from '../cli/publish.ts'
import { describeRolledBack, rollBack } from '../cli/rollback.ts'
import { isVerified, removeStamp, writeStamp } from '../cli/stamp-file.ts'
import { type CheckedTopic, isChecked, loadTopics } from '../cli/topics.ts'
import { verifyTopic } from '../cli/verify.ts'
import type { Report } from '../cli/verify-report.ts'
import { describeWithdrawn, withdrawFrom } from '../cli/withdraw.ts'
import { findManifests, listReleases, readLog } from '../store/log.ts'
import { findDependants } from '../store/redact.ts'
import { createRedaction, findAllMentions, isNaming, readHistory } from '../store/redaction.ts'
import { readRef, type Storage } from '../store/refs.ts'
import { readBases, readRelease } from '../store/release.ts'
import { findPart, listWithdrawn } from '../store/tombstones.ts'
import { readTopic, type TopicState } from '../store/topic-state.ts'
import type { Outcome, ReleasesAnswer, RollbackPreview, WithdrawalPreview, WithdrawalTarget } from './api.ts'
import type { DeskStore, ReportStep } from './stores.ts'

export interface Folders {
  topicsFolder: string
  sourcesFolder: string
}

/** The outcome, without the topic's new state, which the caller adds. */
export type Done = Omit<Outcome, 'topic'>

export interface PublishChoices {
  /** Publishes even if a citation or quote was not found in its source. */
  isUnverified: boolean
  /** Somebody else's release to replace. */
  over?: number | undefined
}

/** Checks the topic, verifies it against the sources, stamps and publishes it. */
export async function publishTopic(
  { topicsFolder, sourcesFolder }: Folders,
  store: DeskStore,
  id: string,
  { isUnverified, over }: PublishChoices,
  report: ReportStep,
): Promise<Done> {
  report('Checking …')
  const [loaded] = await loadTopics(topicsFolder, [id], store.target)
  if (!loaded || !isChecked(loaded))
    return { kind: 'refused', report: 'Not published: there are still errors; see the findings.' }
  report('Looking up every citation and quote in its source …')
  const verdict = await verifyAndStamp(loaded, sourcesFolder)
  if (!isUnverified && !(await isVerified(loaded))) return { kind: 'unverified', report: `Not published: ${verdict}` }
  if (store.target === 'remote') await checkDeployedFormats()
  report('Building the release …')
  const onto = over === undefined ? {} : { onto: over }
  const [published] = await store.change(
    (storage) => publishChecked(storage, [loaded], { isNamed: true, ...onto }),
    report,
  )
  if (!published) throw new Error(`${id}: publishing gave no result`)
  const outcome = { report: [verdict, describePublished(published)].join('\n') }
  if (published.kind !== 'refused') return { kind: 'done', ...outcome }
  return {
    kind: 'refused',
    ...outcome,
    ...(published.reason === 'newer-release' && { replaceable: published.latest }),
    ...(published.reason === 'withdrawn' && { withdrawn: [...new Set(published.findings.map(({ id }) => id))] }),
  }
}

/** Writes or removes the stamp. Like `verify`, keeps it if a source is missing. */
async function verifyAndStamp(topic: CheckedTopic, sourcesFolder: string): Promise<string> {
  const verified = await verifyTopic(topic, sourcesFolder)
  if (verified.isVerified) await writeStamp(topic)
  else if (verified.sources.every(({ state }) => state !== 'unreadable')) await removeStamp(topic.folder)
  return describeVerification(verified)
}

function describeVerification({ exact, total, quotes, citations, sources }: Report): string {
  const altered = quotes.filter(({ verdict }) => verdict !== 'verbatim')
  const isWhole = altered.length === 0 && exact === total
  return [
    `${exact} of ${total} citations and ${quotes.length - altered.length} of ${quotes.length} quotes are found in their sources`,
    ...citations.flatMap(({ verdict, place }) => (verdict === 'exact' ? [] : [`  ${verdict}: ${place}`])),
    ...altered.map(({ verdict, place, text }) => `  ${verdict}: ${place}, “${text}”`),
    ...sources.flatMap(({ problem }) => (problem === undefined ? [] : [`  ${problem}`])),
    ...(isWhole ? [] : ['Cite each of these again, and copy quotes exactly from the source.']),
  ].join('\n')
}

export async function listTopicReleases(store: DeskStore, id: string): Promise<ReleasesAnswer> {
  const rows = await store.read(async (storage) => {
    const ref = await readRef(storage, id)
    return ref ? listReleases(ref, await readLog(storage.store, ref)) : []
  })
  return { kind: 'releases', releases: rows.reverse() }
}

/** Resolves with what would change for readers with an earlier release. */
export function previewRollback(store: DeskStore, id: string, release: number): Promise<RollbackPreview | Failure> {
  return store.read(async (storage) => {
    const { store: kv } = storage
    const ref = await readRef(storage, id)
    const before = ref && (await readBases(kv, [ref])).get(id)?.previous?.topic
    const after = ref && (await readRelease(kv, ref, release))?.topic
    if (!after) return fail(`${id}: there is no release ${release}, or it was withdrawn`)
    return { kind: 'preview', release, changes: compareTopics(before, after) }
  })
}

export async function rollBackTopic(
  { topicsFolder }: Folders,
  store: DeskStore,
  id: string,
  release: number,
  report: ReportStep,
): Promise<Done> {
  report(`Looking for every file of release ${release} …`)
  const result = await store.change((storage) => rollBack(storage, id, release, { topics: topicsFolder }), report)
  const isDone = result.kind === 'rolled-back' || result.kind === 'unchanged'
  return { kind: isDone ? 'done' : 'refused', report: describeRolledBack(id, result) }
}

export interface WithdrawChoices {
  target: WithdrawalTarget
  /** The text that readers see instead. */
  reason: string
  isWithDependants: boolean
}

export async function withdrawFromTopic(
  { topicsFolder }: Folders,
  store: DeskStore,
  id: string,
  { target, reason, isWithDependants }: WithdrawChoices,
  report: ReportStep,
): Promise<Done> {
  report('Looking for it in every release …')
  const withdrawal = { topic: id, ...target, reason, isWithDependants }
  const result = await store.change((storage) => withdrawFrom(storage, withdrawal, { topics: topicsFolder }), report)
  const name = 'item' in target ? target.item : `release ${target.release}`
  const isDone = result.kind === 'withdrawn' || result.kind === 'already-withdrawn'
  return {
    kind: isDone ? 'done' : 'refused',
    report: describeWithdrawn(id, name, result),
    ...('items' in result && result.items.length > 0 && { withdrawn: result.items }),
  }
}

export async function previewWithdrawal(
  storage: Storage,
  id: string,
  target: WithdrawalTarget,
): Promise<WithdrawalPreview | Failure> {
  const state = await readTopic(storage, id)
  if (state.kind === 'unknown-topic') return fail(`${id} is not published`)
  if (state.kind === 'refused')
    return fail('the store is being changed, or shows an older state; try again in a minute')
  return 'item' in target ? previewItem(storage, state, target.item) : previewRelease(storage, state, target.release)
}

async function previewItem({ store }: Storage, state: TopicState, item: string): Promise<WithdrawalPreview | Failure> {
  const { current } = state
  if (current.tombstones.items[item]?.kind === 'withdrawn') return fail(`${item} is withdrawn already`)
  const history = await readHistory(store, state)
  const topics = [...history.values()].map(({ topic }) => topic).reverse()
  if (!topics.some((topic) => findPart(topic, item))) return fail(`no release has an item ${item}`)
  const { ids, dependants } = findDependants(topics, item)
  const rebuilt = [...history].flatMap(([release, stored]) => (isNaming(stored, ids) ? [release] : []))
  return { kind: 'preview', dependants, mentions: findAllMentions(history, current, ids, ''), rebuilt }
}

async function previewRelease(
  { store }: Storage,
  state: TopicState,
  release: number,
): Promise<WithdrawalPreview | Failure> {
  const { current, log } = state
  const { manifest, latest, tombstones } = current
  if (tombstones.releases[release]?.kind === 'withdrawn') return fail(`release ${release} is withdrawn already`)
  if (release === (manifest.draft ? manifest.basedOn : manifest.release))
    return fail(`readers have release ${release} now: publish or roll back first`)
  if (!findManifests(log).has(release)) return fail(`there is no release ${release}; the latest is ${latest}`)
  const history = await readHistory(store, state)
  history.delete(release)
  const redaction = createRedaction(history, state, listWithdrawn(tombstones))
  return { kind: 'preview', dependants: [], mentions: [], rebuilt: redaction.listDescendants(release) }
}
