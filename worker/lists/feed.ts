/** The feed of all topics, as Atom (RFC 4287) and JSON Feed (1.1): the newest items of the topics' feeds. */
import type { FeedItem } from '../../data/build/formats/feed-items.ts'
import { replaceOrigin } from '../http/origin.ts'
import type { Index } from '../store/index-db.ts'

const MAX_ITEMS = 50
const TITLE = 'Fact box: what changed in any topic'

export const FEED_TYPES = { atom: 'application/atom+xml', json: 'application/feed+json' } as const

/** Newest first. */
export async function readFeedItems(index: Index): Promise<FeedItem[]> {
  const rows = await index.query<{ json: string }>([
    ['SELECT json FROM feed_items ORDER BY date DESC, topic, id LIMIT ?', MAX_ITEMS],
  ])
  return rows.map(({ json }) => JSON.parse(json) as FeedItem)
}

export function renderFeed(kind: 'atom' | 'json', items: readonly FeedItem[], origin: string): string {
  const text = kind === 'atom' ? renderAtom(items, origin) : renderJson(items, origin)
  return replaceOrigin(text, FEED_TYPES[kind], origin)
}

function renderJson(items: readonly FeedItem[], origin: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: TITLE,
    home_page_url: `${origin}/topics`,
    feed_url: `${origin}/v1/feed.json`,
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

function renderAtom(items: readonly FeedItem[], origin: string): string {
  const url = `${origin}/v1/feed.atom`
  const updated =
    items
      .map(({ modified }) => modified)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00Z'
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${escapeXml(url)}</id><title>${TITLE}</title><updated>${updated}</updated>`,
    `<link rel="self" type="${FEED_TYPES.atom}" href="${escapeXml(url)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(`${origin}/topics`)}"/>`,
    '<author><name>Fact box</name></author>',
    ...items.map(renderEntry),
    '</feed>',
  ].join('\n')
}

function renderEntry({ id, url, kind, title, summary, html, published, modified }: FeedItem): string {
  return [
    `<entry><id>${escapeXml(id)}</id><title>${escapeXml(title)}</title>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(url)}"/>`,
    `<published>${published}</published><updated>${modified}</updated><category term="${kind}"/>`,
    `<summary>${escapeXml(summary)}</summary><content type="html">${escapeXml(html)}</content></entry>`,
  ].join('')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}
