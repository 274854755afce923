import { execFile } from 'node:child_process'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Copies the files of a clone as they are saved here, with the installed packages; of `test/` only the named folders. Returns
 * `copy`.
 */
export async function copyProject(copy: string, testFolders: readonly string[]): Promise<string> {
  const paths = ['data', 'worker', 'widget', '*.*', ...testFolders.map((name) => `test/${name}`)]
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...paths]
  const { stdout } = await promisify(execFile)('git', list, { cwd: ROOT })
  const isWanted = (path: string) => !path.startsWith('test/') || testFolders.includes(path.split('/')[1] ?? '')
  for (const file of stdout.split('\0').filter((path) => path !== '' && isWanted(path))) {
    await mkdir(dirname(join(copy, file)), { recursive: true })
    await cp(join(ROOT, file), join(copy, file)).catch(ignoreDeleted)
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

const ignoreDeleted = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
}
