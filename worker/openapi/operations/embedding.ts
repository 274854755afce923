/** The box on other people's pages. */
import type { Operation } from '../operation.ts'

const SCRIPT = { 'text/javascript': {} }

export const EMBEDDING_OPERATIONS: Operation[] = [
  {
    path: '/embed/{topic}.js',
    id: 'getEmbedScript',
    tag: 'Embedding',
    summary: 'The widget with a topic’s box inside',
    description: 'One tag, one request: a script element, async, with this address.',
    content: SCRIPT,
    caching: 'moving',
    headers: ['X-Release'],
    statuses: [304, 404, 503],
  },
  {
    path: '/widget.js',
    id: 'getWidget',
    tag: 'Embedding',
    summary: 'The widget alone',
    description: 'For pages with several boxes: `<fact-box topic="…">`.',
    content: SCRIPT,
    caching: 'moving',
    statuses: [304],
  },
  {
    path: '/oembed',
    id: 'getOEmbed',
    tag: 'Embedding',
    summary: 'How to embed an address',
    description: 'oEmbed 1.0. The address is a topic’s page, box or record here; any other is a 404.',
    content: { 'application/json': { schema: 'OEmbed', example: 'oembed' }, 'text/xml': {} },
    caching: 'moving',
    headers: ['Link'],
    statuses: [304, 404, 501, 503],
  },
]
