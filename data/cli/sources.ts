/** The saved documents that citations are checked against. They stay outside the repository. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthoredArticle } from '../authored.ts'
import { extractBody } from '../citations.ts'

/** An article's text, or why it cannot be read and what to do about it. */
export type SourceReading = { kind: 'read'; body: string } | { kind: 'unreadable'; problem: string }

/** The normalised body of an article's saved document in `folder`; offsets of its locators count in it. */
export async function readBody(
  { id, source }: Pick<AuthoredArticle, 'id' | 'source'>,
  folder: string,
): Promise<SourceReading> {
  const path = join(folder, source.file)
  try {
    return { kind: 'read', body: extractBody(await readFile(path, 'utf8'), source) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const reason = code === 'ENOENT' ? 'it is not there' : code
    return { kind: 'unreadable', problem: `${id}: cannot read ${path} (${reason}); save the source under that name` }
  }
}
