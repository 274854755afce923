/** Every page that a search engine should know of (sitemaps.org, 0.9). */
import { html } from 'hono/html'
import type { TopicRow } from '../../../data/schema/api.ts'

export function renderSitemap(topics: TopicRow[], origin: string): string {
  const pages = ['/', '/topics', '/about', '/docs'].map((path) => ({ path, modified: undefined as string | undefined }))
  const own = topics.flatMap(({ id, dateModified: modified }) => [
    { path: `/topics/${id}`, modified },
    { path: `/topics/${id}/verify`, modified },
  ])
  const urls = [...pages, ...own].map(({ path, modified }) =>
    String(
      html`<url><loc>${origin}${path}</loc>${modified === undefined ? '' : html`<lastmod>${modified}</lastmod>`}</url>`,
    ),
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`
}
