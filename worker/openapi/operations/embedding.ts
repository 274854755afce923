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
    caching: 'revalidated',
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
    caching: 'revalidated',
    statuses: [304],
  },
  {
    path: '/widget.mjs',
    id: 'getWidgetModule',
    tag: 'Embedding',
    summary: 'The widget as an ES module',
    description: 'Defines the element too, and exports its class, `FactBoxElement`. `/widget.d.mts` has its types.',
    content: SCRIPT,
    caching: 'revalidated',
    statuses: [304],
  },
  {
    path: '/widget.d.mts',
    id: 'getWidgetTypes',
    tag: 'Embedding',
    summary: 'TypeScript’s types of the module',
    description: 'The element, its attributes and its events.',
    content: { 'text/plain': {} },
    caching: 'revalidated',
    statuses: [304],
  },
  {
    path: '/widget@{hash}.js',
    id: 'getWidgetBuild',
    tag: 'Embedding',
    summary: 'One build of the widget, for ever',
    description:
      'For a page with an `integrity` attribute: these bytes stay, whatever is deployed. The hash is the first 16 hexadecimal digits of their SHA-256; that of the current build is in `/healthz`, as `widget`.',
    content: SCRIPT,
    caching: 'immutable',
    statuses: [304, 404, 503],
  },
  {
    path: '/frame.js',
    id: 'getFrameScript',
    tag: 'Embedding',
    summary: 'The height of frames',
    description:
      'For pages that embed `/embed/{topic}` in a frame: gives each the height of its box. A message counts only when it comes from this origin, and for the frame whose window sent it.',
    content: SCRIPT,
    caching: 'revalidated',
    statuses: [304, 503],
  },
  {
    path: '/oembed',
    id: 'getOEmbed',
    tag: 'Embedding',
    summary: 'How to embed an address',
    description: 'oEmbed 1.0. The address is a topic’s page, box or record here; any other is a 404.',
    content: { 'application/json': { schema: 'OEmbed', example: 'oembed' }, 'text/xml': {} },
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304, 404, 501, 503],
  },
]
