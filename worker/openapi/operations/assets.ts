/** What pages and crawlers load beside the pages. */
import type { Operation } from '../operation.ts'

const TEXT = { 'text/plain': {} }

/** Files at addresses of their own. */
const FIXED_FILES: Operation[] = [
  {
    path: '/sitemap.xml',
    id: 'getSitemap',
    summary: 'Every page, for search engines',
    description: 'Sitemap protocol 0.9.',
    content: { 'application/xml': {} },
  },
  {
    path: '/robots.txt',
    id: 'getRobots',
    summary: 'What crawlers need not read',
    description: 'Robots Exclusion Protocol (RFC 9309).',
    content: TEXT,
  },
  {
    path: '/.well-known/security.txt',
    id: 'getSecurityContact',
    summary: 'Where to report a vulnerability',
    description: 'RFC 9116.',
    content: TEXT,
  },
  {
    path: '/manifest.webmanifest',
    id: 'getManifest',
    summary: 'The site’s name and mark',
    description: 'Web application manifest.',
    content: { 'application/manifest+json': { schema: 'object' as const } },
  },
  {
    path: '/favicon.svg',
    id: 'getMark',
    summary: 'The site’s mark',
    description: 'As vectors.',
    content: { 'image/svg+xml': {} },
  },
  {
    path: '/favicon.ico',
    id: 'getIcon',
    summary: 'The site’s mark, as pixels',
    description: 'For browsers that do not read SVG.',
    content: { 'image/x-icon': {} },
  },
].map((file) => ({
  ...file,
  tag: 'Assets',
  unknownParameters: 'redirect',
  caching: 'revalidated',
  statuses: [304, 503],
}))

export const ASSET_OPERATIONS: Operation[] = [
  {
    path: '/assets/{name}',
    id: 'getAsset',
    tag: 'Assets',
    unknownParameters: 'redirect',
    summary: 'What a page loads',
    description: 'Scripts and style sheets, under names made of their content. One of another build leads to today’s.',
    content: { 'text/javascript': {}, 'text/css': {} },
    caching: 'immutable',
    statuses: [302, 304, 404, 503],
  },
  ...FIXED_FILES,
]
