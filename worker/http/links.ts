/** Link relations (RFC 8288) and the headers of Memento (RFC 7089): the links of a response to related resources. */
import type { Manifest } from '../../data/store/records.ts'
import { FILES, type FilePath, listAlternates } from '../formats.ts'
import { formatQuery, type Values } from '../query/parse.ts'

/** Address, relation, and the media type to expect there, where that helps to choose. */
export type Link = readonly [address: string, relation: string, type?: string]

/** What an answer is about, beneath its topic. */
export interface Subject {
  manifest: Manifest
  /** The file that it is made of. */
  path: string
  /** The number that the address pins, if it does. */
  release?: number | undefined
  /** What follows the topic's address, or the release's: `/events/first-round`. By default, the file's own. */
  address?: string
  /** Name of its JSON Schema. By default, the file's own. */
  schema?: string
  query?: Values | undefined
  /** The pages beside this one. */
  pages?: Partial<Record<'first' | 'prev' | 'next', Values>>
}

/** `self` is the requested path; negotiation may have chosen another URL. */
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
    // It leads to whole topics, and to nothing beneath them.
    ...(self === topicPath || self === pinnedPath
      ? [
          [`${topic}/timegate`, 'timegate'] as const,
          [`${topic}/timemap`, 'timemap', 'application/link-format'] as const,
        ]
      : []),
  ]
  if (release === undefined) {
    // A draft is no release, and has no address that stays.
    return { Link: format(links), ...(manifest.draft ? {} : { 'Content-Location': `${pinned}${written}` }) }
  }
  // What a release changed has a URL under the release alone.
  if (path === 'changes.json') return { Link: format(links) }
  const original = `${topic}${written}`
  return {
    Link: format([...links, [original, 'original'], [original, 'latest-version']]),
    'Memento-Datetime': new Date(manifest.published).toUTCString(),
    // What Accept has chosen has a URL of its own (RFC 9110, 8.7).
    ...(self === pinnedPath && address !== '' && { 'Content-Location': `${pinned}${written}` }),
  }
}

/** The other formats that this release has. */
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
