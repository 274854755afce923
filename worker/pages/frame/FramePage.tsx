/**
 * A page that contains only a topic's box or card, for frames on any page: the widget's own components, complete without a script.
 * Links open outside the frame, and a small script reports the height of the box.
 */
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import type { Box } from '../../../data/schema/api.ts'
import { type Attributes, renderBox, type Source } from '../../../widget/render-to-html.ts'
import { type Assets, renderPage } from '../Layout.tsx'

interface FrameProps {
  box: Box
  attributes: Attributes
  source: Source
  assets: Assets
}

export const renderFramePage = (props: FrameProps) => renderPage(<FramePage {...props} />)

function FramePage({ box, attributes, source, assets }: FrameProps) {
  const { theme = 'auto', lang = 'en' } = attributes
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        <title>{box.name}</title>
        <link rel="canonical" href={`${source.origin}/topics/${box.topic}${box.item ? `/${box.item}` : ''}`} />
        <link rel="stylesheet" href={assets.stylesheet} />
        <base target="_blank" />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <main dangerouslySetInnerHTML={{ __html: renderBox(box, attributes, { ...source, isPage: true }) }} />
      </body>
    </html>
  )
}

interface EmbeddingProps {
  origin: string
  name: string
  /** URL of the topic's page, or short URL of an item. */
  page: string
  /** Path and query of the frame. */
  frame: string
  width: number
  height: number
}

/**
 * Renders the HTML for oEmbed consumers in WordPress's format: WordPress shows the quotation until the frame sends its height, and
 * removes the script; elsewhere the script sets the frame's height.
 */
export function renderEmbedding({ origin, name, page, frame, width, height }: EmbeddingProps): string {
  return render(
    <>
      <blockquote class="wp-embedded-content">
        <a href={page}>{name}</a>
      </blockquote>
      <iframe
        class="wp-embedded-content"
        src={origin + frame}
        title={name}
        width={width}
        height={height}
        loading="lazy"
        {...{ frameborder: '0' }}
      />
      <script async src={`${origin}/frame.js`} />
    </>,
  )
}

/** Renders the embedding as XML. Escapes all values, also HTML (oEmbed, 2.3.4.1: not CDATA), and `]]>` (XML 1.0, 2.4). */
export function renderEmbeddingXml(embedding: Record<string, string | number>): string {
  const elements = Object.entries(embedding).map(([name, value]) => h(name, null, String(value)))
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${render(h('oembed', null, elements)).replaceAll(']]>', ']]&gt;')}`
}
