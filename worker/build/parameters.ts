/**
 * Writes the module with the query parameters of each route: only the rules, without descriptions, as JSON text that an isolate
 * parses at its first query. Also writes the digest of the code that renders lists, items and scripts, for their ETags.
 */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { replaceFile } from '../../data/cli/durable-file.ts'
import { OPERATIONS } from '../openapi/operations/index.ts'
import { findTable } from '../openapi/parameters.ts'
import type { Rule } from '../query/parameter.ts'
import type { StoredQueries, StoredQuery } from '../query/route-query.ts'

const MAKERS = ['collections', 'scripts'].map((name) => fileURLToPath(new URL(`../routes/${name}.ts`, import.meta.url)))
const DIGEST_LENGTH = 16
const FILE = fileURLToPath(new URL('../../.build/parameters-module.js', import.meta.url))

export async function writeParameters(): Promise<void> {
  const queries = JSON.stringify(collectQueries())
  const code = await digestMakers(queries)
  const module = `export const QUERIES = ${JSON.stringify(queries)}\nexport const CODE = ${JSON.stringify(code)}\n`
  await mkdir(dirname(FILE), { recursive: true })
  await replaceFile(FILE, module)
}

function collectQueries(): StoredQueries {
  const { place: placeRule, stored: rules } = collect<Rule>()
  const { place: placeQuery, stored: queries } = collect<StoredQuery>()
  const bySlashes: { path: string; query: number }[][] = []
  for (const { path, unknownParameters, dropsWrongValues } of OPERATIONS) {
    if (path.includes('/releases/{release}')) continue
    const known = Object.entries(findTable(path)).map(([name, { rule }]) => [name, placeRule(rule)] as const)
    const query: StoredQuery = {
      ...(unknownParameters !== undefined && { unknownParameters }),
      ...(dropsWrongValues && { dropsWrongValues }),
      ...(known.length > 0 && { rules: Object.fromEntries(known) }),
    }
    if (Object.keys(query).length === 0) continue
    const slashes = path.split('/').length - 1
    bySlashes[slashes] ??= []
    bySlashes[slashes].push({ path: path.replaceAll(/\{\w+\}/g, '*'), query: placeQuery(query) })
  }
  const literals = ({ path }: { path: string }) => path.replaceAll('*', '').length
  const routes = Array.from(bySlashes, (routes = []): StoredQueries['routes'][number] => {
    const sorted = routes.sort((a, b) => literals(b) - literals(a))
    return [sorted.map(({ path }) => path).join(' '), sorted.map(({ query }) => query)]
  })
  return { rules, queries, routes }
}

/** Digest of the code that renders lists, items and scripts. For the same URL and file, their bytes change only with this code. */
async function digestMakers(queries: string): Promise<string> {
  const bundled = await build({
    entryPoints: MAKERS,
    outdir: 'out',
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    plugins: [LEFT_OUT],
    logLevel: 'silent',
  })
  const hash = createHash('sha256').update(queries)
  for (const { text } of bundled.outputFiles) hash.update(text)
  return hash.digest('hex').slice(0, DIGEST_LENGTH)
}

/** Excludes pages, which do not affect these responses, and build output, which contains this module. */
const LEFT_OUT: Plugin = {
  name: 'left-out',
  setup({ onResolve }) {
    onResolve({ filter: /^cloudflare:|^\.+\/(?:.*\/)?(?:pages|\.build)\// }, ({ path }) => ({ path, external: true }))
  },
}

/** Collects distinct values: each is written once and referred to by its index. */
function collect<Value>() {
  const stored: Value[] = []
  const places = new Map<string, number>()
  const place = (value: Value): number => {
    const key = JSON.stringify(value)
    const known = places.get(key) ?? stored.push(value) - 1
    places.set(key, known)
    return known
  }
  return { place, stored }
}
