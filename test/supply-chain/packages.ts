/** What the project takes from others, as package.json, the lockfile and the bundles have it. */
import { execFile } from 'node:child_process'
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { FIXED, LOADED } from '../../worker/assets.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TABLE = 'test/supply-chain/dependencies.md'
const SOURCES = '{*.json,*.toml,.*.jsonc,{data,test,widget,worker}/**/*.{js,json,ts,tsx}}'
/** Named without it: types go with what they are of, fonts are listed by family. */
const UNSCOPED = /^@(?:types|fontsource)\//
const MANIFESTS = ['package.json', 'package-lock.json']

interface Manifest {
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
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

const readText = (path: string) => readFile(ROOT + path, 'utf8')

export async function readManifest(): Promise<Manifest> {
  return JSON.parse(await readText('package.json')) as Manifest
}

/** By place, `node_modules/…`. */
export async function readLockfile(): Promise<Record<string, LockedPackage>> {
  const { packages } = JSON.parse(await readText('package-lock.json')) as { packages: Record<string, LockedPackage> }
  const { '': _project, ...others } = packages
  return others
}

export const nameOf = (place: string) => place.replace(/^.*node_modules\//, '')

/** Why each package is here, by name. */
export async function readReasons(): Promise<Record<string, string>> {
  const rows = (await readText(TABLE)).matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)
  return Object.fromEntries([...rows].map(([, name = '', reason = '']) => [name, reason]))
}

/** Those that a file of ours, or a script of package.json, names: as they are, without their scope, or by a command. */
export async function listUsed(names: string[]): Promise<Set<string>> {
  const packages = await readLockfile()
  const text = await readOurs()
  const isNamed = (name: string) => ["'", '"', 'node_modules/'].some((before) => isWithin(text, before + name))
  const listNames = (name: string) => [
    name,
    name.replace(UNSCOPED, ''),
    ...Object.keys(packages[`node_modules/${name}`]?.bin ?? {}),
  ]
  return new Set(names.filter((name) => listNames(name).some(isNamed)))
}

async function readOurs(): Promise<string> {
  const texts: string[] = []
  for await (const path of glob(SOURCES, { cwd: ROOT, exclude: ['**/node_modules'] })) {
    if (!MANIFESTS.includes(path)) texts.push(await readText(path))
  }
  const words = Object.values((await readManifest()).scripts).flatMap((script) => script.split(/[ ;&]+/))
  return [...texts, ...words.map((word) => `'${word}'`)].join('\n')
}

function isWithin(text: string, words: string): boolean {
  return ["'", '"', '/'].some((end) => text.includes(words + end))
}

/** The packages of which something is in what the edge runs or a reader's browser loads. */
export async function listShipped(): Promise<Set<string>> {
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
  const found = Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
  return new Set(found.filter((name) => name !== undefined))
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
