/**
 * Turns away, before any route runs, what no route serves: other methods than GET, HEAD and OPTIONS (RFC 9110, 15.5.6),
 * malformed addresses, and parameters that the route does not declare, which would multiply its entries in every cache.
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { App } from '../environment.ts'
import type { ParameterTable } from '../lists/parameter-schema.ts'
import { ignoresUnknown, isStrict, PARAMETERS } from '../lists/parameters.ts'
import { formatQuery, keepKnown, readQuery } from '../lists/query.ts'
import { type Failure, respondWithProblem } from './problem.ts'
import { isOverLimit } from './rate-limit.ts'
import { movingCacheControl, redirect, respondToOptions } from './response.ts'

/** No address here is nearly as long. */
const MAX_PATH_LENGTH = 500

const TABLES = new Map<string, ParameterTable>(Object.entries(PARAMETERS))
const NO_PARAMETERS: ParameterTable = {}

export const guardRequests = () =>
  createMiddleware<App>(async function guardRequest(c, next) {
    const { method, path, url } = c.req
    if (method === 'OPTIONS') return respondToOptions()
    if (method !== 'GET' && method !== 'HEAD') return respondWithProblem({ kind: 'method-not-allowed', method }, path)
    const failure = checkAddress(path, url)
    if (failure) return respondWithProblem(failure, path)
    const limiter = c.env.RATE_LIMITER
    if (limiter && (await isOverLimit(limiter, c.req.raw.headers))) {
      return respondWithProblem({ kind: 'too-many-requests' }, path)
    }
    return (url.includes('?') ? takeQuery(c) : undefined) ?? next()
  })

function checkAddress(path: string, url: string): Failure | undefined {
  // Some Hosts of a caller’s own making spoil it, and a fragment would hide the query: it is never sent (RFC 9110, 7.1).
  if (url.includes('#') || !URL.canParse(url))
    return { kind: 'malformed', detail: 'The address is not a URL (RFC 3986).' }
  if (path.length > MAX_PATH_LENGTH) return { kind: 'not-found', detail: 'No address here is that long.' }
  if (!url.includes('%')) return undefined
  try {
    decodeURIComponent(new URL(url).pathname)
    return undefined
  } catch {
    return { kind: 'malformed', detail: 'The path is not percent-encoded UTF-8 (RFC 3986, 2.1).' }
  }
}

/**
 * Leaves the parsed query to the route, unless something in it is wrong. Programs that use the API are told what. Readers
 * come to pages with whatever a network put behind the address, or from a form, and sites put `?ver=` behind a script's:
 * these are led to the address itself, with what it knows of the query; but not in a frame, which would lose what Pym.js tells it.
 */
function takeQuery(c: Context<App>): Response | undefined {
  const { search } = new URL(c.req.url)
  const template = findTemplate(c)
  if (search === '' || template === undefined) return undefined
  const table = TABLES.get(template) ?? NO_PARAMETERS
  if (!isStrict(template)) return takePageQuery(c, search, table)
  const read = readQuery(search, table, ignoresUnknown(c.req.path) ? 'ignore' : 'refuse')
  if ('errors' in read) {
    const failure: Failure = { kind: 'bad-parameters', errors: read.errors, allowed: Object.keys(table) }
    return respondWithProblem(failure, c.req.path)
  }
  // `?&` asks for nothing.
  if (Object.keys(read.values).length > 0) c.set('query', read.values)
  return undefined
}

function takePageQuery(c: Context<App>, search: string, table: ParameterTable): Response | undefined {
  const values = keepKnown(search, table)
  const canonical = new URL(`${c.env.PUBLIC_ORIGIN}${c.req.path}${formatQuery(values)}`)
  if (canonical.search !== search && !ignoresUnknown(c.req.path))
    return redirect(308, canonical.href, movingCacheControl(c.env.FRESH_SECONDS))
  c.set('query', values)
  return undefined
}

/** The route's path as OpenAPI writes it, a release's as the topic's own; absent when no route serves the address. */
function findTemplate(c: Context<App>): string | undefined {
  const path = matchedRoutes(c).find((route) => route.method === 'GET')?.path
  return path?.replace('/releases/:release', '').replace(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')
}
