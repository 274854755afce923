import { count } from '../build/formats/text.ts'
import { type Published, publishTopics, type Refusal } from '../store/publish.ts'
import type { Storage } from '../store/refs.ts'
import { inBatches, type Target } from '../store/store.ts'
import type { Resurrection } from '../store/tombstones.ts'
import { digestBuild } from './build-digest.ts'
import { describeTopic } from './check.ts'
import { type Command, parseRelease, report, reportProgress, STORE_OPTIONS, TOPIC_OPTIONS } from './command.ts'
import { describeTopicChanges, findChanges } from './diff.ts'
import { extendLedger, findLedgerOwner, type LedgerOwner, readLedger, writeLedger } from './ledger.ts'
import { checkDeployedFormats, withStore } from './open-store.ts'
import { drawShareImage } from './share-image.ts'
import { isVerified, STAMP_FILE } from './stamp-file.ts'
import { type CheckedTopic, findTopicsFolder, isChecked, loadNamedOrAll } from './topics.ts'

/** The number of refs in one bulk read; that read includes the key of the store's format. */
const TOPICS_AT_ONCE = 99

export const publish: Command = {
  usage: 'publish [TOPIC ...] [--over N] [--unverified] [--draft] [--dry-run] [--remote [--config FILE]]',
  maxWords: Number.POSITIVE_INFINITY,
  summary: 'check, build and publish',
  options: {
    ...TOPIC_OPTIONS,
    ...STORE_OPTIONS,
    over: { type: 'string', value: 'N', description: 'replace release N, which somebody else published' },
    unverified: { type: 'boolean', description: 'publish although verify has not confirmed every citation' },
    draft: { type: 'boolean', description: 'show the content as a draft, without making a release: for a preview' },
    'dry-run': { type: 'boolean', description: 'only show what would change' },
  },
  run: async (ids, options) => {
    const owner = findLedgerOwner(options)
    const topics = await loadNamedOrAll(findTopicsFolder(options.topics), ids, owner)
    if (!topics.every(isChecked)) {
      report(options, topics, topics.map(describeTopic).join('\n'))
      return 1
    }
    const isDryRun = options['dry-run'] === true
    const unverified = options.draft || (isDryRun && options.unverified) ? [] : await listUnverified(topics)
    for (const id of unverified) console.error(describeUnverified(id, options.unverified === true))
    if (unverified.length > 0 && !options.unverified && !isDryRun) return 1
    if (options.remote && !isDryRun) await checkDeployedFormats()
    // A draft replaces whatever is shown, and is not recorded in a ledger.
    const draft = options.draft ? ({ onto: 'any', isDraft: true } as const) : {}
    const over = options.over === undefined ? draft : { onto: parseRelease(options.over) }
    return withStore(
      options,
      async (storage) => {
        if (isDryRun) {
          const results = []
          for (const { id, authored } of topics) {
            results.push({ topic: id, kind: 'dry-run', changes: await findChanges(storage, authored) })
          }
          const texts = results.map(({ topic, changes }) => describeTopicChanges(topic, changes))
          report(options, results, texts.join('\n'))
          return 0
        }
        const results = await publishChecked(storage, topics, { isNamed: ids.length > 0, owner, ...over })
        report(options, results, results.map(describePublished).join('\n'))
        return results.some(({ kind }) => kind === 'refused') ? 1 : 0
      },
      { needsKey: !isDryRun },
    )
  },
}

async function listUnverified(topics: CheckedTopic[]): Promise<string[]> {
  const verified = await Promise.all(topics.map(isVerified))
  return topics.filter((_, i) => !verified[i]).map(({ id }) => id)
}

function describeUnverified(topic: string, isAllowed: boolean): string {
  const problem = `${topic}: its citations and quotes have changed since verify last found them in their sources`
  return isAllowed
    ? `${problem}; published anyway, because of --unverified`
    : `${problem}
  Run verify --sources DIR, and commit ${STAMP_FILE} beside the topic; or publish --unverified`
}

export interface PublishCheckedOptions {
  /** The release to replace; by default the one in the ledger. */
  onto?: number | 'any'
  isDraft?: boolean
  /** Also check the files of topics whose content has not changed. */
  isNamed?: boolean
  /** Whose ledger is kept; by default that of the storage's target. */
  owner?: LedgerOwner
}

/** Publishes topics in batches, and updates their ledgers. */
export async function publishChecked(
  storage: Storage & { target: Target },
  topics: readonly CheckedTopic[],
  options: PublishCheckedOptions = {},
): Promise<Published[]> {
  const results: Published[] = []
  for (const batch of inBatches(topics, TOPICS_AT_ONCE)) {
    const what = batch.length === 1 ? batch[0]?.id : `${batch.length} topics`
    results.push(...(await reportProgress(`publishing ${what}`, () => publishBatch(storage, batch, options))))
  }
  return results
}

async function publishBatch(
  { target, ...storage }: Storage & { target: Target },
  topics: CheckedTopic[],
  { isDraft = false, isNamed = false, onto, owner = target }: PublishCheckedOptions,
): Promise<Published[]> {
  const ledgers = await Promise.all(topics.map(({ folder }) => readLedger(folder, owner)))
  const submissions = topics.map(({ authored }, index) => {
    const { release = 0, sequence = 0 } = ledgers[index] ?? {}
    // Publishing over `any` release does not depend on the ledger.
    return { authored, isNamed, onto: onto ?? release, ...(onto !== 'any' && { sequence }) }
  })
  const builder = { sha256: await digestBuild(), draw: drawShareImage }
  const results = await publishTopics(storage, submissions, { now: new Date(), isDraft, builder })
  for (const [index, { authored, folder }] of topics.entries()) {
    const [result, ledger] = [results[index], ledgers[index]]
    if (!ledger || !result || result.kind === 'refused' || result.kind === 'draft') continue
    await writeLedger(folder, owner, extendLedger(ledger, authored, result))
  }
  return results
}

export function describePublished(published: Published): string {
  const { topic } = published
  if (published.kind === 'refused') return `${topic}: refused: ${describeRefusal(published)}`
  const { kind, release, writes, clockLag } = published
  const done =
    kind === 'draft'
      ? `draft of release ${release} shown; publish makes it a release`
      : `release ${release} ${kind} (${count(writes, 'file')} written)`
  return [`${topic}: ${done}`, ...(clockLag === undefined ? [] : [describeClockLag(clockLag)])].join('\n')
}

export function describeClockLag(clockLag: string): string {
  return `  this machine's clock is behind the last change (${clockLag}): dates continue from there; set the clock`
}

export function describeRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'newer-release': {
      const { onto, latest, published } = refusal
      const yours = onto === 0 ? 'this copy has published none' : `this copy knows release ${onto}`
      return `readers were given release ${latest} on ${published}, and ${yours}.
  See what it changed (diff, releases), copy that into your YAML, then publish --over ${latest}`
    }
    case 'store-behind':
      return `this copy knows change ${refusal.known} of the topic, and the store shows ${refusal.sequence || 'none'}.
  A change of the last minute may not be visible everywhere yet: wait and run again. Otherwise the store lost something:
  restore it from a backup. If it was replaced on purpose, delete this copy's ledger (published*.json) and publish again`
    case 'moved-on':
      return refusal.indexed > refusal.sequence
        ? `the index knows change ${refusal.indexed} of the topic, and the store shows ${refusal.sequence || 'none'}.
  A change of the last minute may not be visible everywhere yet: wait and run again. If that does not help, run reindex`
        : 'somebody else changed the topic at the same moment. See releases and diff, then run again'
    case 'unfinished-withdrawal':
      return `a withdrawal was interrupted, and release ${refusal.release} behind the draft is not rebuilt yet.
  Run the same withdraw again, then publish`
    case 'under-way':
      return `somebody else has been changing the topic since ${refusal.since}, or was interrupted.
  See releases and diff, then run again; three minutes after that time the claim expires`
    case 'withdrawn':
      return describeResurrections(refusal.findings)
  }
}

/** Each id once, with the places that name it. */
function describeResurrections(findings: readonly Resurrection[]): string {
  const ids = new Map<string, { problem: string; places: string[] }>()
  for (const { id, file, place, problem } of findings) {
    ids.set(id, { problem, places: [...(ids.get(id)?.places ?? []), `${file} › ${place}`] })
  }
  const found = [...ids.values()].map(({ problem, places }) => `  ${problem}\n    named in ${places.join(', ')}`)
  return [
    'it brings back what was withdrawn',
    ...found,
    '  Remove it everywhere, and list the ids under retired in topic.yml',
  ].join('\n')
}
