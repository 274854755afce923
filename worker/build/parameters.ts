/**
 * Writes the module by which the Worker knows what each route takes in its query: rules alone, without words. As text, which an
 * isolate reads when it gets its first query. And the digest of the code that makes lists, for their tags.
 */
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { replaceFile } from '../../data/cli/durable-file.ts'
import { OPERATIONS } from '../openapi/operations/index.ts'
import { findTable } from '../openapi/parameters.ts'
import type { Rule } from '../query/parameter.ts'
import type { StoredQueries, StoredQuery } from '../query/route-query.ts'

const LISTS = fileURLToPath(new URL('../lists/collection.ts', import.meta.url))
const DIGEST_LENGTH = 16
const FILE = fileURLToPath(new URL('../../.build/parameters-module.js', import.meta.url))

export async function writeParameters(): Promise<void> {
  const queries = JSON.stringify(collectQueries())
  const listCode = await digestListCode(queries)
  const module = `export const QUERIES = ${JSON.stringify(queries)}\nexport const LIST_CODE = ${JSON.stringify(listCode)}\n`
  await mkdir(dirname(FILE), { recursive: true })
  await replaceFile(FILE, module)
}

function collectQueries(): StoredQueries {
  const { place, rules } = collectRules()
  const paths = new Map<string, string[]>()
  for (const { path, unknownParameters, dropsWrongValues } of OPERATIONS) {
    if (path.includes('/releases/{release}')) continue
    const known = Object.entries(findTable(path)).map(([name, { rule }]) => [name, place(rule)] as const)
    const query: StoredQuery = {
      ...(unknownParameters !== undefined && { unknownParameters }),
      ...(dropsWrongValues && { dropsWrongValues }),
      ...(known.length > 0 && { rules: Object.fromEntries(known) }),
    }
    const key = JSON.stringify(query)
    if (key !== '{}') paths.set(key, [...(paths.get(key) ?? []), path.replaceAll(/\{\w+\}/g, '*')])
  }
  return { rules, queries: [...paths].map(([query, those]) => [those.join(' '), JSON.parse(query) as StoredQuery]) }
}

/** Of the code that makes a list or an item of a file: what it makes of a URL and that file changes with this alone. */
async function digestListCode(queries: string): Promise<string> {
  const bundled = await build({
    entryPoints: [LISTS],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    logLevel: 'silent',
  })
  const hash = createHash('sha256').update(queries)
  for (const { text } of bundled.outputFiles) hash.update(text)
  return hash.digest('hex').slice(0, DIGEST_LENGTH)
}

/** Many routes share a rule: each is written once, and named by its place. */
function collectRules() {
  const rules: Rule[] = []
  const places = new Map<string, number>()
  const place = (rule: Rule): number => {
    const key = JSON.stringify(rule)
    const known = places.get(key) ?? rules.push(rule) - 1
    places.set(key, known)
    return known
  }
  return { place, rules }
}
