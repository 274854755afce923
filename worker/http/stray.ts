import type { Hono, NotFoundHandler } from 'hono'
import type { App } from '../environment.ts'
import { showFailure } from '../routes/problem-page.ts'
import { movingCacheControl, redirect } from './response.ts'

/** What no route serves: led on when it is an address of ours but for slashes at its end, with its query; else a 404. */
export function createStray(app: Hono<App>): NotFoundHandler<App> {
  return function respondToStray(c) {
    const { pathname, search } = new URL(c.req.url)
    const address = pathname.replace(/\/+$/, '')
    if (address !== pathname && hasRoute(app, address)) {
      return redirect(308, `${c.env.PUBLIC_ORIGIN}${address}${search}`, movingCacheControl(c.env.FRESH_SECONDS))
    }
    return showFailure(c, { kind: 'not-found', detail: 'There is nothing at this address.' })
  }
}

/** One of its own, and not merely what is there for all. */
function hasRoute(app: Hono<App>, path: string): boolean {
  const [handlers] = app.router.match('GET', path)
  return handlers.some(([[, route]]) => route.method === 'GET')
}
