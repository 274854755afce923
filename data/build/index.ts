/**
 * The pure build: a topic, its release's stamp and the topic before it in, the files of that release out. The same input
 * always gives the same bytes, so that publishing what is already published can be seen to change nothing. No I/O, no clock.
 */
import type { Authored } from '../authored.ts'
import { COLLECTION_NAMES } from '../collections.ts'
import type { Collection, Collections, Topic } from '../wire.ts'
import { buildBox } from './box.ts'
import { compareTopics } from './changes.ts'
import { buildFormats, type FeedEntry } from './formats/index.ts'
import { buildTopic, type Stamp } from './topic.ts'

export type { Stamp } from './topic.ts'

/** One finished file. `path` is its address under `/v1/topics/{topic}`; the topic itself is `topic.json`. */
export interface ReleaseFile {
  path: string
  type: string
  content: string
  /** How `content` is written, where the file is no text. */
  encoding?: 'base64'
}

/** The one file that depends on the release before as well as on the topic. */
export const CHANGES_PATH = 'changes.json'

/** What a release takes over from the one before it: who corrected what when, and the feeds' entries. */
export interface Previous {
  topic: Topic
  entries: FeedEntry[]
}

export function buildRelease(authored: Authored, stamp: Stamp, previous?: Previous): ReleaseFile[] {
  const topic = buildTopic(authored, stamp, previous?.topic)
  const changes = compareTopics(previous?.topic, topic)
  const collections = COLLECTION_NAMES.map((name) => {
    const collection: Collection<Collections[typeof name]> = { items: topic[name] }
    return createJsonFile(`${name}.json`, collection)
  })
  return [
    createJsonFile('topic.json', topic),
    createJsonFile('box.json', buildBox(topic)),
    ...collections,
    createJsonFile(CHANGES_PATH, changes),
    ...buildFormats(topic, changes, previous?.entries),
  ]
}

function createJsonFile(path: string, content: unknown): ReleaseFile {
  return { path, type: 'application/json', content: JSON.stringify(content) }
}
