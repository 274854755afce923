/** Writes the module by which the Worker knows what each route takes in its query: rules alone, without words. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { replaceFile } from '../../data/cli/durable-file.ts'
import { OPERATIONS } from '../openapi/operations/index.ts'
import { findTable } from '../openapi/parameters.ts'
import type { RouteQuery } from '../query/route-query.ts'

const FILE = fileURLToPath(new URL('../../.build/parameters-module.js', import.meta.url))

export async function writeParameters(): Promise<void> {
  const routes = OPERATIONS.filter(({ path }) => !path.includes('/releases/{release}'))
    .map(({ path, unknownParameters, dropsWrongValues }): [string, RouteQuery] => {
      const rules = Object.entries(findTable(path)).map(([name, { rule }]) => [name, rule])
      return [
        path,
        {
          ...(unknownParameters !== undefined && { unknownParameters }),
          ...(dropsWrongValues && { dropsWrongValues }),
          ...(rules.length > 0 && { rules: Object.fromEntries(rules) }),
        },
      ]
    })
    .filter(([, route]) => Object.keys(route).length > 0)
  await mkdir(dirname(FILE), { recursive: true })
  await replaceFile(FILE, `export const ROUTES = ${JSON.stringify(Object.fromEntries(routes))}\n`)
}
