/** Failures as pages for browsers and as problem+json for other clients; handler for paths without a route. */
import type { Context, Handler, Hono, NotFoundHandler } from 'hono'
import type { Problem } from '../../data/schema/api.ts'
import type { App } from '../env.ts'
import { rankTypes } from '../http/accept.ts'
import { addressOf } from '../http/assets.ts'
import { redirect, revalidatedCacheControl } from '../http/response.ts'
import { PAGE_HEADERS } from '../http/security-headers.ts'
import { renderProblemPage } from '../pages/frame/ProblemPage.tsx'
import { fail } from '../serve.ts'

const JSON_TYPE = 'application/problem+json'
const HTML_TYPE = 'text/html'

/** Wraps a route that serves pages: a problem is also a page if the client prefers HTML. */
export const withProblemPage =
  (serve: (c: Context<App>) => Response | Promise<Response>): Handler<App> =>
  async (c) =>
    showProblem(c, await serve(c))

/** Renders a problem as a page if the client prefers HTML. `frameHeaders` are given for a page in a frame on another site. */
export async function showProblem(
  c: Context<App>,
  response: Response,
  frameHeaders?: Record<string, string>,
): Promise<Response> {
  if (response.headers.get('Content-Type') !== JSON_TYPE) return response
  const problem = new Response(response.body, response)
  if (!prefersPage(c)) {
    problem.headers.append('Vary', 'Accept')
    return problem
  }
  const body = renderProblemPage({
    problem: await problem.json<Problem>(),
    origin: c.env.PUBLIC_ORIGIN,
    assets: { stylesheet: addressOf('site.css'), ...(frameHeaders && { script: addressOf('frame.js') }) },
    isBare: frameHeaders !== undefined,
  })
  return asPage(problem, body, frameHeaders)
}

/** Whether the client would rather have a problem as a page. */
export function prefersPage(c: Context<App>): boolean {
  return rankTypes(c.req.header('Accept'), [JSON_TYPE, HTML_TYPE])[0] === HTML_TYPE
}

/** A problem with this page in its place. */
export function asPage(problem: Response, body: string, pageHeaders: Record<string, string> = PAGE_HEADERS): Response {
  const response = new Response(body, problem)
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value)
  response.headers.set('Content-Type', `${HTML_TYPE}; charset=utf-8`)
  response.headers.append('Vary', 'Accept')
  return response
}

/** Handles paths without a route: 404, or a redirect with the query if a route serves the path without extra slashes. */
export function createNotFound(app: Hono<App>): NotFoundHandler<App> {
  return function notFound(c) {
    const { pathname, search } = new URL(c.req.url)
    const path = `/${pathname.replace(/^\/+|\/+$/g, '')}`
    if (path !== pathname && hasRoute(app, path)) {
      return redirect(308, `${c.env.PUBLIC_ORIGIN}${path}${search}`, revalidatedCacheControl(c.env.FRESH_SECONDS))
    }
    return showProblem(c, fail(c, { kind: 'not-found', detail: 'There is nothing at this URL.', hint: ' See /docs.' }))
  }
}

/** Whether a route matches, and not only middleware. */
function hasRoute(app: Hono<App>, path: string): boolean {
  const [handlers] = app.router.match('GET', path)
  return handlers.some(([[, route]]) => route.method === 'GET')
}
