/**
 * `?at=`: a URL under a topic as it was at a time, which is the same URL under the release that readers had then. One request,
 * without a redirect; Content-Location is where these bytes stay.
 */
import type { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { findReleaseAt, listReleases } from '../../data/store/log.ts'
import type { App } from '../env.ts'
import { revalidatedCacheControl } from '../http/response.ts'
import { formatQuery } from '../query/parse.ts'
import { describeError, fail } from '../serve.ts'
import { resolveLog, resolveTopic } from '../store/resolve.ts'

/** Milliseconds since the epoch. A day stands for its end: all that was published on it counts. */
function readTime(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T23:59:59.999Z` : text)
}

const PATH = /^(\/v1\/topics\/([a-z0-9-]+))(.*)$/

/** `app` serves the release. */
export const asOf = (app: Hono<App>) =>
  createMiddleware<App>(async function serveAsOf(c, next) {
    const { at, ...rest } = c.get('query') ?? {}
    const [, base = '', topic = '', below = ''] = PATH.exec(c.req.path) ?? []
    if (typeof at !== 'string' || topic === '') return next()
    if (below.startsWith('/releases/')) {
      const detail = 'is not for a URL that names a release'
      return fail(c, { kind: 'bad-parameters', errors: [{ parameter: 'at', detail }] })
    }
    const resolved = await resolveTopic(c.var.storage, topic)
    const history = resolved.kind === 'resolved' ? await resolveLog(c.var.storage, resolved) : resolved
    if (history.kind !== 'resolved') return fail(c, describeError(history, { topic }))
    const [first] = listReleases(history.ref, history.log)
    const time = readTime(at)
    if (!first || Date.parse(first.published) > time) {
      const since = first ? `; the first release is of ${first.published}` : ''
      return fail(c, { kind: 'not-found', detail: `${topic} had no release at ${at}${since}.` })
    }
    const pinned = `${c.env.PUBLIC_ORIGIN}${base}/releases/${findReleaseAt(history.log, time)}${below}${formatQuery(rest)}`
    const { RATE_LIMITER: _, ...env } = c.env
    const response = await app.fetch(new Request(pinned, c.req.raw), env)
    if (response.status >= 400) return response
    const headers = new Headers(response.headers)
    headers.set('Content-Location', pinned)
    // A rollback of today may still change what was current today.
    headers.set('Cache-Control', revalidatedCacheControl(c.env.FRESH_SECONDS))
    return new Response(response.body, { status: response.status, headers })
  })
