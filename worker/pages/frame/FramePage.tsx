/**
 * A topic's box, or one card of it, alone on a page for frames anywhere: the widget's own components, complete without a script.
 * Its links open outside the frame, and a small script reports the height of the box.
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
  /** Of the topic's page, or of an item's short URL. */
  page: string
  /** Path and query of the frame. */
  frame: string
  width: number
  height: number
}

/**
 * What an oEmbed consumer pastes, as WordPress has it: it shows the quotation until the frame sends its height. The script gives the
 * frame its height where WordPress, which drops it, does not.
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

/** Its values are markup and text: both escaped (oEmbed, 2.3.4.1: the html is not CDATA), `]]>` too (XML 1.0, 2.4). */
export function renderEmbeddingXml(embedding: Record<string, string | number>): string {
  const elements = Object.entries(embedding).map(([name, value]) => h(name, null, String(value)))
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${render(h('oembed', null, elements)).replaceAll(']]>', ']]&gt;')}`
}
