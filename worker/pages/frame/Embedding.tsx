/** What an oEmbed consumer pastes, as WordPress has it: it shows the quotation until the frame sends its height. */
import { h } from 'preact'
import { render } from 'preact-render-to-string'

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

/** The script gives the frame its height where WordPress, which drops it, does not. */
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
