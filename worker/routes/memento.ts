/**
 * A topic at a past time (RFC 7089): the timegate, the timemap, and `?at=`, which serves a URL of a topic as it was, in one request
 * and without a redirect. Content-Location is the permanent URL.
 */
import type { Context, Hono } from 'hono'
import { findReleaseAt, listReleases } from '../../data/store/log.ts'
import type { Log } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import { parseHttpDate } from '../http/conditional.ts'
import { format, type Link } from '../http/links.ts'
import { DATA_HEADERS, redirect, revalidatedCacheControl } from '../http/response.ts'
import { formatQuery } from '../query/parse.ts'
import { describeError, fail, type Rendered, serveTopic } from '../serve.ts'
import { type ResolvedTopic, resolveLog, resolveTopic } from '../store/resolve.ts'
import { Routes } from './routes.ts'

const LINK_FORMAT = 'application/link-format'

export const memento = new Routes()
  .get('/timegate', serveTimegate)
  .get('/timemap', (c) => serveTimeMap(c, formatTimeMap))
  .get('/timemap.json', (c) => serveTimeMap(c, formatJsonTimeMap))

/** Without Accept-Datetime, the current release (RFC 7089, 4.2). */
function serveTimegate(c: Context<App>): Promise<Response> {
  const wanted = c.req.header('Accept-Datetime')
  const time = wanted === undefined ? Number.POSITIVE_INFINITY : parseHttpDate(wanted)
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    // Redirects are not cached, so the key need not contain Accept-Datetime.
    key: c.req.path,
    load: (resolved) => resolveLog(c.get('storage'), resolved),
    render: ({ ref, log }) => {
      if (time === undefined) {
        return {
          kind: 'malformed',
          detail: 'Accept-Datetime must be an HTTP date such as Tue, 24 Jul 2007 12:00:00 GMT.',
        }
      }
      const original = `${c.env.PUBLIC_ORIGIN}/v1/topics/${ref.topic}`
      const release = findReleaseAt(log, time)
      if (release === undefined) return { kind: 'not-found', detail: `${ref.topic} has no release yet.` }
      return redirect(302, `${original}/releases/${release}`, revalidatedCacheControl(c.env.FRESH_SECONDS), {
        Vary: 'Accept-Datetime',
        Link: format([
          [original, 'original'],
          [`${original}/timemap`, 'timemap', LINK_FORMAT],
          [`${original}/releases`, 'version-history'],
        ]),
      })
    },
  })
}

/** The readable releases of a topic with their URLs, oldest first. */
interface TimeMap {
  original: string
  mementos: { url: string; date: string }[]
}

function serveTimeMap(c: Context<App>, write: (map: TimeMap) => Pick<Rendered, 'body' | 'type'>): Promise<Response> {
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveLog(c.get('storage'), resolved),
    render: ({ ref, log }: ResolvedTopic & { log: Log }) => {
      const original = `${c.env.PUBLIC_ORIGIN}/v1/topics/${ref.topic}`
      const mementos = listReleases(ref, log)
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ release, published }) => ({ url: `${original}/releases/${release}`, date: published }))
      return { ...write({ original, mementos }), modified: ref.updated, headers: { ...DATA_HEADERS } }
    },
  })
}

/** Formats a timemap (RFC 7089, 5); `datetime`, `from` and `until` are HTTP dates. */
function formatTimeMap({ original, mementos }: TimeMap): Pick<Rendered, 'body' | 'type'> {
  const toHttpDate = (date = '') => new Date(date).toUTCString()
  const span =
    mementos.length > 0 && `; from="${toHttpDate(mementos[0]?.date)}"; until="${toHttpDate(mementos.at(-1)?.date)}"`
  const links: Link[] = [
    [original, 'original'],
    [`${original}/timegate`, 'timegate'],
  ]
  const lines = [
    ...links.map((link) => format([link])),
    `${format([[`${original}/timemap`, 'self', LINK_FORMAT]])}${span || ''}`,
    ...mementos.map(({ url, date }, index) => {
      const place = [index === 0 && 'first', index === mementos.length - 1 && 'last', 'memento'].filter(Boolean)
      return `<${url}>; rel="${place.join(' ')}"; datetime="${toHttpDate(date)}"`
    }),
  ]
  return { body: `${lines.join(',\n')}\n`, type: LINK_FORMAT }
}

/** Formats a timemap as Memento aggregators do: dates are RFC 3339. */
function formatJsonTimeMap({ original, mementos }: TimeMap): Pick<Rendered, 'body' | 'type'> {
  const list = mementos.map(({ url, date }) => ({ datetime: date, uri: url }))
  const map = {
    original_uri: original,
    timegate_uri: `${original}/timegate`,
    timemap_uri: { link_format: `${original}/timemap`, json_format: `${original}/timemap.json` },
    mementos: { ...(list.length > 0 && { first: list[0], last: list.at(-1) }), list },
  }
  return { body: JSON.stringify(map), type: 'application/json' }
}

/** Returns milliseconds since the epoch. A day means its end, so releases of that day count. */
function readTime(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T23:59:59.999Z` : text)
}

const PATH = /^(\/v1\/topics\/([^/]*?))((?:\.(?:md|jsonld|zip))?(?:\/.*)?)$/

/** Returns the handler of `?at=`. `app` serves the release. */
export const createServeAsOf = (app: Hono<App>) =>
  async function serveAsOf(c: Context<App>, at: string): Promise<Response> {
    const { at: _at, ...rest } = c.get('query') ?? {}
    const [, base = '', topic = '', below = ''] = PATH.exec(c.req.path) ?? []
    const resolved = await resolveTopic(c.get('storage'), topic)
    const history = resolved.kind === 'resolved' ? await resolveLog(c.get('storage'), resolved) : resolved
    if (history.kind !== 'resolved') return fail(c, describeError(history, { topic }))
    const [first] = listReleases(history.ref, history.log)
    const time = readTime(at)
    if (!first || Date.parse(first.published) > time) {
      const since = first ? `; the first was published at ${first.published}` : ''
      return fail(c, { kind: 'not-found', detail: `${topic} had no release at ${at}${since}.` })
    }
    const pinned = `${c.env.PUBLIC_ORIGIN}${base}/releases/${findReleaseAt(history.log, time)}${below}${formatQuery(rest)}`
    const { RATE_LIMITER: _, ...env } = c.env
    const response = await app.fetch(new Request(pinned, c.req.raw), env)
    if (!response.ok && response.status !== 304) return response
    const headers = new Headers(response.headers)
    // If Accept has chosen a format, the response has its own Content-Location.
    if (!headers.has('Content-Location')) headers.set('Content-Location', pinned)
    // Not the caching of a pinned release: a rollback today may still change what was current today.
    headers.set('Cache-Control', revalidatedCacheControl(c.env.FRESH_SECONDS))
    return new Response(response.body, { status: response.status, headers })
  }
