/** What a route takes in its query, and what becomes of the rest. */
import { QUERIES } from '../../.build/parameters-module.js'
import type { Rule, Rules } from './parameter.ts'
import { type ParameterError, readQuery } from './parse.ts'

/**
 * What becomes of a parameter that a route does not know: a 400, nothing, or a redirect to the URL without it. An API is
 * strict. Networks, forms and sites add parameters of their own to the URLs of pages and scripts, where each would be an entry
 * of its own in every cache. A frame and oEmbed are given parameters that are for others.
 */
export type UnknownParameters = 'refuse' | 'ignore' | 'redirect'

/** By default, a route refuses what it does not know, and knows nothing. */
export interface RouteQuery {
  unknownParameters?: UnknownParameters
  /** Whether a value that does not fit counts for nothing, where it is a 400 otherwise. A redirect drops it anyway. */
  dropsWrongValues?: boolean
  rules?: Rules
}

/** The same with places in `rules` of what the build writes, since many routes share a rule. */
export type StoredRoute = Omit<RouteQuery, 'rules'> & { rules?: Record<string, number> }

/** Routes that take nothing are left out. */
export interface StoredQueries {
  rules: Rule[]
  /** By path as OpenAPI writes it, the more specific first: `/embed/{topic}.js` before `/embed/{topic}`. */
  routes: [template: string, route: StoredRoute][]
}

const DEFAULT: Required<RouteQuery> = { unknownParameters: 'refuse', dropsWrongValues: false, rules: {} }

let queries: StoredQueries | undefined

/** Of a path that a route serves; a release's path takes what the topic's own takes. */
export function findRouteQuery(path: string): Required<RouteQuery> {
  queries ??= JSON.parse(QUERIES) as StoredQueries
  const { rules, routes } = queries
  const segments = path
    .replace(/\/releases\/[^/]+(?=\/)/, '')
    .replace(/(?<=.)\/$/, '')
    .split('/')
  const [, found = {}] = routes.find(([template]) => fits(template.split('/'), segments)) ?? []
  const own = Object.entries(found.rules ?? {}).map(([name, place]) => [name, rules[place] as Rule])
  return { ...DEFAULT, ...found, rules: Object.fromEntries(own) }
}

/** What is wrong with a URL without a query, where the route needs one. */
export function listMissing(path: string): { errors: ParameterError[]; allowed: string[] } {
  const { rules } = findRouteQuery(path)
  const read = readQuery('', rules)
  return { errors: 'errors' in read ? read.errors : [], allowed: Object.keys(rules) }
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => {
      const [before = '', after] = part.split(/\{\w+\}/)
      const segment = segments[index] ?? ''
      if (after === undefined) return segment === before
      return segment.length > before.length + after.length && segment.startsWith(before) && segment.endsWith(after)
    })
  )
}
