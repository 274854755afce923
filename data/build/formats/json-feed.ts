/** `feed.json` (JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/): one object, which needs no library. */
import type { Topic } from '../../schema/api.ts'
import { fileUrl, pageUrl } from './addresses.ts'
import type { FeedItem } from './feed-items.ts'

export const JSON_FEED_PATH = 'feed.json'

export function buildJsonFeed(topic: Topic, items: FeedItem[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: topic.name,
    description: `What each release of “${topic.name}” added, changed and corrected.`,
    home_page_url: pageUrl(topic.id),
    feed_url: fileUrl(topic.id, JSON_FEED_PATH),
    authors: [{ name: topic.attributionText, url: pageUrl(topic.id) }],
    items: items.map(({ id, url, kind, title, summary, html, published, modified }) => ({
      id,
      url,
      title,
      summary,
      content_html: html,
      date_published: published,
      date_modified: modified,
      tags: [kind],
    })),
  })
}
