/** The saved documents that citations are checked against. They stay outside the repository. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthoredArticle } from '../authored.ts'
import { extractBody } from '../citations.ts'

/** The normalised body of an article's saved document in `folder`; offsets of its locators count in it. */
export async function readBody({ source }: AuthoredArticle, folder: string): Promise<string> {
  return extractBody(await readFile(join(folder, source.file), 'utf8'), source)
}
