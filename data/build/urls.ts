/** Absolute URLs of a topic's parts, at the placeholder origin. Permanent: they are also identifiers. */
import type { CollectionName } from '../schema/api.ts'

/**
 * Published files do not depend on where they are served: their absolute addresses begin with this origin, which no
 * server can have (RFC 6761, 6.4). The Worker puts its own public origin in its place when it sends a file.
 */
export const ORIGIN_PLACEHOLDER = 'https://origin.invalid'

/** What schema.org has no word for; the part after `#` is a term. */
export const VOCABULARY_URL = `${ORIGIN_PLACEHOLDER}/vocabulary#`

export function topicUrl(topic: string): string {
  return `${ORIGIN_PLACEHOLDER}/v1/topics/${topic}`
}

/** A file of the topic, such as `events.csv`. */
export function fileUrl(topic: string, path: string): string {
  return `${topicUrl(topic)}/${path}`
}

export function itemUrl(topic: string, collection: CollectionName, id: string): string {
  return `${topicUrl(topic)}/${collection}/${id}`
}

export function releaseUrl(topic: string, release: number): string {
  return `${topicUrl(topic)}/releases/${release}`
}

/** The topic's readable page, or the place on it that shows one item. */
export function pageUrl(topic: string, anchor?: string): string {
  const page = `${ORIGIN_PLACEHOLDER}/topics/${topic}`
  return anchor === undefined ? page : `${page}#${anchor}`
}
