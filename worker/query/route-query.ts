/** The query parameters of a route, and what happens to unknown ones. */
import { QUERIES } from '../../.build/parameters-module.js'
import { parseValue, type Rule, type Rules } from './parameter.ts'
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
export type StoredQuery = Omit<RouteQuery, 'rules'> & { rules?: Record<string, number> }

/** Routes that take nothing are left out. */
export interface StoredQueries {
  rules: Rule[]
  queries: StoredQuery[]
  /**
   * By how many slashes they have: paths with a space between two and `*` for what OpenAPI writes in braces, the more specific
   * first, `/embed/*.js` before `/embed/*`; and the place in `queries` of what each takes.
   */
  routes: [paths: string, queries: number[]][]
}

const DEFAULT: Required<RouteQuery> = { unknownParameters: 'refuse', dropsWrongValues: false, rules: {} }

let stored: StoredQueries | undefined
/** What was read of it: an isolate needs a few. */
const found = new Map<number, Required<RouteQuery>>()

const MAX_REMEMBERED = 500
/** By path: many URLs differ in their query alone. */
const remembered = new Map<string, Required<RouteQuery>>()

/** Of a path that a route serves. A release's path takes what the topic's own takes; what it changed is fixed. */
export function findRouteQuery(path: string): Required<RouteQuery> {
  let query = remembered.get(path)
  if (!query) {
    query = matchTemplates(path)
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    remembered.set(path, query)
  }
  return query
}

function matchTemplates(path: string): Required<RouteQuery> {
  stored ??= JSON.parse(QUERIES) as StoredQueries
  const own = path.includes('/releases/') ? path.replace(/\/releases\/[^/]+(?=\/(?!changes$))/, '') : path
  const segments = (own.length > 1 && own.endsWith('/') ? own.slice(0, -1) : own).split('/')
  const [paths, queries] = stored.routes[segments.length - 1] ?? ['', []]
  const place = queries[paths.split(' ').findIndex((template) => fits(template, segments))]
  return place === undefined ? DEFAULT : findQuery(stored, place)
}

function findQuery({ rules, queries }: StoredQueries, place: number): Required<RouteQuery> {
  const known = found.get(place)
  if (known) return known
  const { rules: places = {}, ...rest } = queries[place] ?? {}
  const own = Object.entries(places).map(([name, rule]) => [name, rules[rule] as Rule])
  const query = { ...DEFAULT, ...rest, rules: Object.fromEntries(own) }
  found.set(place, query)
  return query
}

/** What is wrong with a URL without a query, where the route needs one. */
export function listMissing(path: string): { errors: ParameterError[]; allowed: string[] } {
  const { rules } = findRouteQuery(path)
  const missing = readQuery('', rules)
  return { errors: 'errors' in missing ? missing.errors : [], allowed: Object.keys(rules) }
}

/** What is wrong with the text of a parameter that a page keeps; absent where nothing is. */
export function describeWrong(path: string, name: string, text: string): string | undefined {
  const rule = findRouteQuery(path).rules[name]
  const parsed = rule && parseValue(rule, text)
  return parsed && 'detail' in parsed ? parsed.detail : undefined
}

function fits(template: string, segments: readonly string[]): boolean {
  return template.split('/').every((part, index) => {
    const segment = segments[index] ?? ''
    const star = part.indexOf('*')
    if (star < 0) return segment === part
    const after = part.slice(star + 1)
    return segment.length > star + after.length && segment.startsWith(part.slice(0, star)) && segment.endsWith(after)
  })
}
