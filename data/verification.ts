/** Which of a topic's receipts hold, given the texts of its articles. Pure. */
import type { Assertion } from './assertions.ts'
import { type Verification, verifyLocators } from './passages.ts'
import type { Citation } from './schema/entities.ts'

export interface VerifiedCitation {
  citation: Citation
  /** Absent when the text of its article was not at hand. */
  verification?: Verification
}

export interface VerifiedAssertion {
  assertion: Assertion
  citations: VerifiedCitation[]
  /** Whether the quote stands letter for letter in a passage that was found. Absent when there is nothing to look at. */
  isQuoteVerbatim?: boolean
}

/** Every assertion with its citations' verdicts. `bodies` are normalised texts by article. */
export async function verifyAssertions(
  assertions: Assertion[],
  bodies: ReadonlyMap<string, string>,
): Promise<VerifiedAssertion[]> {
  const verifications = new Map<Citation, Verification>()
  for (const [article, body] of bodies) {
    const cited = assertions.flatMap(({ citations }) => citations).filter((citation) => citation.article === article)
    const verified = await verifyLocators(
      body,
      cited.map(({ locator }) => locator),
    )
    cited.forEach((citation, i) => {
      const verification = verified[i]
      if (verification) verifications.set(citation, verification)
    })
  }
  return assertions.map((assertion) => {
    const citations = assertion.citations.map((citation): VerifiedCitation => {
      const verification = verifications.get(citation)
      return verification ? { citation, verification } : { citation }
    })
    const isQuoteVerbatim = verifyQuote(assertion.quote, citations, bodies)
    return { assertion, citations, ...(isQuoteVerbatim === undefined ? {} : { isQuoteVerbatim }) }
  })
}

function verifyQuote(
  quote: string | undefined,
  citations: VerifiedCitation[],
  bodies: ReadonlyMap<string, string>,
): boolean | undefined {
  const verified = citations.filter(({ verification }) => verification !== undefined)
  if (quote === undefined || verified.length === 0) return undefined
  const isVerbatim = verified.some(({ citation, verification }) => {
    if (verification === undefined || verification.verdict === 'missing') return false
    const { start, end } = verification.locator
    return bodies.get(citation.article)?.slice(start, end).includes(quote)
  })
  return isVerbatim || verified.length === citations.length ? isVerbatim : undefined
}

/**
 * How far the first of the passages that were found stands from its place: what stands before the article moves all of
 * them that far. 0 when none was found.
 */
export function findBaseShift(citations: VerifiedCitation[]): number {
  const inOrder = citations.toSorted((a, b) => a.citation.locator.start - b.citation.locator.start)
  return inOrder.map(measureShift).find((shift) => shift !== undefined) ?? 0
}

/** How far a passage stands from its recorded place, in UTF-16 code units. Absent when it was not found. */
export function measureShift({ citation, verification }: VerifiedCitation): number | undefined {
  if (verification === undefined || verification.verdict === 'missing') return undefined
  return verification.locator.start - citation.locator.start
}
