/** `feed.atom` (RFC 4287). */
import { Feed } from 'feed'
import type { Topic } from '../../schema/api.ts'
import { fileUrl, pageUrl } from './addresses.ts'
import { escapeHtml } from './feed-html.ts'
import type { FeedItem } from './feed-items.ts'
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

/** The library takes `&amp;` in a text for one that was escaped already, and would lose it. */
function keepEntities(text: string): string {
  return dropControls(text).replaceAll('&', '&amp;')
}
