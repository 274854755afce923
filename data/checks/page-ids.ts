/**
 * What has an id on every topic's page beside its items: its sections, one of which the box links to. An item's id is its
 * address there (`/topics/{topic}#{id}`), so no item may be called like one.
 */
export const PAGE_IDS: readonly string[] = [
  'content',
  'timeline',
  'what-happened',
  'background',
  'who-is-who',
  'not-known',
  'sources',
  'history',
  'downloads',
  'cite',
  'citation',
]
