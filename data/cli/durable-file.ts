/** Atomic, durable writes: written under a temporary name, flushed and renamed. A crash leaves a file whole or absent. */
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Creates a file. @throws EEXIST when it exists; it is not changed then */
export async function createFile(path: string, content: string): Promise<void> {
  // `link` fails if the path exists; `rename` would replace it.
  await writeBeside(path, content, (temporary) => link(temporary, path))
}

/** Creates or replaces a file. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await writeBeside(path, content, (temporary) => rename(temporary, path))
}

/**
 * Creates a folder with files: name to content. Replaces an existing folder only when it is empty.
 *
 * @throws an error that `isTaken` recognises when something else exists at the path; it is not changed then
 */
export async function createFolder(path: string, files: Record<string, string>): Promise<void> {
  const temporary = nameBeside(path)
  try {
    await mkdir(temporary)
    for (const [name, content] of Object.entries(files)) await writeDurably(join(temporary, name), content)
    await rename(temporary, path)
  } catch (error) {
    throw Object.assign(error as Error, { path })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

const TAKEN = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR'])

/** Whether `createFolder` failed because its path exists. */
export function isTaken(error: unknown): boolean {
  return TAKEN.has((error as NodeJS.ErrnoException).code ?? '')
}

async function writeBeside(
  path: string,
  content: string | Uint8Array,
  move: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = nameBeside(path)
  try {
    await writeDurably(temporary, content)
    await move(temporary)
  } catch (error) {
    throw Object.assign(error as Error, { path })
  } finally {
    await rm(temporary, { force: true })
  }
}

/** A temporary name beside `path`. Hidden, so that no command reads it as content. */
const nameBeside = (path: string) => join(dirname(path), `.${basename(path)}.${process.pid}`)

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
