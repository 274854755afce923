/** The history of a topic, and every file of it under every release. */
import type { Operation } from '../operation.ts'
import { FILE, json, TOPIC } from './files.ts'

export const HISTORY_OPERATIONS: Operation[] = [
  {
    path: `${TOPIC}/releases`,
    id: 'listReleases',
    tag: 'Releases',
    summary: 'Every release of a topic',
    description: 'Counted from 1, with the times at which readers were given each.',
    content: json('ReleaseList', 'releases'),
    caching: 'revalidated',
    headers: ['Last-Modified', 'Link'],
    statuses: [304, 404, 503],
  },
  {
    path: `${TOPIC}/releases/latest`,
    id: 'findLatestRelease',
    tag: 'Releases',
    summary: 'The release that readers have now',
    description: 'Leads to its number. So does whatever has a URL under a release: `latest` may stand in its place.',
    caching: 'revalidated',
    statuses: [302, 404, 503],
  },
  {
    ...FILE,
    path: `${TOPIC}/releases/{release}/changes`,
    id: 'getChanges',
    tag: 'Releases',
    summary: 'What a release changed',
    description: 'Item by item, before and after, compared with the release that readers had before it.',
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
    description: 'Item by item, before and after: by default what the release that readers have now changed.',
    content: json('Changes'),
    caching: 'revalidated',
    headers: ['Link'],
    statuses: [304, 404, 410, 503],
  },
  {
    path: `${TOPIC}/timemap`,
    id: 'getTimeMap',
    tag: 'Releases',
    summary: 'Every release with its date, for programs that know Memento',
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
    description: 'With the dates as RFC 3339 has them.',
    content: { 'application/json': { schema: 'object' } },
    caching: 'revalidated',
    headers: ['Last-Modified'],
    statuses: [304, 404, 503],
  },
  {
    path: `${TOPIC}/timegate`,
    id: 'findReleaseAt',
    tag: 'Releases',
    summary: 'The release that readers had at a time',
    description: 'Send Accept-Datetime (RFC 7089); without it, the answer is the release that readers have now.',
    caching: 'revalidated',
    requestHeaders: ['Accept-Datetime'],
    headers: ['Link', 'Vary'],
    statuses: [302, 404, 503],
  },
]

const RAW: Pick<Operation, 'tag' | 'content'> = { tag: 'Releases', content: { 'application/octet-stream': {} } }

/** The records behind a topic: canonical JSON (RFC 8785), as `data/store/records.ts` describes it. */
export const RECORD_OPERATIONS: Operation[] = [
  {
    ...RAW,
    path: `${TOPIC}/ref`,
    id: 'getRef',
    summary: 'The current state of a topic, as exact bytes',
    description: 'Canonical JSON (RFC 8785). Names the log and the files of the current release by their SHA-256.',
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
      'What was published, made current again, rebuilt and withdrawn. Each entry has the SHA-256 of the one before it, so none can be changed afterwards without its being seen.',
    caching: 'revalidated',
    headers: ['Last-Modified'],
    statuses: [304, 404, 503],
  },
  {
    ...RAW,
    path: `${TOPIC}/releases/{release}/manifest`,
    id: 'getReleaseManifest',
    summary: 'The SHA-256 of every file of a release, as exact bytes',
    description: 'Canonical JSON (RFC 8785). The log names each manifest by its own SHA-256.',
    caching: 'pinned',
    statuses: [304, 404, 410, 503],
  },
  {
    ...RAW,
    path: `${TOPIC}/releases/{release}/raw/{path}`,
    id: 'getRawFile',
    summary: 'A file of a release, as exact bytes',
    description: 'By its path in the manifest; unlike elsewhere, without this service’s own address in it.',
    caching: 'pinned',
    headers: ['Last-Modified'],
    statuses: [304, 404, 410, 503],
  },
]

/** The same file as a release has it permanently; its example is with the current one. */
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
    // It is where it is, unless Accept has chosen.
    headers: [
      ...headers.filter((name) => name !== 'Content-Location' || headers.includes('Vary')),
      'Memento-Datetime' as const,
    ],
    statuses: [...new Set([...statuses, 410 as const])],
  }
}
