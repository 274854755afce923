import { extendLedger } from '../ledger.ts'
import { type Published, type PublishOptions, publishTopic } from '../releases/publish.ts'
import { countWrites, type Store } from '../releases/store.ts'
import { describeTopic } from './check.ts'
import { type Command, type Options, report, STORE_OPTIONS, TOPIC_OPTIONS } from './command.ts'
import { describeTopicChanges, findChanges } from './diff.ts'
import { readLedger, type Target, writeLedger } from './ledger-file.ts'
import { withStore } from './open-store.ts'
import { reportProgress } from './progress.ts'
import { parseRelease } from './release-number.ts'
import { drawShareImage } from './share-image.ts'
import { isVerified, STAMP_FILE } from './stamp-file.ts'
import { type CheckedTopic, isChecked, loadTopics, TOPICS_FOLDER } from './topics.ts'

export const publish: Command = {
  usage: 'publish [TOPIC ...] [--over N] [--unverified] [--dry-run] [--remote]',
  summary: 'check, build and publish; --over N replaces release N of somebody else',
  options: {
    ...TOPIC_OPTIONS,
    ...STORE_OPTIONS,
    over: { type: 'string' },
    unverified: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run: async (ids, options) => {
    const topics = await loadTopics(options.topics ?? TOPICS_FOLDER, ids, options.remote ? 'remote' : 'local')
    if (!topics.every(isChecked)) {
      report(options, topics, topics.map(describeTopic).join('\n'))
      return 1
    }
    const doubtful = options['dry-run'] ? [] : await listUnverified(topics)
    for (const id of doubtful) console.error(describeUnverified(id, options.unverified === true))
    if (doubtful.length > 0 && !options.unverified) return 1
    return withStore(options, async (store, target) => {
      const results: Result[] = []
      for (const topic of topics) results.push(await publishOne(store, topic, target, options))
      const data = results.map(({ text: _, ...result }) => result)
      report(options, data, results.map(({ text }) => text).join('\n'))
      return results.some(({ kind }) => kind === 'refused') ? 1 : 0
    })
  },
}

async function listUnverified(topics: CheckedTopic[]): Promise<string[]> {
  const verified = await Promise.all(topics.map(isVerified))
  return topics.filter((_, i) => !verified[i]).map(({ id }) => id)
}

function describeUnverified(topic: string, isAllowed: boolean): string {
  const problem = `${topic}: its citations and quotes are not those that verify last found in their sources`
  return isAllowed
    ? `${problem}; published all the same, as --unverified says`
    : `${problem}
  Run verify --sources DIR, and commit ${STAMP_FILE} beside the topic; or publish --unverified`
}

type Result = { topic: string; text: string; writes?: number } & (Published | { kind: 'dry-run' })

async function publishOne(store: Store, topic: CheckedTopic, target: Target, options: Options): Promise<Result> {
  if (options['dry-run']) {
    const changes = await findChanges(store, topic.authored)
    return { topic: topic.id, kind: 'dry-run', text: describeTopicChanges(topic.id, changes) }
  }
  const counted = countWrites(store)
  const published = await reportProgress(`publishing ${topic.id}`, () =>
    publishChecked(
      counted.store,
      topic,
      target,
      options.over === undefined ? {} : { onto: parseRelease(options.over) },
    ),
  )
  const writes = counted.writes()
  const text = `${describePublished(topic.id, published)} (${writes} ${writes === 1 ? 'key' : 'keys'} written)`
  return { topic: topic.id, ...published, writes, text }
}

/** Publishes a topic and keeps its ledger. Without `onto`, only over the release that the ledger knows. */
export async function publishChecked(
  store: Store,
  { authored, folder }: CheckedTopic,
  target: Target,
  options: Partial<Pick<PublishOptions, 'onto' | 'isDraft'>>,
): Promise<Published> {
  const ledger = await readLedger(folder, target)
  const published = await publishTopic(store, authored, {
    now: new Date(),
    onto: ledger.release,
    draw: drawShareImage,
    ...options,
  })
  if (published.kind === 'published' || published.kind === 'unchanged') {
    await writeLedger(folder, target, extendLedger(ledger, authored, published.release))
  }
  return published
}

export function describePublished(topic: string, published: Published): string {
  switch (published.kind) {
    case 'published':
    case 'unchanged':
      return `${topic}: release ${published.release} ${published.kind}`
    case 'draft':
      return `${topic}: draft of release ${published.release} shown; publish makes it a release`
    case 'refused': {
      const yours = published.onto === 0 ? 'this copy has published none' : `this copy knows release ${published.onto}`
      return `${topic}: refused: readers were given release ${published.latest} on ${published.published}, and ${yours}.
  See what it changed (diff, releases), take it over, then publish --over ${published.latest}`
    }
  }
}
