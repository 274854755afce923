/** Runs before every route: opens storage, and refuses requests that no route serves. */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { App } from './env.ts'
import type { Failure } from './http/problem.ts'
import { isOverLimit } from './http/rate-limit.ts'
import { redirect, respondToOptions, revalidatedCacheControl } from './http/response.ts'
import { openIsolate } from './isolate.ts'
import { formatQuery, keepKnown, readQuery } from './query/parse.ts'
import { findRouteQuery } from './query/route-query.ts'
import { fail } from './serve.ts'

/** Far longer than any path of this service. */
const MAX_PATH_LENGTH = 500

interface Options {
  /** Serves a URL with `?at=` as it was at that time. */
  serveAsOf: (c: Context<App>, at: string) => Promise<Response>
  /** Renders a problem as a page if the client prefers HTML. */
  showProblem: (c: Context<App>, problem: Response) => Promise<Response>
}

/**
 * Puts the isolate's state into the request's context. Refuses methods other than GET, HEAD and OPTIONS (RFC 9110, 15.5.6),
 * malformed URLs, and parameters that the route does not declare, since they would multiply its entries in every cache.
 */
export const prepareRequests = ({ serveAsOf, showProblem }: Options) =>
  createMiddleware<App>(async function prepareRequest(c, next) {
    const { storage, assets, responses, withdrawals } = openIsolate(c.env)
    c.set('storage', storage)
    c.set('assets', assets)
    c.set('responses', responses)
    c.set('withdrawals', withdrawals)
    const { method, path, url } = c.req
    if (method === 'OPTIONS') return respondToOptions()
    if (method !== 'GET' && method !== 'HEAD') return fail(c, { kind: 'method-not-allowed', method })
    const failure = checkAddress(path, url)
    if (failure) return fail(c, failure)
    const limiter = c.env.RATE_LIMITER
    if (limiter && (await isOverLimit(limiter, c.req.raw.headers))) {
      return fail(c, { kind: 'too-many-requests' })
    }
    const spelling = url.includes('%') ? normalizePath(url) : undefined
    if (spelling) {
      return redirect(308, `${c.env.PUBLIC_ORIGIN}${spelling}`, revalidatedCacheControl(c.env.FRESH_SECONDS))
    }
    if (!url.includes('?')) return next()
    const refused = takeQuery(c, path, url)
    // The only strict route outside the API: a link to it may be opened in a browser.
    if (refused) return path === '/snippet' ? showProblem(c, refused) : refused
    const at = c.get('query')?.at
    return typeof at === 'string' ? serveAsOf(c, at) : next()
  })

/** The last origin that was checked: nothing after a valid origin makes a URL invalid (URL Standard, 4.4). */
let goodOrigin = '#'

function checkAddress(path: string, url: string): Failure | undefined {
  // A forged Host can make the URL invalid. A fragment, which clients never send (RFC 9110, 7.1), would hide the query.
  if (url.includes('#') || !(url.startsWith(goodOrigin) || URL.canParse(url)))
    return { kind: 'malformed', detail: 'This is not a valid URL (RFC 3986).' }
  goodOrigin = url.slice(0, url.indexOf('/', 'https://'.length) + 1) || '#'
  if (path.length > MAX_PATH_LENGTH)
    return { kind: 'not-found', detail: `The path has over ${MAX_PATH_LENGTH} characters.` }
  if (!url.includes('%')) return undefined
  try {
    decodeURIComponent(new URL(url).pathname)
    return undefined
  } catch {
    return { kind: 'malformed', detail: 'The path must be percent-encoded UTF-8 (RFC 3986, 2.1).' }
  }
}

/**
 * Returns path and query in the canonical spelling for caches, without needless percent-encoding (RFC 3986, 6.2.2). Absent if
 * the path is canonical already, or needs an encoding, which no URL of this service does.
 */
function normalizePath(url: string): string | undefined {
  const { pathname, search } = new URL(url)
  const normalized = pathname.replace(/%([\da-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return /[\w.~@-]/.test(character) ? character : encoded
  })
  return normalized === pathname || normalized.includes('%') ? undefined : normalized + search
}

/** Sets the parsed query for the route. Errors give a 400 that names each parameter, unless the route redirects or ignores them. */
function takeQuery(c: Context<App>, path: string, url: string): Response | undefined {
  // The URL is serialised and has no fragment (see `checkAddress`).
  const search = url.slice(url.indexOf('?'))
  if (search === '?' || !hasRoute(c)) return undefined
  const { unknownParameters, dropsWrongValues, rules } = findRouteQuery(path)
  if (unknownParameters === 'redirect' || dropsWrongValues) {
    const values = keepKnown(search, rules)
    const canonical = new URL(`${c.env.PUBLIC_ORIGIN}${path}${formatQuery(values)}`)
    if (unknownParameters === 'redirect' && canonical.search !== search)
      return redirect(308, canonical.href, revalidatedCacheControl(c.env.FRESH_SECONDS))
    c.set('query', values)
    return undefined
  }
  const read = readQuery(search, rules, unknownParameters)
  if ('errors' in read) {
    const failure: Failure = { kind: 'bad-parameters', errors: read.errors, allowed: Object.keys(rules) }
    return fail(c, failure)
  }
  // `?&` has no parameters.
  if (Object.keys(read.values).length > 0) c.set('query', read.values)
  return undefined
}

/** Whether a route matches, and not only middleware. */
function hasRoute(c: Context<App>): boolean {
  return matchedRoutes(c).some(({ method }) => method === 'GET')
}
