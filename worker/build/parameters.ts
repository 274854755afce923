/**
 * Writes the module by which the Worker knows what each route takes in its query: rules alone, without words. As text, which an
 * isolate reads when it gets its first query.
 */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { replaceFile } from '../../data/cli/durable-file.ts'
import { OPERATIONS } from '../openapi/operations/index.ts'
import { findTable } from '../openapi/parameters.ts'
import type { Rule } from '../query/parameter.ts'
import type { StoredQueries, StoredRoute } from '../query/route-query.ts'

const FILE = fileURLToPath(new URL('../../.build/parameters-module.js', import.meta.url))

export async function writeParameters(): Promise<void> {
  const { place, rules } = collectRules()
  const routes = OPERATIONS.filter(({ path }) => !path.includes('/releases/{release}')).flatMap(
    ({ path, unknownParameters, dropsWrongValues }) => {
      const known = Object.entries(findTable(path)).map(([name, { rule }]) => [name, place(rule)] as const)
      const route: StoredRoute = {
        ...(unknownParameters !== undefined && { unknownParameters }),
        ...(dropsWrongValues && { dropsWrongValues }),
        ...(known.length > 0 && { rules: Object.fromEntries(known) }),
      }
      return Object.keys(route).length > 0 ? [[path, route] satisfies StoredQueries['routes'][number]] : []
    },
  )
  const literals = ([template]: (typeof routes)[number]) => template.replace(/\{\w+\}/g, '').length
  const stored: StoredQueries = { rules, routes: routes.sort((a, b) => literals(b) - literals(a)) }
  const module = `export const QUERIES = ${JSON.stringify(JSON.stringify(stored))}\n`
  await mkdir(dirname(FILE), { recursive: true })
  await replaceFile(FILE, module)
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
