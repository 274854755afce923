/** Metadata in the head of a topic's page: other formats, oEmbed, the picture, and structured data (schema.org). */
import { selectLede } from '../../../data/build/topic.ts'
import type { Topic } from '../../../data/schema/api.ts'
import { FILES } from '../../formats.ts'
import { JsonLd } from '../Layout.tsx'
import type { Context } from './context.ts'

/** Formats that browsers, feed readers, calendars and search engines look for; the other formats are linked below the record. */
const ALTERNATES = [
  FILES['topic.jsonld'],
  FILES['topic.md'],
  FILES['feed.atom'],
  FILES['feed.json'],
  FILES['events.ics'],
]
const DISTRIBUTIONS = [FILES['topic.json'], FILES['topic.jsonld'], FILES['topic.md'], FILES['statements.csv']]

/** Returns the lede in one line: what happened, why it matters and what is missing, so that previews show all three. */
export function describeTopic({ abstract, name }: Pick<Topic, 'abstract' | 'name'>): string {
  const sentences = selectLede(abstract).map(({ text }) => text)
  return sentences.join(' ') || name
}

export function TopicHead({ context, description }: { context: Context; description: string }) {
  const { topic, data, page } = context
  return (
    <>
      <ShareTags context={context} title={topic.name} description={description} url={page} />
      {ALTERNATES.map((file) => (
        <link rel="alternate" type={file.type} href={data + file.address} />
      ))}
      <link rel="license" href={topic.license} />
      <JsonLd data={describePage(context)} />
    </>
  )
}

interface ShareTagsProps {
  context: Pick<Context, 'topic' | 'manifest' | 'origin' | 'data'>
  title: string
  description: string
  url: string
}

/** oEmbed and Open Graph tags of a topic or an item. */
export function ShareTags({ context, title, description, url }: ShareTagsProps) {
  const { topic } = context
  const oembed = `${context.origin}/oembed?url=${encodeURIComponent(url)}`
  const image = findImage(context)
  const properties = {
    'og:type': 'article',
    'og:site_name': 'Fact box',
    'og:title': title,
    'og:description': description,
    'og:url': url,
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
  return (
    <>
      <link rel="alternate" type="application/json+oembed" href={oembed} title={title} />
      <link rel="alternate" type="text/xml+oembed" href={`${oembed}&format=xml`} title={title} />
      {Object.entries(properties).map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
      <meta name="twitter:card" content={image ? 'summary_large_image' : 'summary'} />
    </>
  )
}

/** Returns the URL of the share image, if the release has one. */
function findImage({ manifest, data }: Pick<Context, 'manifest' | 'data'>): string | undefined {
  return manifest.files['share.png'] && `${data}/share.png`
}

function describePage(context: Context): object {
  const { topic, page, data } = context
  const image = findImage(context)
  return {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': data,
    name: topic.name,
    ...(topic.alternateName.length > 0 && { alternateName: topic.alternateName }),
    description: topic.abstract.map(({ text }) => text).join(' '),
    url: page,
    inLanguage: topic.inLanguage,
    temporalCoverage: topic.temporalCoverage,
    datePublished: topic.datePublished,
    dateModified: topic.dateModified,
    version: String(topic.release),
    license: topic.license,
    creditText: topic.attributionText,
    isAccessibleForFree: true,
    ...(image && { image }),
    ...(context.record.isWhole && { citation: topic.articles.map(describeArticle) }),
    distribution: DISTRIBUTIONS.map((file) => ({
      '@type': 'DataDownload',
      encodingFormat: file.type,
      contentUrl: data + file.address,
    })),
  }
}

function describeArticle({ headline, publisher, url, datePublished }: Topic['articles'][number]): object {
  return {
    '@type': 'Article',
    headline,
    publisher: { '@type': 'Organization', name: publisher },
    ...(url && { url }),
    ...(datePublished && { datePublished }),
  }
}
