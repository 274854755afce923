/** `feed.atom` (RFC 4287), and `feed.json` (JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/), which needs no library. */
import { Feed } from 'feed'
import type { Topic } from '../../schema/api.ts'
import { fileUrl, pageUrl } from '../urls.ts'
import { escapeHtml, type FeedItem } from './feed-items.ts'
import { dropControls } from './text.ts'

export const ATOM_PATH = 'feed.atom'

export function buildAtom(topic: Topic, items: FeedItem[]): string {
  const url = fileUrl(topic.id, ATOM_PATH)
  const feed = new Feed({
    id: url,
    title: keepEntities(topic.name),
    description: keepEntities(`What each release of “${topic.name}” added, changed and corrected.`),
    link: pageUrl(topic.id),
    feedLinks: { atom: url },
    updated: new Date(topic.dateModified),
    author: { name: keepEntities(topic.attributionText) },
    copyright: keepEntities(topic.license),
    generator: 'fact-box',
  })
  for (const { id, url: link, title, summary, html, published, modified, kind } of items) {
    feed.addItem({
      id,
      link,
      // The library declares all three as HTML.
      title: escapeHtml(title),
      description: escapeHtml(summary),
      content: html,
      published: new Date(published),
      date: new Date(modified),
      category: [{ name: kind, term: kind }],
    })
  }
  return feed.atom1()
}

/** Escapes `&`: the library takes `&amp;` in a text as already escaped, and would lose it. */
function keepEntities(text: string): string {
  return dropControls(text).replaceAll('&', '&amp;')
}

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
