/** The media type of each file of a release, by its path. In code and never in the store, so that nothing stored can change it. */

const JSON_TYPE = 'application/json'
const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

const BY_PATH: Record<string, string> = {
  'topic.jsonld': 'application/ld+json',
  'topic.md': 'text/markdown; charset=utf-8',
  'events.csv': CSV_TYPE,
  'statements.csv': CSV_TYPE,
  'events.ics': 'text/calendar; charset=utf-8',
  'feed.atom': 'application/atom+xml',
  'feed.json': 'application/feed+json',
  'share.png': 'image/png',
}

/** Every other file of a release is JSON of its own schema; a path that no release has is plain bytes. */
export function mediaTypeOf(path: string): string {
  if (Object.hasOwn(BY_PATH, path)) return BY_PATH[path] as string
  return /^[\w-]+\.json$/.test(path) ? JSON_TYPE : 'application/octet-stream'
}
