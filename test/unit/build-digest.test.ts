/** The digest of the code that builds files changes when that code changes, and only then. */
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { computeBuildDigest, digestBuild } from '../../data/cli/build-digest.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  await cp(join(ROOT, 'data'), join(folder, 'data'), { recursive: true })
  await cp(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'))
})

/** Returns the digest with `from` replaced in one file. */
async function digestWith(file: string, from: string, to: string): Promise<string> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  await writeFile(path, text.replaceAll(from, to))
  try {
    return await computeBuildDigest(folder)
  } finally {
    await writeFile(path, text)
  }
}

it('does not depend on the folder, and is computed once', async () => {
  expect(await computeBuildDigest(folder)).toBe(await digestBuild())
  expect(digestBuild()).toBe(digestBuild())
})

it.each([
  ['a builder', 'data/build/formats/bulk.ts', "'windows'", "'unix'"],
  ['an import of a builder', 'data/citations/locate.ts', 'textFragmentUrl', 'otherUrl'],
  ['the picture', 'data/build/share-image/layout.ts', 'const SMALL = 38', 'const SMALL = 39'],
  ['the fonts of the picture', 'data/cli/share-image.ts', 'weights: [700]', 'weights: [400]'],
])('changes with %s', async (_, file, from, to) => {
  expect(await digestWith(file, from, to)).not.toBe(await digestBuild())
})

it.each(['csv-stringify', 'xml-js', '@fontsource/noto-sans'])('changes with the locked version of %s', async (name) => {
  const path = join(folder, 'package-lock.json')
  const text = await readFile(path, 'utf8')
  const lock = JSON.parse(text)
  lock.packages[`node_modules/${name}`].version = '99.0.0'
  await writeFile(path, JSON.stringify(lock))
  expect(await computeBuildDigest(folder)).not.toBe(await digestBuild())
  await writeFile(path, text)
})

it.each([
  [
    'a comment',
    'data/build/formats/csv-columns.ts',
    '/** The receipts of an item, and its URLs. */',
    '/** Another. */',
  ],
  [
    'a type',
    'data/schema/api.ts',
    'export const Problem = v.pipe(',
    'export const Other = 1\nexport const Problem = v.pipe(',
  ],
  ['code that does not affect files', 'data/cli/gc.ts', 'blobs', 'values'],
])('does not change with %s', async (_, file, from, to) => {
  expect(await digestWith(file, from, to)).toBe(await digestBuild())
})
