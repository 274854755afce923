/** What a route takes in its query, and what becomes of the rest. */
import { QUERIES } from '../../.build/parameters-module.js'
import type { Rule, Rules } from './parameter.ts'

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

/** By the path of the route, as OpenAPI writes it. Routes that take nothing are left out. */
export interface StoredQueries {
  rules: Rule[]
  routes: Record<string, StoredRoute>
}

const DEFAULT: Required<RouteQuery> = { unknownParameters: 'refuse', dropsWrongValues: false, rules: {} }

/** Templates as expressions, the more specific first: `/embed/{topic}.js` before `/embed/{topic}`. */
let patterns: { pattern: RegExp; route: RouteQuery }[] | undefined

/** Of a path that a route serves; a release's path takes what the topic's own takes. */
export function findRouteQuery(path: string): Required<RouteQuery> {
  patterns ??= readPatterns()
  const current = path.replace(/\/releases\/[^/]+(?=\/)/, '').replace(/(?<=.)\/$/, '')
  return { ...DEFAULT, ...patterns.find(({ pattern }) => pattern.test(current))?.route }
}

function readPatterns(): { pattern: RegExp; route: RouteQuery }[] {
  const { rules, routes } = JSON.parse(QUERIES) as StoredQueries
  const length = (template: string) => template.replace(/\{\w+\}/g, '').length
  return Object.entries(routes)
    .sort(([a], [b]) => length(b) - length(a))
    .map(([template, { rules: places, ...route }]) => {
      const own = Object.entries(places ?? {}).map(([name, place]) => [name, rules[place] as Rule])
      return { pattern: toPattern(template), route: { ...route, rules: Object.fromEntries(own) } }
    })
}

function toPattern(template: string): RegExp {
  const literals = template.split(/\{\w+\}/).map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${literals.join('[^/]+')}$`)
}
