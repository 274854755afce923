/** What other programs find in the page's head: other formats, oEmbed, the picture, and what the page is (schema.org). */
import { html, raw } from 'hono/html'
import { selectLede } from '../../../data/lede.ts'
import type { Topic } from '../../../data/schema/api.ts'
import { FILES, NAMED_FILES } from '../../http/formats.ts'
import { formatScriptJson } from '../../http/script-json.ts'
import type { Html } from '../document.ts'
import type { Context } from './context.ts'

const ALTERNATES = [FILES['topic.jsonld'], FILES['topic.md'], ...NAMED_FILES.map((name) => FILES[name])]

/** The lede in one line: what happened, why it matters and what is missing, so that no preview has the first alone. */
export function describeTopic({ abstract, name }: Pick<Topic, 'abstract' | 'name'>): string {
  return (
    selectLede(abstract)
      .map(({ text }) => text)
      .join(' ') || name
  )
}

export function renderHeadLinks(context: Context): Html {
  const { topic, record, address, origin, files } = context
  const oembed = `${origin}/oembed?url=${encodeURIComponent(address)}`
  const image = files['share.png'] && `${record}/share.png`
  const properties: Record<string, string> = {
    'og:type': 'article',
    'og:site_name': 'Fact box',
    'og:title': topic.name,
    'og:description': describeTopic(topic),
    'og:url': address,
    'article:published_time': topic.datePublished,
    'article:modified_time': topic.dateModified,
    ...(image && {
      'og:image': image,
      'og:image:type': 'image/png',
      'og:image:width': '1200',
      'og:image:height': '630',
      'og:image:alt': `${topic.name}: a drawing of when it happened`,
    }),
  }
  return html`<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${topic.name}">
<link rel="alternate" type="text/xml+oembed" href="${oembed}&amp;format=xml" title="${topic.name}">
${ALTERNATES.filter(({ type }) => type !== 'image/png').map((file) => html`<link rel="alternate" type="${file.type}" href="${record}${file.address}">\n`)}<link rel="license" href="${topic.license}">
${Object.entries(properties).map(([name, content]) => html`<meta property="${name}" content="${content}">\n`)}<meta name="twitter:card" content="${image ? 'summary_large_image' : 'summary'}">
<script type="application/ld+json">${raw(formatScriptJson(describePage(context, image)))}</script>
`
}

function describePage({ topic, address, record }: Context, image: string | undefined): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': record,
    name: topic.name,
    ...(topic.alternateName.length > 0 && { alternateName: topic.alternateName }),
    description: topic.abstract.map(({ text }) => text).join(' '),
    url: address,
    inLanguage: topic.inLanguage,
    temporalCoverage: topic.temporalCoverage,
    datePublished: topic.datePublished,
    dateModified: topic.dateModified,
    version: String(topic.release),
    license: topic.license,
    creditText: topic.attributionText,
    isAccessibleForFree: true,
    ...(image && { image }),
    citation: topic.articles.map(({ headline, publisher, url, datePublished }) => ({
      '@type': 'Article',
      headline,
      publisher: { '@type': 'Organization', name: publisher },
      ...(url && { url }),
      ...(datePublished && { datePublished }),
    })),
    distribution: [FILES['topic.json'], FILES['topic.jsonld'], FILES['topic.md'], FILES['statements.csv']].map(
      (file) => ({
        '@type': 'DataDownload',
        encodingFormat: file.type,
        contentUrl: `${record}${file.address}`,
      }),
    ),
  }
}
