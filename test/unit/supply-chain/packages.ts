/** The project's dependencies, as listed in package.json, the lockfile and the bundles. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { FIXED, LOADED } from '../../../worker/assets.ts'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const TABLE = 'test/unit/supply-chain/dependencies.md'

interface Manifest {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

export interface LockedPackage {
  version: string
  license?: string
  integrity?: string
  hasInstallScript?: true
  bin?: Record<string, string>
  /** Set when it is only for some operating systems. */
  os?: string[]
  optionalDependencies?: Record<string, string>
}

export const readText = (path: string) => readFile(ROOT + path, 'utf8')

export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readText('package.json')) as Manifest
}

/** Reads the locked packages, by path `node_modules/…`. */
export async function readLockfile(path = 'package-lock.json'): Promise<Record<string, LockedPackage>> {
  const { packages } = JSON.parse(await readText(path)) as { packages: Record<string, LockedPackage> }
  const { '': _project, ...others } = packages
  return others
}

export const nameOf = (place: string) => place.replace(/^.*node_modules\//, '')

/** Reads why each package is used, by name. */
export async function readReasons(): Promise<Record<string, string>> {
  const rows = (await readText(TABLE)).matchAll(/^\| (`[^|]+`) \| (.*) \|$/gm)
  return Object.fromEntries(
    [...rows].flatMap(([, names = '', reason = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name, reason]),
    ),
  )
}

/** Lists the files that contribute to the code that the edge runs or a browser loads. */
export async function listShippedFiles(): Promise<string[]> {
  const pages = [...Object.values(LOADED), ...Object.values(FIXED)].filter((source) => source.endsWith('.ts'))
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['worker/index.ts', 'widget/entry.ts', ...pages.map((source) => `worker/${source}`)],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.css': 'text' },
    // Written by the widget's and the pages' own builds, from the other entries.
    external: ['*-module.js', 'cloudflare:workers'],
    logLevel: 'silent',
  })
  return Object.keys(metafile.inputs)
}

export interface BillOfMaterials {
  bomFormat: string
  components: { name: string; version: string; licenses: { license: { id: string } }[]; hashes: { alg: string }[] }[]
}

/** Reads what `npm run sbom` prints. */
export async function readBillOfMaterials(): Promise<BillOfMaterials> {
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'sbom'], { cwd: ROOT })
  return JSON.parse(stdout) as BillOfMaterials
}
