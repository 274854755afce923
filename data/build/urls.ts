/** Absolute URLs of a topic's parts, at the placeholder origin. Permanent: they are also identifiers. */
import type { CollectionName } from '../schema/api.ts'

/**
 * Published files do not depend on where they are served: their absolute URLs begin with this origin, which no server
 * can have (RFC 6761, 6.4). The Worker replaces it with its own public origin when it sends a file.
 */
export const ORIGIN_PLACEHOLDER = 'https://origin.invalid'

/** Prefix of terms that schema.org lacks; the part after `#` is the term. */
export const VOCABULARY_URL = `${ORIGIN_PLACEHOLDER}/vocabulary#`

export function topicUrl(topic: string): string {
  return `${ORIGIN_PLACEHOLDER}/v1/topics/${topic}`
}

/** Returns the URL of a file of the topic, such as `events.csv`. */
export function fileUrl(topic: string, path: string): string {
  return `${topicUrl(topic)}/${path}`
}

export function itemUrl(topic: string, collection: CollectionName, id: string): string {
  return `${topicUrl(topic)}/${collection}/${id}`
}

export function releaseUrl(topic: string, release: number): string {
  return `${topicUrl(topic)}/releases/${release}`
}

/** Returns the URL of the topic's HTML page, or of one item on it. */
export function pageUrl(topic: string, anchor?: string): string {
  const page = `${ORIGIN_PLACEHOLDER}/topics/${topic}`
  return anchor === undefined ? page : `${page}#${anchor}`
}
