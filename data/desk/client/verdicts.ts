/**
 * Verifies each citation in the available sources with the code of `verify`, and rebuilds text-fragment links when an
 * article's URL changes.
 */
import { useEffect, useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import { createTextFragmentUrl, nameLocator } from '../../citations/locate.ts'
import { sha256Hex } from '../../citations/sha256.ts'
import { type Verification, verifyLocators } from '../../citations/verify.ts'
import type { Locator } from '../../schema/entities.ts'
import type { Content } from '../api.ts'
import { isFields } from '../merge.ts'
import { getIn, listIn } from './paths.ts'

export type Verdicts = ReadonlyMap<string, Verification>

export const nameCitation = (article: string, locator: Locator) => `${article} ${nameLocator(locator)}`

export function useVerdicts(content: Content, bodies: ReadonlyMap<string, string>): Verdicts {
  const [verdicts, setVerdicts] = useState<Verdicts>(new Map())
  useEffect(() => {
    let isCurrent = true
    const cited = listCitations(content)
    const verify = async () => {
      const found = new Map<string, Verification>()
      for (const [article, body] of bodies) {
        const locators = cited.filter((citation) => citation.article === article).map(({ locator }) => locator)
        const verifications = await verifyLocators(body, locators)
        for (const [index, locator] of locators.entries()) {
          const verification = verifications[index]
          if (verification) found.set(nameCitation(article, locator), verification)
        }
      }
      if (isCurrent) setVerdicts(found)
    }
    void verify()
    return () => {
      isCurrent = false
    }
  }, [content, bodies])
  return verdicts
}

export function listCitations(value: unknown): { article: string; locator: Locator }[] {
  if (Array.isArray(value)) return value.flatMap(listCitations)
  if (!isFields(value)) return []
  const { article, locator } = value
  const isCitation = typeof article === 'string' && isFields(locator)
  return isCitation ? [{ article, locator: locator as Locator }] : Object.values(value).flatMap(listCitations)
}

/** Counts the citations whose passages have moved or are missing. */
export function countVerdicts(
  citations: readonly { article: string; locator: Locator }[],
  verdicts: Verdicts,
): Record<'moved' | 'missing', number> {
  const found = citations.map(({ article, locator }) => verdicts.get(nameCitation(article, locator))?.verdict)
  const count = (verdict: string) => found.filter((each) => each === verdict).length
  return { moved: count('moved'), missing: count('missing') }
}

/** Returns the digests of the available sources, by article. */
export function useDigests(bodies: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [digests, setDigests] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    let isCurrent = true
    const digest = async () => {
      const found = [...bodies].map(async ([article, body]) => [article, await sha256Hex(body)] as const)
      const all = new Map(await Promise.all(found))
      if (isCurrent) setDigests(all)
    }
    void digest()
    return () => {
      isCurrent = false
    }
  }, [bodies])
  return digests
}

/** Updates the content to the current sources: their digests, and the new place of each passage that has moved. */
export function repairSources(content: Content, verdicts: Verdicts, digests: ReadonlyMap<string, string>): Content {
  const repaired = repairMoved(content, verdicts) as Content
  const articles = listIn(repaired, ['articles']).map((article) => {
    const digest = isFields(article) ? digests.get(String(article.id)) : undefined
    return isFields(article) && digest !== undefined ? { ...article, textDigest: digest } : article
  })
  return { ...repaired, articles }
}

function repairMoved(value: unknown, verdicts: Verdicts): unknown {
  if (Array.isArray(value)) return value.map((item) => repairMoved(item, verdicts))
  if (!isFields(value)) return value
  const { article, locator } = value
  if (typeof article === 'string' && isFields(locator)) {
    const verification = verdicts.get(nameCitation(article, locator as Locator))
    return verification?.verdict === 'moved' ? { ...value, locator: verification.locator } : value
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, repairMoved(item, verdicts)]))
}

/** Rebuilds the links of an article's citations; removes them if its source is not available. `path` is the URL's. */
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
