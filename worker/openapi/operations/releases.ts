/** The history of a topic, and its files under each release. */
import type { Operation } from '../operation.ts'
import { FILE, json, TOPIC } from './files.ts'

export const HISTORY_OPERATIONS: Operation[] = [
  {
    path: `${TOPIC}/releases`,
    id: 'listReleases',
    tag: 'Releases',
    summary: 'Every release of a topic',
    description: 'Numbered from 1, with the times at which each became current.',
    content: json('ReleaseList', 'releases'),
    caching: 'revalidated',
    headers: ['Last-Modified', 'Link'],
    statuses: [304, 404, 503],
  },
  {
    path: `${TOPIC}/releases/latest`,
    id: 'findLatestRelease',
    tag: 'Releases',
    summary: 'The current release',
    description: 'Redirects to its number. In every URL under a release, `latest` can replace the number.',
    caching: 'revalidated',
    statuses: [302, 404, 503],
  },
  {
    ...FILE,
    path: `${TOPIC}/releases/{release}/changes`,
    id: 'getChanges',
    tag: 'Releases',
    summary: 'What a release changed',
    description: 'Item by item, before and after, compared with the release that was current before it.',
    content: json('Changes', 'changes'),
    caching: 'pinned',
    headers: ['Last-Modified', 'X-Release', 'Link'],
    statuses: [...FILE.statuses, 410],
  },
  {
    path: `${TOPIC}/changes`,
    id: 'compareReleases',
    tag: 'Releases',
    summary: 'What changed between any two releases',
    description: 'Item by item, before and after; by default the changes of the current release.',
    content: json('Changes'),
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304, 404, 410, 503],
  },
  {
    path: `${TOPIC}/timemap`,
    id: 'getTimeMap',
    tag: 'Releases',
    summary: 'Every release with its date, for Memento clients',
    description: 'A TimeMap (RFC 7089, 5) in link format.',
    content: { 'application/link-format': {} },
    caching: 'revalidated',
    headers: ['Last-Modified'],
    statuses: [304, 404, 503],
  },
  {
    path: `${TOPIC}/timemap.json`,
    id: 'getTimeMapJson',
    tag: 'Releases',
    summary: 'The same as JSON',
    description: 'With dates in the format of RFC 3339.',
    content: { 'application/json': { schema: 'object' } },
    caching: 'revalidated',
    headers: ['Last-Modified'],
    statuses: [304, 404, 503],
  },
  {
    path: `${TOPIC}/timegate`,
    id: 'findReleaseAt',
    tag: 'Releases',
    summary: 'The release that was current at a time',
    description: 'Send Accept-Datetime (RFC 7089); without it, redirects to the current release.',
    caching: 'revalidated',
    requestHeaders: ['Accept-Datetime'],
    headers: ['Link', 'Vary'],
    statuses: [302, 404, 503],
  },
]

const RAW: Pick<Operation, 'tag' | 'content'> = { tag: 'Releases', content: { 'application/octet-stream': {} } }

/** The records of a topic: canonical JSON (RFC 8785); see `data/store/records.ts`. */
export const RECORD_OPERATIONS: Operation[] = [
  {
    ...RAW,
    path: `${TOPIC}/ref`,
    id: 'getRef',
    summary: 'The current state of a topic, as exact bytes',
    description: 'Canonical JSON (RFC 8785). Contains the SHA-256 of the log and of the files of the current release.',
    caching: 'revalidated',
    headers: ['Last-Modified'],
    statuses: [304, 404, 503],
  },
  {
    ...RAW,
    path: `${TOPIC}/log`,
    id: 'getLog',
    summary: 'The log of a topic, as exact bytes',
    description:
      'What was published, rolled back, rebuilt and withdrawn. Each entry has the SHA-256 of the entry before it, so later changes to an entry can be detected.',
    caching: 'revalidated',
    headers: ['Last-Modified'],
    statuses: [304, 404, 503],
  },
  {
    ...RAW,
    path: `${TOPIC}/releases/{release}/manifest`,
    id: 'getReleaseManifest',
    summary: 'The SHA-256 of every file of a release, as exact bytes',
    description: 'Canonical JSON (RFC 8785). The log contains the SHA-256 of each manifest.',
    caching: 'pinned',
    statuses: [304, 404, 410, 503],
  },
  {
    ...RAW,
    path: `${TOPIC}/releases/{release}/raw/{path}`,
    id: 'getRawFile',
    summary: 'A file of a release, as exact bytes',
    description:
      'By its path in the manifest. Unlike elsewhere, the file contains a placeholder instead of this service’s origin.',
    caching: 'pinned',
    headers: ['Last-Modified'],
    statuses: [304, 404, 410, 503],
  },
]

/** Returns the operation for the same file of a release, without the example, which the current one has. */
export function pin(operation: Operation): Operation {
  const { path, id, summary, content = {}, headers = [], statuses } = operation
  return {
    ...operation,
    path: path.replace(TOPIC, `${TOPIC}/releases/{release}`),
    id: id.replace(/^(get|list)/, '$1Release'),
    tag: 'Releases',
    summary: `${summary}, in a release`,
    content: Object.fromEntries(Object.entries(content).map(([type, { example: _, ...shape }]) => [type, shape])),
    caching: 'pinned',
    // The URL is permanent already, unless Accept has chosen the format.
    headers: [
      ...headers.filter((name) => name !== 'Content-Location' || headers.includes('Vary')),
      'Memento-Datetime' as const,
    ],
    statuses: [...new Set([...statuses, 410 as const])],
  }
}
