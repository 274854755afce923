/**
 * The pure build: turns an authored topic, the release's stamp and the previous topic into the files of the release. The same
 * input always gives the same bytes. No I/O, no clock.
 */

import type { Collection, Collections, Topic } from '../schema/api.ts'
import type { Authored } from '../schema/authored.ts'
import { COLLECTION_NAMES } from '../schema/collections.ts'
import { buildBox } from './box.ts'
import { compareTopics } from './changes.ts'
import { buildFormats, type FeedEntry } from './formats/index.ts'
import type { TextFile } from './release-file.ts'
import { buildTopic, type Stamp } from './topic.ts'

export type { Stamp } from './topic.ts'

/** The whole topic: what every other file of a release is made from. */
export const TOPIC_PATH = 'topic.json'
/** What a release changed. */
export const CHANGES_PATH = 'changes.json'

/** What the build needs from the previous release: the topic to compare with, and the feeds' entries. */
export interface Previous {
  topic: Topic
  entries: FeedEntry[]
}

/** Returns every text file of a release; the store adds the share image and the archive. The first has no `previous`. */
export function buildRelease(authored: Authored, stamp: Stamp, previous?: Previous): TextFile[] {
  return buildFiles(buildTopic(authored, stamp, previous?.topic), previous)
}

/** Builds the files of a topic that is already built, such as one from which an item was withdrawn. */
export function buildFiles(topic: Topic, previous?: Previous): TextFile[] {
  const changes = compareTopics(previous?.topic, topic)
  const collections = COLLECTION_NAMES.map((name) => {
    const collection: Collection<Collections[typeof name]> = { items: topic[name] }
    return createJsonFile(`${name}.json`, collection)
  })
  return [
    createJsonFile(TOPIC_PATH, topic),
    createJsonFile('box.json', buildBox(topic)),
    ...collections,
    createJsonFile(CHANGES_PATH, changes),
    ...buildFormats(topic, changes, previous?.entries),
  ]
}

function createJsonFile(path: string, content: unknown): TextFile {
  return { path, content: JSON.stringify(content) }
}
