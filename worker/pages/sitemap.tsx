/** All pages for search engines (sitemaps.org, 0.9). */
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import type { TopicRow } from '../../data/schema/api.ts'

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const PAGES = ['/', '/topics', '/about', '/docs']

export function renderSitemap(topics: TopicRow[], origin: string): string {
  const urls = [
    ...PAGES.map((path) => createUrl(origin + path)),
    ...topics.flatMap(({ id, dateModified }) => [
      createUrl(`${origin}/topics/${id}`, dateModified),
      createUrl(`${origin}/topics/${id}/verify`, dateModified),
    ]),
  ]
  return `<?xml version="1.0" encoding="utf-8"?>\n${render(h('urlset', { xmlns: NAMESPACE }, urls))}\n`
}

function createUrl(location: string, modified?: string) {
  return h('url', null, h('loc', null, location), modified && h('lastmod', null, modified))
}
