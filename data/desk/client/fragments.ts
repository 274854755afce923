/** Links that scroll to a cited passage: made again when an article gets another web address. */

import type { Path } from '../../checks/finding.ts'
import { createTextFragmentUrl } from '../../citations/locate.ts'
import type { Locator } from '../../schema/entities.ts'
import type { Content } from '../api.ts'
import { getIn, isFields } from './paths.ts'

/** `path` is that of the address. Without the source at hand, the citations of the article lose their links. */
export function refreshFragments(content: Content, path: Path, bodies: ReadonlyMap<string, string>): Content {
  const id = getIn(content, [...path.slice(0, -1), 'id'])
  const url = getIn(content, path)
  const body = bodies.get(String(id))
  const refresh = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(refresh)
    if (!isFields(value)) return value
    if (value.article !== id || !isFields(value.locator))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, refresh(item)]))
    const { textFragmentUrl: _, ...citation } = value
    const { start, end } = value.locator as unknown as Locator
    if (typeof url !== 'string' || url === '' || body === undefined) return citation
    return { ...citation, textFragmentUrl: createTextFragmentUrl(url, body.slice(start, end)) }
  }
  return refresh(content) as Content
}
