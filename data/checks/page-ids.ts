/**
 * Names that no item of a topic may have, since an item's id is its address: `/topics/{topic}#{id}` on the page, beside the page's
 * own sections, and `/topics/{topic}/{id}` beside the topic's other pages.
 */
/** What has an id on every topic's page beside its items. */
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

/** Last segments of a topic's other pages; and what has been an id on its page before, to which links still lead. */
export const RESERVED_IDS: readonly string[] = [...PAGE_IDS, 'verify', 'changes', 'timeline', 'background', 'citation']
