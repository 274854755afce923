import { styleText } from 'node:util'
import { diffWordsWithSpace } from 'diff'
import { compareTopics } from '../build/changes.ts'
import { buildTopic } from '../build/topic.ts'
import type { Change, ChangedField, Changes, Topic } from '../schema/api.ts'
import type { Authored } from '../schema/authored.ts'
import { readRef, type SignedStore } from '../store/refs.ts'
import { readBases } from '../store/release.ts'
import { describeTopic } from './check.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS } from './command.ts'
import { findLedgerOwner } from './ledger.ts'
import { withStore } from './open-store.ts'
import { findTopicsFolder, isChecked, loadNamedOrAll } from './topics.ts'

export const diff: Command = {
  usage: 'diff [TOPIC ...] [--remote]',
  maxWords: Number.POSITIVE_INFINITY,
  summary: 'show what publishing would change, item by item',
  options: { ...TOPIC_OPTIONS, ...STORE_OPTIONS },
  run: async (ids, options) => {
    const topics = await loadNamedOrAll(findTopicsFolder(options.topics), ids, findLedgerOwner(options))
    if (!topics.every(isChecked)) {
      report(options, topics, topics.map(describeTopic).join('\n'))
      return 1
    }
    return withStore(options, async (storage) => {
      const results = []
      for (const topic of topics) results.push({ topic: topic.id, changes: await findChanges(storage, topic.authored) })
      report(options, results, results.map(({ topic, changes }) => describeTopicChanges(topic, changes)).join('\n\n'))
      return 0
    })
  },
}

/** The current release of a topic, also while a draft is shown. */
export interface PublishedTopic {
  topic: Topic
  /** The highest release number. */
  latest: number
}

/** Absent when the topic is not published. */
export async function readPublished(storage: SignedStore, topic: string): Promise<PublishedTopic | undefined> {
  const ref = await readRef(storage, topic)
  const before = ref && (await readBases(storage.store, [ref])).get(topic)?.previous?.topic
  return before && { topic: before, latest: ref.latest }
}

/** Resolves with what publishing would change for readers; absent when the topic is not published. */
export async function findChanges(storage: SignedStore, authored: Authored): Promise<Changes | undefined> {
  const published = await readPublished(storage, authored.topic.id)
  return published && compareWithPublished(published, authored)
}

export function compareWithPublished({ topic, latest }: PublishedTopic, authored: Authored): Changes {
  const { datePublished, dateModified } = topic
  return compareTopics(topic, buildTopic(authored, { release: latest + 1, datePublished, dateModified }, topic))
}

export function describeTopicChanges(topic: string, changes: Changes | undefined): string {
  if (!changes) return `${topic}: not published yet; publishing would make release 1`
  if (changes.items.length === 0)
    return `${topic}: nothing would change for readers, who have release ${changes.previous}`
  const count = `${changes.items.length} ${changes.items.length === 1 ? 'item' : 'items'}`
  return [
    `${topic}: ${count} would change against release ${changes.previous}`,
    ...changes.items.map(describeChange),
  ].join('\n')
}

const WORDS = { added: 'new', removed: 'gone', changed: 'changed' } as const
const COLOURS = { added: 'green', removed: 'red', changed: 'yellow' } as const

function describeChange({ part, id, label, kind, fields = [] }: Change): string {
  const head = `  ${styleText(COLOURS[kind], WORDS[kind].padEnd(8))}${part} › ${id}  ${styleText('dim', label)}`
  return [head, ...fields.map(describeField)].join('\n')
}

function describeField({ field, before, after }: ChangedField): string {
  if (before === undefined) return `      ${field}: ${styleText('green', `{+${toText(after)}+}`)}`
  if (after === undefined) return `      ${field}: ${styleText('red', `[-${toText(before)}-]`)}`
  return `      ${field}: ${describeWords(toText(before), toText(after))}`
}

/** Marks words inline like `git diff --word-diff`, which is readable without colour too. */
function describeWords(before: string, after: string): string {
  const parts = diffWordsWithSpace(before, after).map(({ value, added, removed }) => {
    if (added) return styleText('green', `{+${value}+}`)
    return removed ? styleText('red', `[-${value}-]`) : value
  })
  return parts.join('')
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
