/** Files are written completely or not at all, even on a full disk, which is simulated by a limit on file size. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeEach, expect, it } from 'vitest'
import { describeExpected } from '../../data/cli/command.ts'
import { createFile, createFolder, replaceFile } from '../../data/cli/durable-file.ts'

const CLI = fileURLToPath(new URL('../../data/cli/index.ts', import.meta.url))

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'Föhn 事 box-'))
})

const TOO_LARGE = 'would be larger than its disk allows: free space there, and run the command again'

/** Runs a command that cannot write a file larger than 1 KiB. */
async function runOnFullDisk(...args: string[]) {
  const shell = ['-c', 'ulimit -f 1; exec "$@"', 'sh', process.execPath, CLI, ...args]
  const failed = await promisify(execFile)('bash', shell, { cwd: folder }).catch((error) => error)
  return { code: failed.code as number, output: `${failed.stdout}${failed.stderr}` }
}

it('creates a file, but does not overwrite one', async () => {
  const path = join(folder, 'page.txt')
  await createFile(path, 'first')
  await expect(createFile(path, 'second')).rejects.toMatchObject({ code: 'EEXIST' })
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['first', ['page.txt']])
  await replaceFile(path, 'second')
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['second', ['page.txt']])
})

it('creates a folder, but does not overwrite one', async () => {
  const path = join(folder, 'topic')
  await createFolder(path, { a: '1', b: '2' })
  await expect(createFolder(path, { a: '3' })).rejects.toMatchObject({ code: 'ENOTEMPTY' })
  expect([await readdir(folder), await readdir(path), await readFile(join(path, 'a'), 'utf8')]).toEqual([
    ['topic'],
    ['a', 'b'],
    '1',
  ])
})

it('leaves nothing of a new topic on a full disk', async () => {
  const { code, output } = await runOnFullDisk('new', 'kite-day', '--topics', folder)
  expect(code).toBe(1)
  expect(output.trim()).toBe(`${join(folder, 'kite-day')} ${TOO_LARGE}`)
  expect(await readdir(folder)).toEqual([])
})

it('leaves nothing of a saved text on a full disk', async () => {
  const text = '<p>A sentence about kites, of which there were many that day.</p>'.repeat(100)
  await writeFile(join(folder, 'page.html'), `<html lang="en"><h1>Kites</h1>${text}</html>`)
  const { code, output } = await runOnFullDisk('ingest', 'page.html', '--save', 'page.txt')
  expect(code).toBe(1)
  expect(output.trim()).toBe(`page.txt ${TOO_LARGE}`)
  expect(await readdir(folder)).toEqual(['page.html'])
})

it.each([
  ['ENOSPC', 'is on a full disk: free space there'],
  ['EDQUOT', "is on a disk where this user's quota is used up: free space there"],
  ['EROFS', 'is on a read-only disk: copy the project elsewhere'],
  ['EACCES', 'cannot be used by this user: give this user the right'],
])('names the target, not the temporary file, and the remedy for %s', async (code, words) => {
  const error = await replaceFile(join(folder, 'none', 'page.txt'), '').catch((caught) => caught)
  expect(describeExpected(Object.assign(error, { code }))).toMatch(`${join(folder, 'none', 'page.txt')} `)
  expect(describeExpected(error)).toContain(words)
})
