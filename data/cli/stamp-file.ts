/** `verified.json` beside a topic's YAML, to be committed: which citations and quotes `verify` found in their sources. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { createStamp, VerificationStamp } from '../verification-stamp.ts'
import { replaceFile } from './durable-file.ts'
import type { CheckedTopic } from './topics.ts'

export const STAMP_FILE = 'verified.json'

/** Whether the topic's citations and quotes are the verified ones. */
export async function isVerified({ folder, authored }: Pick<CheckedTopic, 'folder' | 'authored'>): Promise<boolean> {
  const stamp = await readStamp(folder)
  return stamp !== undefined && stamp.sha256 === (await createStamp(authored)).sha256
}

/** An equal one is left as it is. */
export async function writeStamp({ folder, authored }: Pick<CheckedTopic, 'folder' | 'authored'>): Promise<void> {
  const stamp = await createStamp(authored)
  if ((await readStamp(folder))?.sha256 === stamp.sha256) return
  await replaceFile(join(folder, STAMP_FILE), `${JSON.stringify(stamp, null, 2)}\n`)
}

export async function removeStamp(folder: string): Promise<void> {
  await rm(join(folder, STAMP_FILE), { force: true })
}

/** Absent when there is none, or none that this code understands: then the topic counts as not verified. */
async function readStamp(folder: string): Promise<VerificationStamp | undefined> {
  try {
    const result = v.safeParse(VerificationStamp, JSON.parse(await readFile(join(folder, STAMP_FILE), 'utf8')))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}
