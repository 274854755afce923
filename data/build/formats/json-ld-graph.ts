/** Nodes and how they name each other. Ids are unique in a topic. */

import type { Topic } from '../../schema/api.ts'
import { COLLECTION_NAMES } from '../../schema/collections.ts'
import { itemUrl, pageUrl, topicUrl } from './addresses.ts'

/** A key without a value is left out of the file. */
export type Node = Record<string, unknown>
export type Reference = { '@id': string }

export interface Graph {
  topic: Topic
  /** The node of an item. What has no record of its own is a place on the page. */
  refer: (id: string) => Reference
}

export function createGraph(topic: Topic): Graph {
  const addresses = new Map(
    COLLECTION_NAMES.flatMap((name) => topic[name].map(({ id }) => [id, itemUrl(topic.id, name, id)] as const)),
  )
  return { topic, refer: (id) => ({ '@id': addresses.get(id) ?? pageUrl(topic.id, id) }) }
}

export function referToTopic({ topic }: Graph): Reference {
  return { '@id': topicUrl(topic.id) }
}
