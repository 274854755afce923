/** Link relations (RFC 8288) and the headers of Memento (RFC 7089): the links of a response to related resources. */
import type { Manifest } from '../../data/store/records.ts'
import { FILES, type FilePath, listAlternates } from '../formats.ts'
import { formatQuery, type Values } from '../query/parse.ts'

/** URL, relation, and optionally the media type of the target. */
export type Link = readonly [address: string, relation: string, type?: string]

/** The subject of a response within its topic. */
export interface Subject {
  manifest: Manifest
  /** The file from which the response is rendered. */
  path: string
  /** The release that the URL pins, if any. */
  release?: number | undefined
  /** The part after the topic's or the release's URL, such as `/events/first-round`. By default, the file's own. */
  address?: string
  /** Name of the JSON Schema. By default, the file's own. */
  schema?: string
  query?: Values | undefined
  /** Queries of the other pages. */
  pages?: Partial<Record<'first' | 'prev' | 'next', Values>>
}

/** Returns the headers. `self` is the requested path; negotiation may have chosen a file with another URL. */
export function describeLinks(origin: string, self: string, subject: Subject): Record<string, string> {
  const { manifest, path, release } = subject
  const topicPath = `/v1/topics/${manifest.topic}`
  const pinnedPath = `${topicPath}/releases/${manifest.release}`
  const topic = origin + topicPath
  const pinned = origin + pinnedPath
  const here = release === undefined ? topic : pinned
  const file: { address: string; schema?: string } = FILES[path as FilePath] ?? { address: '' }
  const { address = file.address, schema = file.schema, query = {} } = subject
  const search = formatQuery(query)
  const written = address + search
  const links: Link[] = [
    [origin + self + search, 'self'],
    [`${here}${written}`, 'canonical'],
    ...Object.entries(subject.pages ?? {}).map(
      ([relation, values]): Link => [`${here}${address}${formatQuery(values)}`, relation],
    ),
    ...(address === file.address && subject.query === undefined ? linkAlternates(here, manifest, path) : []),
    ...(schema ? [[`${origin}/v1/schemas/${schema}.json`, 'describedby', 'application/schema+json'] as const] : []),
    [manifest.license, 'license'],
    [`${topic}/releases`, 'version-history'],
    // The timegate serves whole topics, not their parts.
    ...(self === topicPath || self === pinnedPath
      ? [
          [`${topic}/timegate`, 'timegate'] as const,
          [`${topic}/timemap`, 'timemap', 'application/link-format'] as const,
        ]
      : []),
  ]
  if (release === undefined) {
    // A draft is not a release and has no permanent URL.
    return { Link: format(links), ...(manifest.draft ? {} : { 'Content-Location': `${pinned}${written}` }) }
  }
  // `changes` has a URL only under the release.
  if (path === 'changes.json') return { Link: format(links) }
  const original = `${topic}${written}`
  return {
    Link: format([...links, [original, 'original'], [original, 'latest-version']]),
    'Memento-Datetime': new Date(manifest.published).toUTCString(),
    // The representation that Accept has chosen has its own URL (RFC 9110, 8.7).
    ...(self === pinnedPath && address !== '' && { 'Content-Location': `${pinned}${written}` }),
  }
}

/** Links to the other formats in this release. */
function linkAlternates(here: string, manifest: Manifest, path: string): Link[] {
  return listAlternates(path as FilePath)
    .filter((other) => Object.hasOwn(manifest.files, other))
    .map((other): Link => [`${here}${FILES[other].address}`, 'alternate', FILES[other].type])
}

export function format(links: readonly Link[]): string {
  return links
    .map(
      ([address, relation, type]) => `<${address}>; rel="${relation}"${type === undefined ? '' : `; type="${type}"`}`,
    )
    .join(', ')
}
