/** The saved documents that citations are checked against. They stay outside the repository. */
import { constants } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { extractBody } from '../citations/locate.ts'
import type { AuthoredArticle } from '../schema/authored.ts'
import { UsageError } from './command.ts'

/** An article's text, or why it cannot be read and what to do about it. */
export type SourceReading = { kind: 'read'; body: string } | { kind: 'unreadable'; problem: string }

const MAX_BYTES = 20_000_000

const REASONS: Record<string, string> = {
  ENOENT: 'it does not exist',
  outside: 'it is outside the folder of sources',
  'no file': 'it is not a regular file',
  long: `it is longer than ${MAX_BYTES / 1e6} MB`,
  encoding: 'it is not UTF-8',
}

/** @throws UsageError when the folder is missing: one clear error instead of one for each source */
export async function checkFolder(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined)
  if (!stats?.isDirectory()) throw new UsageError(`${folder} is not a folder; name the one with the saved sources`)
}

/** Reads the normalised body of an article from its saved document in `folder`; its locators are offsets in this body. */
export async function readBody(
  { id, source }: Pick<AuthoredArticle, 'id' | 'source'>,
  folder: string,
): Promise<SourceReading> {
  const path = join(folder, source.file)
  try {
    return { kind: 'read', body: extractBody(await readDocument(folder, source.file), source) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const reason = REASONS[code] ?? code
    return { kind: 'unreadable', problem: `${id}: cannot read ${path} (${reason}); save the source under that name` }
  }
}

/**
 * Reads a saved document without changing its text. Follows links, but not out of the folder. Reads only regular files:
 * a pipe or a device may never end.
 *
 * @throws an error whose `code` says why the document cannot be read
 */
export async function readDocument(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  const inside = relative(await realpath(folder), await realpath(path))
  if (inside === '..' || inside.startsWith(`..${sep}`)) throw refuse('outside')
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw refuse('no file')
    if (stats.size > MAX_BYTES) throw refuse('long')
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile())
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? refuse('encoding') : error
  } finally {
    await file.close()
  }
}

const refuse = (code: string) => Object.assign(new Error(REASONS[code]), { code })
