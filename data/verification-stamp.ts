/**
 * What `verify` leaves behind when every receipt of a topic holds: the digest of the citations and quotes that it looked
 * at. Whoever publishes needs no sources then, and cannot publish a quote or a citation that nobody has verified. Pure.
 */
import * as v from 'valibot'
import { listAssertions } from './assertions.ts'
import { nameLocator } from './citations.ts'
import type { Authored } from './schema/authored.ts'
import { Sha256 } from './schema/entities.ts'
import { sha256Hex } from './sha256.ts'

export const VerificationStamp = v.strictObject({ format: v.literal(1), sha256: Sha256 })
export type VerificationStamp = v.InferOutput<typeof VerificationStamp>

/** The same whatever the order; another one as soon as a quote, a citation or a source's digest is another. */
export async function createStamp({
  topic,
  parties,
  articles,
  events,
  statements,
}: Authored): Promise<VerificationStamp> {
  const assertions = listAssertions({ ...parties, abstract: topic.abstract, articles, events, statements })
  const receipts = assertions.map(({ quote, citations }) => [
    quote ?? null,
    ...citations.map(({ article, locator }) => `${article} ${nameLocator(locator)}`).sort(),
  ])
  const sources = articles.map(({ id, textDigest }) => [id, textDigest])
  const lines = [...receipts, ...sources].map((line) => JSON.stringify(line)).sort()
  return { format: 1, sha256: await sha256Hex(lines.join('\n')) }
}
