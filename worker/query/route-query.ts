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
export type StoredQuery = Omit<RouteQuery, 'rules'> & { rules?: Record<string, number> }

/** Routes that take nothing are left out. */
export interface StoredQueries {
  rules: Rule[]
  /** The paths that take it, with a space between two and `*` for what OpenAPI writes in braces. */
  queries: [paths: string, query: StoredQuery][]
}

interface Template {
  segments: string[]
  /** Characters that are no `*`: the path with more of them is the more specific, `/embed/*.js` than `/embed/*`. */
  specificity: number
  query: Required<RouteQuery>
}

const DEFAULT: Required<RouteQuery> = { unknownParameters: 'refuse', dropsWrongValues: false, rules: {} }

/** By number of segments, the more specific first. Read when a first query comes. */
let templates: Template[][] | undefined

/** Of a path that a route serves; a release's path takes what the topic's own takes. */
export function findRouteQuery(path: string): Required<RouteQuery> {
  templates ??= readTemplates()
  const own = path.includes('/releases/') ? path.replace(/\/releases\/[^/]+(?=\/)/, '') : path
  const segments = (own.length > 1 && own.endsWith('/') ? own.slice(0, -1) : own).split('/')
  return templates[segments.length]?.find((template) => fits(template.segments, segments))?.query ?? DEFAULT
}

function readTemplates(): Template[][] {
  const { rules, queries } = JSON.parse(QUERIES) as StoredQueries
  const bySegments: Template[][] = []
  for (const [paths, stored] of queries) {
    const own = Object.entries(stored.rules ?? {}).map(([name, place]) => [name, rules[place] as Rule])
    const query = { ...DEFAULT, ...stored, rules: Object.fromEntries(own) }
    for (const path of paths.split(' ')) {
      const segments = path.split('/')
      bySegments[segments.length] ??= []
      bySegments[segments.length]?.push({ segments, specificity: path.replaceAll('*', '').length, query })
    }
  }
  for (const list of bySegments) list?.sort((a, b) => b.specificity - a.specificity)
  return bySegments
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return template.every((part, index) => {
    const segment = segments[index] ?? ''
    const star = part.indexOf('*')
    if (star < 0) return segment === part
    const after = part.slice(star + 1)
    return segment.length > star + after.length && segment.startsWith(part.slice(0, star)) && segment.endsWith(after)
  })
}
