/** Pages for readers, and what the service says of itself. */
import type { Content, Operation } from '../operation.ts'

const HTML = { 'text/html': {} }
const TEXT = { 'text/plain': {} }

const PAGE: Pick<Operation, 'tag' | 'content' | 'caching' | 'statuses'> = {
  tag: 'Site',
  content: HTML,
  caching: 'revalidated',
  statuses: [304],
}

/** Files at addresses of their own. */
const FIXED_FILES: Operation[] = [
  {
    path: '/sitemap.xml',
    id: 'getSitemap',
    summary: 'Every page, for search engines',
    content: { 'application/xml': {} },
  },
  { path: '/robots.txt', id: 'getRobots', summary: 'What crawlers need not read', content: TEXT },
  {
    path: '/manifest.webmanifest',
    id: 'getManifest',
    summary: 'The site’s name and mark',
    content: { 'application/manifest+json': { schema: 'object' as const } },
  },
  { path: '/favicon.svg', id: 'getMark', summary: 'The site’s mark', content: { 'image/svg+xml': {} } },
  { path: '/favicon.ico', id: 'getIcon', summary: 'The site’s mark, as pixels', content: { 'image/x-icon': {} } },
].map((file) => ({ ...file, tag: 'Site', caching: 'revalidated', statuses: [304, 503] }))

const HEALTH: Record<string, Content> = { 'application/json': { schema: 'Health', example: 'health' } }

export const SITE_OPERATIONS: Operation[] = [
  {
    ...PAGE,
    path: '/',
    id: 'getHome',
    summary: 'Choose a box, see it on a page, copy it',
    description: 'A form; its address is the choice.',
    statuses: [...PAGE.statuses, 404, 503],
  },
  {
    ...PAGE,
    path: '/preview',
    id: 'getPreview',
    summary: 'The chosen box on a page',
    statuses: [...PAGE.statuses, 404, 503],
  },
  {
    ...PAGE,
    path: '/snippet',
    id: 'getSnippet',
    summary: 'What to paste for the chosen box',
    content: TEXT,
    statuses: [...PAGE.statuses, 404, 503],
  },
  {
    ...PAGE,
    path: '/topics',
    id: 'getTopicIndex',
    summary: 'Every topic, to read',
    statuses: [...PAGE.statuses, 503],
  },
  {
    ...PAGE,
    path: '/topics/{topic}',
    id: 'getTopicPage',
    summary: 'The full record of a topic, to read',
    description:
      'With status, speaker or outlet: the statements that match. A large topic has an overview here, and its events and lists on pages of their own.',
    headers: ['X-Release'],
    statuses: [...PAGE.statuses, 404, 503],
  },
  {
    ...PAGE,
    path: '/topics/{topic}/changes',
    id: 'getChangesPage',
    summary: 'What changed between two releases, to read',
    headers: ['X-Release'],
    statuses: [...PAGE.statuses, 404, 410, 503],
  },
  {
    ...PAGE,
    path: '/topics/{topic}/{id}',
    id: 'getItemPage',
    summary: 'The short URL of an item',
    description:
      'A statement or event that may stand alone is a card, with what link previews read, and leads on to its place in the full record. Every other item redirects there.',
    headers: ['X-Release'],
    statuses: [302, 304, 308, 404, 410, 503],
  },
  {
    path: '/embed/{topic}',
    id: 'getFrame',
    tag: 'Site',
    summary: 'The box alone, for a frame',
    content: HTML,
    caching: 'revalidated',
    headers: ['X-Release'],
    statuses: [304, 404, 410, 503],
  },
  {
    path: '/topics/{topic}/verify',
    id: 'getVerifyPage',
    tag: 'Site',
    summary: 'Check a topic’s receipts',
    content: HTML,
    caching: 'revalidated',
    headers: ['X-Release'],
    statuses: [304, 404, 503],
  },
  {
    ...PAGE,
    path: '/about',
    id: 'getAboutPage',
    summary: 'How facts are chosen, attributed and corrected',
    statuses: [...PAGE.statuses, 503],
  },
  {
    path: '/docs',
    id: 'getDocs',
    tag: 'Site',
    summary: 'This reference, to read',
    content: HTML,
    caching: 'revalidated',
    statuses: [304, 503],
  },
  {
    ...PAGE,
    path: '/vocabulary',
    id: 'getVocabulary',
    summary: 'The terms of our linked data',
    description:
      'The terms that schema.org lacks, each at its own address; as RDF Schema, too, in a script element of JSON-LD.',
    statuses: [...PAGE.statuses, 503],
  },
  {
    path: '/assets/{name}',
    id: 'getAsset',
    tag: 'Site',
    summary: 'What a page loads',
    description: 'Scripts and style sheets, under names made of their content. One of another build leads to today’s.',
    content: { 'text/javascript': {}, 'text/css': {} },
    caching: 'immutable',
    statuses: [302, 304, 404, 503],
  },
  ...FIXED_FILES,
  {
    path: '/v1/openapi.json',
    id: 'getOpenApi',
    tag: 'Site',
    summary: 'This reference, for machines',
    description: 'OpenAPI 3.1.',
    content: { 'application/json': { schema: 'object' } },
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304, 503],
  },
  {
    path: '/v1/schemas/{schema}.json',
    id: 'getSchema',
    tag: 'Site',
    summary: 'One shape as JSON Schema',
    description: 'Draft 2020-12. The names are those of this document’s schemas.',
    content: { 'application/schema+json': { schema: 'object' } },
    caching: 'revalidated',
    statuses: [304, 404, 503],
  },
  {
    path: '/.well-known/api-catalog',
    id: 'getApiCatalog',
    tag: 'Site',
    summary: 'Where the API describes itself',
    description: 'RFC 9727.',
    content: { 'application/linkset+json': { schema: 'Linkset' } },
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304],
  },
  {
    path: '/healthz',
    id: 'getHealth',
    tag: 'Site',
    summary: 'Whether the service works',
    description: 'With 503 while Workers KV does not answer; the body says the same either way.',
    content: HEALTH,
    caching: 'no-store',
    statuses: [503],
    failing: HEALTH,
  },
]
