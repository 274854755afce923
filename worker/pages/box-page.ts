/**
 * A topic's box as a page: alone for a frame, or with the links by which readers, feed readers and other sites find what
 * else there is of the topic. The box is the one tag's; without scripts the summary stands in its place.
 */
import { html } from 'hono/html'
import type { Topic } from '../../data/wire.ts'
import { FILES, NAMED_FILES } from '../http/formats.ts'
import { renderDocument } from './document.ts'

interface BoxPage {
  topic: Topic
  origin: string
  stylesheet: string
  isFrame: boolean
}

const ALTERNATES = [FILES['topic.jsonld'], FILES['topic.md'], ...NAMED_FILES.map((name) => FILES[name])]

export function renderBoxPage({ topic, origin, stylesheet, isFrame }: BoxPage): string {
  const { id, name, abstract } = topic
  const record = `${origin}/v1/topics/${id}`
  const address = `${origin}/topics/${id}`
  const oembed = `${origin}/oembed?url=${encodeURIComponent(address)}`
  const links = html`<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${name}">
<link rel="alternate" type="text/xml+oembed" href="${oembed}&amp;format=xml" title="${name}">
${ALTERNATES.map(({ address, type }) => html`<link rel="alternate" type="${type}" href="${record}${address}">\n`)}`
  return renderDocument({
    title: name,
    description: abstract[0]?.text ?? name,
    canonical: address,
    stylesheet,
    ...(!isFrame && { links }),
    main: html`<main>
<script async src="/embed/${id}.js"></script>
<noscript><h1>${name}</h1>${abstract.map(({ text }) => html`<p>${text}</p>`)}<p><a href="${record}.md">Everything, as text</a></p></noscript>
${
  isFrame
    ? ''
    : html`<p><a href="${address}/verify">Check the sources</a> · <a href="${record}/releases">Releases</a>${ALTERNATES.map(
        (file) => html` · <a href="${record}${file.address}">${file.type}</a>`,
      )}</p>`
}
</main>`,
  })
}
