/**
 * `verified.json` beside a topic's YAML, to be committed: the digest of the citations and quotes that `verify` found in their
 * sources. With it, `publish` needs no sources, and still refuses citations and quotes that were not verified.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { listAssertions } from '../citations/assertions.ts'
import { nameLocator } from '../citations/locate.ts'
import { sha256Hex } from '../citations/sha256.ts'
import type { Authored } from '../schema/authored.ts'
import { Sha256 } from '../schema/entities.ts'
import { replaceFile } from './durable-file.ts'
import type { CheckedTopic } from './topics.ts'

export const VerificationStamp = v.strictObject({ format: v.literal(1), sha256: Sha256 })
export type VerificationStamp = v.InferOutput<typeof VerificationStamp>

/** Creates a stamp that does not depend on order, and changes with any quote, citation or source digest. */
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

export const STAMP_FILE = 'verified.json'

/** Whether the topic's citations and quotes are unchanged since they were verified. */
export async function isVerified({ folder, authored }: Pick<CheckedTopic, 'folder' | 'authored'>): Promise<boolean> {
  const stamp = await readStamp(folder)
  return stamp !== undefined && stamp.sha256 === (await createStamp(authored)).sha256
}

/** Writes the stamp, unless it is unchanged. */
export async function writeStamp({ folder, authored }: Pick<CheckedTopic, 'folder' | 'authored'>): Promise<void> {
  const stamp = await createStamp(authored)
  if ((await readStamp(folder))?.sha256 === stamp.sha256) return
  await replaceFile(join(folder, STAMP_FILE), `${JSON.stringify(stamp, null, 2)}\n`)
}

export async function removeStamp(folder: string): Promise<void> {
  await rm(join(folder, STAMP_FILE), { force: true })
}

/** Absent when the stamp is missing or invalid: the topic then counts as not verified. */
async function readStamp(folder: string): Promise<VerificationStamp | undefined> {
  try {
    const result = v.safeParse(VerificationStamp, JSON.parse(await readFile(join(folder, STAMP_FILE), 'utf8')))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}
