/**
 * The digest of everything that turns authored content into files: this project's code without comments and types, the
 * locked versions of the packages it imports and of their dependencies, and the fonts. No version number to bump by hand.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { FONT_PACKAGES } from './share-image.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const ENTRIES = ['data/build/index.ts', 'data/cli/share-image.ts']

let digest: Promise<string> | undefined

/** Returns the SHA-256, computed once per process. */
export function digestBuild(): Promise<string> {
  digest ??= computeBuildDigest()
  return digest
}

/** Computes the digest of the code in `root`. */
export async function computeBuildDigest(root = ROOT): Promise<string> {
  const bundled = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: 'out',
    write: false,
    metafile: true,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    minifyWhitespace: true,
    logLevel: 'silent',
  })
  const imported = Object.values(bundled.metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
  const packages = [...imported.map(namePackage), ...Object.keys(FONT_PACKAGES).map((name) => `@fontsource/${name}`)]
  const hash = createHash('sha256')
  for (const { text } of bundled.outputFiles) hash.update(text)
  for (const locked of await listLocked(root, packages)) hash.update(locked)
  return hash.digest('hex')
}

/** `@scope/name/file.js` belongs to the package `@scope/name`. */
const namePackage = (path: string): string => path.match(/^(?:@[^/]+\/)?[^/]+/)?.[0] ?? path

interface Locked {
  version: string
  integrity?: string
  dependencies?: Record<string, string>
}

/** Lists the packages and all their dependencies from package-lock.json; skips modules built into Node. */
async function listLocked(root: string, names: string[]): Promise<string[]> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const found = new Set<string>()
  const add = (name: string, parent: string) => {
    const nested = `${parent}/node_modules/${name}`
    const key = Object.hasOwn(packages, nested) ? nested : `node_modules/${name}`
    const locked = packages[key]
    if (!locked || found.has(key)) return
    found.add(key)
    for (const dependency of Object.keys(locked.dependencies ?? {})) add(dependency, key)
  }
  for (const name of names) add(name, '')
  return [...found].sort().map((key) => `${key} ${packages[key]?.version} ${packages[key]?.integrity}\n`)
}
