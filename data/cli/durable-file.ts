/** Atomic, durable writes: after a crash a file is whole or absent. It is written under another name, flushed and renamed. */
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** @throws EEXIST when there is such a file already; it is not changed. */
export async function createFile(path: string, content: string): Promise<void> {
  // A link refuses what exists, a renaming would replace it.
  await writeBeside(path, content, (temporary) => link(temporary, path))
}

/** Creates the file, or replaces it. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  await writeBeside(path, content, (temporary) => rename(temporary, path))
}

/**
 * Creates a folder with these files by name. Replaces a folder only when it is empty.
 *
 * @throws an error that `isTaken` recognises when there is something else at the path; it is not changed
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

/** Whether `createFolder` failed because its path is taken. */
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

/** Hidden, so that no command takes it for content. */
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
