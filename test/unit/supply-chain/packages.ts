/** What the project takes from others, as package.json, the lockfile and the bundles have it. */
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
  /** For some machines alone. */
  os?: string[]
  optionalDependencies?: Record<string, string>
}

export const readText = (path: string) => readFile(ROOT + path, 'utf8')

export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readText('package.json')) as Manifest
}

/** By place, `node_modules/…`. */
export async function readLockfile(path = 'package-lock.json'): Promise<Record<string, LockedPackage>> {
  const { packages } = JSON.parse(await readText(path)) as { packages: Record<string, LockedPackage> }
  const { '': _project, ...others } = packages
  return others
}

export const nameOf = (place: string) => place.replace(/^.*node_modules\//, '')

/** Why each package is here, by name. */
export async function readReasons(): Promise<Record<string, string>> {
  const rows = (await readText(TABLE)).matchAll(/^\| (`[^|]+`) \| (.*) \|$/gm)
  return Object.fromEntries(
    [...rows].flatMap(([, names = '', reason = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name, reason]),
    ),
  )
}

/** The files of which something is in what the edge runs or a reader's browser loads. */
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
    // What the widget's and the pages' own builds write, from the other entries.
    external: ['*-module.js', 'cloudflare:workers'],
    logLevel: 'silent',
  })
  return Object.keys(metafile.inputs)
}

export interface BillOfMaterials {
  bomFormat: string
  components: { name: string; version: string; licenses: { license: { id: string } }[]; hashes: { alg: string }[] }[]
}

/** As `npm run sbom` prints it. */
export async function readBillOfMaterials(): Promise<BillOfMaterials> {
  const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'sbom'], { cwd: ROOT })
  return JSON.parse(stdout) as BillOfMaterials
}
