/** Files of the Worker and of data/ import only downwards, and no files of the project import in a circle. */
import { describe, expect, it } from 'vitest'

const SOURCES = import.meta.glob<string>(
  ['../../{worker,data,widget}/**/*.{ts,tsx}', '!../../**/*.d.ts', '!../../widget/package/**'],
  { query: '?raw', import: 'default', eager: true },
)

/** From the bottom up: a file imports from its own layer or a lower one. Types do not count. */
const LAYERS = [
  /^(?:data|widget|\.build)\//,
  /^worker\/(?:freshness|assets|formats)\.ts$/,
  /^worker\/store\//,
  /^worker\/query\//,
  /^worker\/http\//,
  /^worker\/lists\//,
  /^worker\/(?:response-cache|withdrawals)\.ts$/,
  /^worker\/isolate\.ts$/,
  /^worker\/(?:serve|file-request)\.ts$/,
  /^worker\/pages\//,
  /^worker\/middleware\.ts$/,
  /^worker\/routes\//,
  /^worker\/app\.ts$/,
  /^worker\/index\.ts$/,
]
/** Files that are not part of the Worker, or contain only types. */
const OUTSIDE =
  /^worker\/(?:build|dev|openapi|ship|env\.ts|generated\.d\.ts|query\/(?:list-|page-)?parameters\.ts|query\/parameter-kinds\.ts)|^worker\/pages\/client\//

/** The folders of data/, from the bottom up. */
const DATA_LAYERS = ['schema', 'citations', 'build', 'checks', 'store', 'ingest', 'cli', 'desk']

const files = new Map(Object.entries(SOURCES).map(([path, text]) => [path.replace('../../', ''), text]))

/** Lists the files that a file imports at run time, statically or dynamically. */
const listImports = (path: string) => findImports(path, VALUES)
const VALUES = /(?:^|\n)(?:import|export)\s(?!type\s)[^'"]*?from\s*'(\.[^']+)'|import\('(\.[^']+)'\)/g
/** The same, with type imports. */
const ALL = /(?:^|\n)(?:import|export)\s[^'"]*?from\s*'(\.[^']+)'|import\('(\.[^']+)'\)/g

function findImports(path: string, pattern: RegExp): string[] {
  const text = (files.get(path) ?? '').replace(/^\s*(?:\/\*\*?|\*|\/\/).*$/gm, '')
  const imports = [...text.matchAll(pattern)]
  return imports.map(([, eager, lazy]) => resolve(path, eager ?? lazy ?? ''))
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1)
}

const layerOf = (path: string) => LAYERS.findIndex((layer) => layer.test(path))

describe('imports', () => {
  it('are of files in a known layer', () => {
    expect(files.size).toBeGreaterThan(150)
    const worker = [...files.keys()].filter((path) => path.startsWith('worker/') && !OUTSIDE.test(path))
    expect(worker.filter((path) => layerOf(path) < 0)).toEqual([])
    expect(listImports('worker/index.ts')).toEqual(['worker/app.ts', 'worker/isolate.ts'])
  })

  it('go only downwards in the Worker', () => {
    const upward = [...files.keys()]
      .filter((path) => path.startsWith('worker/') && !OUTSIDE.test(path))
      .flatMap((path) => listImports(path).map((imported) => ({ path, imported })))
      .filter(({ path, imported }) => layerOf(imported) > layerOf(path))
      .map(({ path, imported }) => `${path} imports ${imported}`)
    expect(upward).toEqual([])
  })

  it('go only downwards in data/, types included', () => {
    const layerOfData = (path: string) => DATA_LAYERS.indexOf(path.split('/')[1] ?? '')
    const inData = [...files.keys()].filter((path) => path.startsWith('data/'))
    expect(inData.filter((path) => layerOfData(path) < 0)).toEqual([])
    const upward = inData
      .flatMap((path) => findImports(path, ALL).map((imported) => ({ path, imported })))
      .filter(({ path, imported }) => imported.startsWith('data/') && layerOfData(imported) > layerOfData(path))
      .map(({ path, imported }) => `${path} imports ${imported}`)
    expect(upward).toEqual([])
  })

  it('form no circle, types included', () => {
    const circles: string[] = []
    const done = new Set<string>()
    function follow(path: string, trail: string[]): void {
      const start = trail.indexOf(path)
      if (start >= 0) circles.push([...trail.slice(start), path].join(' -> '))
      if (start >= 0 || done.has(path)) return
      for (const imported of findImports(path, ALL)) follow(imported, [...trail, path])
      done.add(path)
    }
    for (const path of files.keys()) follow(path, [])
    expect(circles).toEqual([])
  })
})
