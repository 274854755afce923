/** What withdrawing something would take along, found as the withdrawal itself finds it. Writes nothing. */
import { type Failure, fail } from '../checks/finding.ts'
import { findManifests } from '../store/log.ts'
import { findDependants } from '../store/redact.ts'
import { createRedaction, findAllMentions, isNaming, readHistory } from '../store/redaction.ts'
import type { Storage } from '../store/refs.ts'
import { findPart, listWithdrawn } from '../store/tombstones.ts'
import { readTopic, type TopicState } from '../store/topic-state.ts'
import type { WithdrawalPreview, WithdrawalTarget } from './api.ts'

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
