/** Writes the module by which the Worker knows what each route takes in its query: rules alone, without words. */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { replaceFile } from '../../data/cli/durable-file.ts'
import { OPERATIONS } from '../openapi/operations/index.ts'
import { findTable } from '../openapi/parameters.ts'
import type { Rule } from '../query/parameter.ts'

const FILE = fileURLToPath(new URL('../../.build/parameters-module.js', import.meta.url))

export async function writeParameters(): Promise<void> {
  const { names, rules } = collectRules()
  const routes = OPERATIONS.filter(({ path }) => !path.includes('/releases/{release}')).flatMap(
    ({ path, unknownParameters, dropsWrongValues }) => {
      const known = Object.entries(findTable(path)).map(([name, { rule }]) => `${name}:${names(rule)}`)
      const parts = [
        ...(unknownParameters === undefined ? [] : [`unknownParameters:${JSON.stringify(unknownParameters)}`]),
        ...(dropsWrongValues ? ['dropsWrongValues:true'] : []),
        ...(known.length > 0 ? [`rules:{${known.join(',')}}`] : []),
      ]
      return parts.length > 0 ? [`${JSON.stringify(path)}:{${parts.join(',')}}`] : []
    },
  )
  const module = [`const r=${JSON.stringify(rules)}`, `export const ROUTES={${routes.join(',\n')}}`, '']
  await mkdir(dirname(FILE), { recursive: true })
  await replaceFile(FILE, module.join('\n'))
}

/** Many routes share a rule: each is written once, and named by its place. */
function collectRules() {
  const rules: Rule[] = []
  const places = new Map<string, number>()
  const names = (rule: Rule): string => {
    const key = JSON.stringify(rule)
    const place = places.get(key) ?? rules.push(rule) - 1
    places.set(key, place)
    return `r[${place}]`
  }
  return { names, rules }
}
