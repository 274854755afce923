/** Files that pages and crawlers load in addition to the pages. */
import type { Operation } from '../operation.ts'

const TEXT = { 'text/plain': {} }

/** Files at fixed URLs. */
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
    summary: 'Paths that crawlers should not read',
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
    description: 'A vector graphic.',
    content: { 'image/svg+xml': {} },
  },
  {
    path: '/favicon.ico',
    id: 'getIcon',
    summary: 'The site’s mark as a bitmap',
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
    summary: 'A file that a page loads',
    description:
      'Scripts and style sheets, under names with a hash of their content. A name of another build redirects to the current file.',
    content: { 'text/javascript': {}, 'text/css': {} },
    caching: 'immutable',
    statuses: [302, 304, 404, 503],
  },
  ...FIXED_FILES,
]
