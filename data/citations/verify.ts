/**
 * Checks which cited passages a text still contains. The words of a passage are not republished, only its position, length
 * and digest, so a passage that has moved is found by hashing windows of its length. Pure; the same in Node and in browsers.
 */

import type { Citation, Locator } from '../schema/entities.ts'
import type { Assertion } from './assertions.ts'
import { nameLocator, normaliseText, verifyLocator } from './locate.ts'

/** `locator` is the passage's position in this text: the recorded one when exact, the new one when moved. */
export type Verification = { verdict: 'exact' | 'moved'; locator: Locator } | { verdict: 'missing' }

/** Digests computed concurrently: enough to keep every core busy, few enough to stop soon after a match. */
const BATCH_SIZE = 256

/** Returns one verification per locator, in order. Many passages that moved by the same distance cost little more than one. */
export async function verifyLocators(body: string, locators: readonly Locator[]): Promise<Verification[]> {
  const distinct = [...new Map(locators.map((locator) => [nameLocator(locator), locator])).values()]
  const shifts = await findShifts(body, distinct)
  return locators.map((locator): Verification => {
    const shift = shifts.get(nameLocator(locator))
    if (shift === undefined) return { verdict: 'missing' }
    return shift === 0 ? { verdict: 'exact', locator } : { verdict: 'moved', locator: moveLocator(locator, shift) }
  })
}

/** Returns how far each passage has moved, by `nameLocator`. A passage that is not found is left out. */
async function findShifts(body: string, locators: Locator[]): Promise<Map<string, number>> {
  const shifts = new Map<string, number>()
  const displaced: Locator[] = []
  for (const batch of split(locators)) {
    const found = await Promise.all(batch.map((locator) => findFirstShift(body, locator, [0])))
    batch.forEach((locator, i) => {
      if (found[i] === 0) shifts.set(nameLocator(locator), 0)
      else displaced.push(locator)
    })
  }
  const words = markWords(body)
  const known = new Set<number>()
  for (const locator of displaced.sort((a, b) => b.end - b.start - (a.end - a.start))) {
    const shift =
      (await findFirstShift(body, locator, known)) ??
      (await findFirstShift(body, locator, listShifts(words, locator, [...known].at(-1) ?? 0)))
    if (shift === undefined) continue
    known.add(shift)
    shifts.set(nameLocator(locator), shift)
  }
  return settleOnCommonShifts(body, displaced, shifts)
}

/**
 * Chooses among several occurrences of a displaced passage, for example when a teaser repeats the lede: takes the shift
 * that most of the other passages share.
 */
async function settleOnCommonShifts(
  body: string,
  displaced: Locator[],
  shifts: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const settled = new Map(shifts)
  const found = displaced.filter((locator) => shifts.has(nameLocator(locator)))
  const candidates = rankShifts(found.map((locator) => shifts.get(nameLocator(locator)) ?? 0))
  if (candidates.length < 2) return settled
  for (const locator of found) {
    const shift = await findFirstShift(body, locator, candidates)
    if (shift !== undefined) settled.set(nameLocator(locator), shift)
  }
  return settled
}

/** Returns the distinct shifts, the most frequent first. */
function rankShifts(shifts: number[]): number[] {
  const counts = new Map<number, number>()
  for (const shift of shifts) counts.set(shift, (counts.get(shift) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([shift]) => shift)
}

/** Returns the first of `shifts` at which the passage is found. */
async function findFirstShift(body: string, locator: Locator, shifts: Iterable<number>): Promise<number | undefined> {
  const possible = [...shifts].filter((shift) => locator.start + shift >= 0 && locator.end + shift <= body.length)
  for (const batch of split(possible)) {
    const verdicts = await Promise.all(batch.map((shift) => verifyLocator(body, moveLocator(locator, shift))))
    const index = verdicts.indexOf('exact')
    if (index !== -1) return batch[index]
  }
  return undefined
}

interface Words {
  starts: number[]
  ends: Set<number>
}

/** Scripts without spaces between words: every character is a boundary. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const WORD = /[\p{L}\p{M}\p{N}]/u

/** Returns where a passage may begin and end: not inside a word, and not at a space. */
function markWords(body: string): Words {
  const isInner = Array.from(body.split(''), (unit) => WORD.test(unit) && !UNSPACED.test(unit))
  const words: Words = { starts: [], ends: new Set() }
  for (let at = 0; at <= body.length; at++) {
    if (isInner[at - 1] && isInner[at]) continue
    if (at < body.length && body[at] !== ' ') words.starts.push(at)
    if (at > 0 && body[at - 1] !== ' ') words.ends.add(at)
  }
  return words
}

/** Returns the shifts that move a locator to a window between word boundaries, the nearest to `expected` first. */
function listShifts({ starts, ends }: Words, { start, end }: Locator, expected: number): number[] {
  const shifts = starts.filter((at) => ends.has(at + end - start)).map((at) => at - start)
  return shifts.sort((a, b) => Math.abs(a - expected) - Math.abs(b - expected))
}

function moveLocator({ start, end, sha256 }: Locator, shift: number): Locator {
  return { start: start + shift, end: end + shift, sha256 }
}

function split<Item>(items: Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, i) =>
    items.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE),
  )
}

export interface VerifiedCitation {
  citation: Citation
  /** Absent when the text of its article was not given. */
  verification?: Verification
}

export interface VerifiedAssertion {
  assertion: Assertion
  citations: VerifiedCitation[]
  /** Whether a passage that was found contains the quote letter for letter. Absent without a quote, or without its text. */
  isQuoteVerbatim?: boolean
}

/** Returns every assertion with the verdicts of its citations. `bodies` are normalised texts by article. */
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
  // Bodies are normalised: no-break spaces are spaces, combining marks are composed.
  const words = normaliseText(quote)
  const isVerbatim = verified.some(({ citation, verification }) => {
    if (verification === undefined || verification.verdict === 'missing') return false
    const { start, end } = verification.locator
    return bodies.get(citation.article)?.slice(start, end).includes(words)
  })
  return isVerbatim || verified.length === citations.length ? isVerbatim : undefined
}

/**
 * Returns how far the first passage that was found has moved: text before the article moves all passages by this distance.
 * 0 when none was found.
 */
export function findBaseShift(citations: VerifiedCitation[]): number {
  const inOrder = citations.toSorted((a, b) => a.citation.locator.start - b.citation.locator.start)
  return inOrder.map(measureShift).find((shift) => shift !== undefined) ?? 0
}

/** Returns how far a passage has moved, in UTF-16 code units. Undefined when it was not found. */
export function measureShift({ citation, verification }: VerifiedCitation): number | undefined {
  if (verification === undefined || verification.verdict === 'missing') return undefined
  return verification.locator.start - citation.locator.start
}
