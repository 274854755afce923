/** Link relations (RFC 8288) and the headers of Memento (RFC 7089): how an answer names its neighbours. */
import type { Found } from './release.ts'

/** `release` is the number that the address pins, if it does. */
export function describeLinks(origin: string, path: string, found: Found, release?: number): Record<string, string> {
  const topic = `${origin}/v1/topics/${found.manifest.topic}`
  const links = [
    [`${origin}${path}`, 'self'],
    [`${topic}/releases`, 'version-history'],
    [`${topic}/timegate`, 'timegate'],
  ]
  if (release === undefined) return { Link: format(links) }
  const original = `${origin}${path.replace(`/releases/${release}`, '')}`
  return {
    Link: format([...links, [original, 'original'], [original, 'latest-version']]),
    'Memento-Datetime': new Date(found.manifest.published).toUTCString(),
  }
}

export function format(links: readonly (readonly string[])[]): string {
  return links.map(([address, relation]) => `<${address}>; rel="${relation}"`).join(', ')
}
