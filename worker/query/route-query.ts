/** The query parameters of a route, and what happens to unknown ones. */
import { QUERIES } from '../../.build/parameters-module.js'
import { parseValue, type Rule, type Rules } from './parameter.ts'
import { type ParameterError, readQuery } from './parse.ts'

/**
 * How a route handles an unknown parameter: with a 400, by ignoring it, or by a redirect to the URL without it. The API and
 * `/snippet`, which programs read, are strict. Pages and scripts redirect: networks and other sites add parameters to their URLs,
 * each of which would be another entry in every cache. A frame and oEmbed ignore them, since they receive parameters that are meant
 * for others.
 */
export type UnknownParameters = 'refuse' | 'ignore' | 'redirect'

/** By default, a route has no parameters and refuses unknown ones. */
export interface RouteQuery {
  unknownParameters?: UnknownParameters
  /** Whether an invalid value is ignored instead of a 400. A redirect drops it anyway. */
  dropsWrongValues?: boolean
  rules?: Rules
}

/** The same with indexes into `StoredQueries.rules`, since many routes share a rule. */
export type StoredQuery = Omit<RouteQuery, 'rules'> & { rules?: Record<string, number> }

/** Output of the build. Routes without parameters are omitted. */
export interface StoredQueries {
  rules: Rule[]
  queries: StoredQuery[]
  /**
   * By number of slashes: paths separated by spaces, with `*` for OpenAPI's braces, the more specific first, such as `/embed/*.js`
   * before `/embed/*`; and for each path its index in `queries`.
   */
  routes: [paths: string, queries: number[]][]
}

const DEFAULT: Required<RouteQuery> = { unknownParameters: 'refuse', dropsWrongValues: false, rules: {} }

let stored: StoredQueries | undefined
/** Queries that this isolate has used, by index. */
const found = new Map<number, Required<RouteQuery>>()

const MAX_REMEMBERED = 500
/** By path: many URLs differ only in their query. */
const remembered = new Map<string, Required<RouteQuery>>()

/** Returns the query rules of a path. A release's path has those of the topic's path without `at`, except `changes`, which has none. */
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
  const query = place === undefined ? DEFAULT : findQuery(stored, place)
  if (own === path) return query
  const { at: _, ...rules } = query.rules
  return { ...query, rules }
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

/** Returns the errors of a URL without a query, if the route requires parameters. */
export function listMissing(path: string): ParameterError[] {
  const missing = readQuery('', findRouteQuery(path).rules)
  return 'errors' in missing ? missing.errors : []
}

/** Returns the error of a value that a page keeps; absent if the value is valid. */
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
