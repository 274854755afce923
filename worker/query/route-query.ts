/** What a route takes in its query, and what becomes of the rest. */
import { ROUTES } from '../../.build/parameters-module.js'
import type { Rules } from './parameter.ts'

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

const DEFAULT: Required<RouteQuery> = { unknownParameters: 'refuse', dropsWrongValues: false, rules: {} }

/** Templates as expressions, the more specific first: `/embed/{topic}.js` before `/embed/{topic}`. */
let patterns: { pattern: RegExp; route: RouteQuery }[] | undefined

/** Of a path that a route serves; a release's path takes what the topic's own takes. */
export function findRouteQuery(path: string): Required<RouteQuery> {
  patterns ??= Object.entries(ROUTES)
    .sort(([a], [b]) => b.replace(/\{\w+\}/g, '').length - a.replace(/\{\w+\}/g, '').length)
    .map(([template, route]) => ({ pattern: toPattern(template), route }))
  const current = path.replace(/\/releases\/[^/]+(?=\/)/, '').replace(/(?<=.)\/$/, '')
  return { ...DEFAULT, ...patterns.find(({ pattern }) => pattern.test(current))?.route }
}

function toPattern(template: string): RegExp {
  const literals = template.split(/\{\w+\}/).map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${literals.join('[^/]+')}$`)
}
