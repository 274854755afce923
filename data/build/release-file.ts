/**
 * A finished file of a release, and its media type. The type depends on the path, in code only, so that no stored data can
 * change it.
 */

/** One finished file. `path` is its URL path under `/v1/topics/{topic}`; the topic itself is `topic.json`. */
export interface ReleaseFile {
  path: string
  content: string | Uint8Array
}

/** A text file, as the build creates it. */
export interface TextFile extends ReleaseFile {
  content: string
}

const JSON_TYPE = 'application/json'
const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

const BY_PATH: Record<string, string> = {
  'topic.jsonld': 'application/ld+json',
  'topic.md': 'text/markdown; charset=utf-8',
  'events.ics': 'text/calendar; charset=utf-8',
  'feed.atom': 'application/atom+xml',
  'feed.json': 'application/feed+json',
  'share.png': 'image/png',
  'topic.zip': 'application/zip',
}

const BY_EXTENSION = new Map([
  ['json', JSON_TYPE],
  ['jsonl', 'application/jsonl'],
  ['csv', CSV_TYPE],
])

/** Returns the media type of a file. A path that no release has is plain bytes. */
export function mediaTypeOf(path: string): string {
  if (Object.hasOwn(BY_PATH, path)) return BY_PATH[path] as string
  const [, extension = ''] = /^[\w-]+\.(\w+)$/.exec(path) ?? []
  return BY_EXTENSION.get(extension) ?? 'application/octet-stream'
}
