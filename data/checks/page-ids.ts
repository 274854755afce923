/** Ids on every topic's page that do not belong to items. */
export const PAGE_IDS: readonly string[] = [
  'content',
  'what-happened',
  'statements',
  'sources',
  'who-is-who',
  'not-known',
  'history',
  'downloads',
  'cite',
]
