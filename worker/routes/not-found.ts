import type { Hono, NotFoundHandler } from 'hono'
import type { App } from '../env.ts'
import { redirect, revalidatedCacheControl } from '../http/response.ts'
import { fail } from '../serve.ts'
import { showProblem } from './problem-page.ts'

/** 404; or a redirect, with the query, where a route serves the path without the slashes at its end. */
export function createNotFound(app: Hono<App>): NotFoundHandler<App> {
  return function notFound(c) {
    const { pathname, search } = new URL(c.req.url)
    const path = pathname.replace(/\/+$/, '')
    if (path !== pathname && hasRoute(app, path)) {
      return redirect(308, `${c.env.PUBLIC_ORIGIN}${path}${search}`, revalidatedCacheControl(c.env.FRESH_SECONDS))
    }
    return showProblem(c, fail(c, { kind: 'not-found', detail: 'There is nothing at this address.' }))
  }
}

/** A route of its own, and not only middleware. */
function hasRoute(app: Hono<App>, path: string): boolean {
  const [handlers] = app.router.match('GET', path)
  return handlers.some(([[, route]]) => route.method === 'GET')
}
