/**
 * The history of a topic: its releases, what changed between any two, the one that was current at a given time, and a TimeMap
 * (RFC 7089).
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { compareTopics } from '../../data/build/changes.ts'
import type { Changes, Collection, ReleaseRow } from '../../data/schema/api.ts'
import { findReleaseAt, listReleases } from '../../data/store/log.ts'
import type { Log, Ref } from '../../data/store/records.ts'
import type { App } from '../env.ts'
import { parseFileRequest, serveFile } from '../file-request.ts'
import { parseHttpDate } from '../http/dates.ts'
import { format, type Link } from '../http/links.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS, redirect, revalidatedCacheControl } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { listTopic } from '../lists/collection.ts'
import { formatQuery } from '../query/parse.ts'
import { describeError, fail, type Rendered, serveTopic } from '../serve.ts'
import { isRecord } from '../store/guards.ts'
import { type ResolvedFile, type ResolvedTopic, resolveFileOf, resolveLog, resolveTopic } from '../store/resolve.ts'

const LINK_FORMAT = 'application/link-format'
const WHOLE_TOPIC = 'topic.json'

export const releases = new Routes()
  .get('/releases', serveReleases)
  .get('/releases/:release/changes', (c) => serveFile(c, parseFileRequest(c, 'changes.json')))
  .get('/changes', serveComparison)
  .get('/timegate', serveTimegate)
  .get('/timemap', (c) => serveTimeMap(c, formatTimeMap))
  .get('/timemap.json', (c) => serveTimeMap(c, formatJsonTimeMap))

const RELEASE_PATH = /^(\/v1\/topics\/([a-z0-9-]+)\/releases)\/([^/]*?)((?:\.(?:md|jsonld|zip))?(?:\/.*)?)$/
const NUMBER = /^[1-9]\d{0,8}$/

/** `/releases/latest` leads to the release that readers have now; what is no number of a release says so. */
export const nameRelease = () =>
  createMiddleware<App>(async function readReleaseName(c, next) {
    const [, base = '', topic = '', name = '', below = ''] = RELEASE_PATH.exec(c.req.path) ?? []
    if (name === '' || NUMBER.test(name)) return next()
    const resolved = await resolveTopic(c.var.storage, topic)
    if (resolved.kind !== 'resolved') return fail(c, describeError(resolved, { topic }))
    const current = findCurrent(resolved.ref)
    if (name === 'latest' && current !== undefined) {
      const url = `${c.env.PUBLIC_ORIGIN}${base}/${current}${below}${formatQuery(c.get('query') ?? {})}`
      return redirect(302, url, revalidatedCacheControl(c.env.FRESH_SECONDS))
    }
    const numbers = `Releases have whole numbers from 1, without leading zeros; the newest of ${topic} is ${resolved.ref.latest}.`
    return fail(c, { kind: 'not-found', detail: `“${name}” is not the number of a release. ${numbers}` })
  })

/** Absent while there is only a draft. */
function findCurrent({ manifest }: Ref): number | undefined {
  return manifest.draft ? manifest.basedOn : manifest.release
}

function serveReleases(c: Context<App>): Promise<Response> {
  const url = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveLog(c.var.storage, resolved),
    render: ({ ref, log }) => {
      const list: Collection<ReleaseRow> = { items: listReleases(ref, log) }
      return {
        body: JSON.stringify(list),
        type: 'application/json',
        modified: ref.updated,
        headers: {
          ...DATA_HEADERS,
          Link: format([
            [url, 'self'],
            [url, 'canonical'],
            [`${c.env.PUBLIC_ORIGIN}/v1/schemas/ReleaseList.json`, 'describedby', 'application/schema+json'],
            [url.replace(/\/releases$/, ''), 'original'],
            [url.replace(/\/releases$/, '/timemap'), 'timemap', LINK_FORMAT],
          ]),
        },
      }
    },
  })
}

/** Between any two releases; without `from`, what release `to` changed, as it was found out when that was published. */
function serveComparison(c: Context<App>): Promise<Response> {
  const { from, to } = (c.get('query') ?? {}) as { from?: number; to?: number }
  const { storage } = c.var
  const query = formatQuery({ from, to })
  const about = { topic: c.req.param('topic') ?? '', key: `${c.req.path}${query}` }
  if (from === undefined) {
    return serveTopic(c, {
      ...about,
      ...(to !== undefined && { release: to }),
      load: (resolved) => resolveFileOf(storage, resolved, 'changes.json', to),
      render: async ({ blob, manifest: { release } }) =>
        renderChanges(c, query, { previous: release, ...(await storage.blobs.parseCached(blob, asChanges)) }),
    })
  }
  return serveTopic(c, {
    ...about,
    load: async (resolved) => {
      const newer = await loadTopic(c, resolved, to)
      if (newer.kind !== 'resolved') return newer
      const older = await loadTopic(c, resolved, from)
      return older.kind === 'resolved' ? { ...newer, older } : older
    },
    render: async ({ blob, older }) => {
      const before = await storage.blobs.parseCached(older.blob, listTopic)
      const after = await storage.blobs.parseCached(blob, listTopic)
      return renderChanges(c, query, compareTopics(before.topic, after.topic))
    },
  })
}

function renderChanges(c: Context<App>, query: string, changes: Changes): Rendered {
  const url = `${c.env.PUBLIC_ORIGIN}${c.req.path}`
  return {
    body: JSON.stringify(changes),
    type: 'application/json',
    headers: {
      ...DATA_HEADERS,
      Link: format([
        [`${url}${query}`, 'self'],
        [`${url}?from=${changes.previous}&to=${changes.release}`, 'canonical'],
        [`${c.env.PUBLIC_ORIGIN}/v1/schemas/Changes.json`, 'describedby', 'application/schema+json'],
      ]),
    },
  }
}

/** For `parseCached`. */
function asChanges(changes: Changes): Changes {
  if (!isRecord(changes)) throw new SyntaxError('changes.json is malformed')
  return changes
}

async function loadTopic(
  c: Context<App>,
  resolved: ResolvedTopic,
  release: number | undefined,
): Promise<ResolvedFile | Failure> {
  const file = await resolveFileOf(c.var.storage, resolved, WHOLE_TOPIC, release)
  const request = { topic: resolved.ref.topic, path: WHOLE_TOPIC, ...(release !== undefined && { release }) }
  return file.kind === 'resolved' ? file : describeError(file, request)
}

/** Without Accept-Datetime, the current release (RFC 7089, 4.2). */
function serveTimegate(c: Context<App>): Promise<Response> {
  const wanted = c.req.header('Accept-Datetime')
  const time = wanted === undefined ? Number.POSITIVE_INFINITY : parseHttpDate(wanted)
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    // Never kept: the header chooses.
    key: c.req.path,
    load: (resolved) => resolveLog(c.var.storage, resolved),
    render: ({ ref, log }) => {
      if (time === undefined) {
        return { kind: 'malformed', detail: 'Accept-Datetime must be a date such as Tue, 24 Jul 2007 12:00:00 GMT.' }
      }
      const original = `${c.env.PUBLIC_ORIGIN}/v1/topics/${ref.topic}`
      const release = findReleaseAt(log, time) ?? ref.manifest.release
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

/** The releases of a topic that can be read, oldest first, and where they are. */
interface TimeMap {
  original: string
  mementos: { url: string; date: string }[]
}

function serveTimeMap(c: Context<App>, write: (map: TimeMap) => Pick<Rendered, 'body' | 'type'>): Promise<Response> {
  return serveTopic(c, {
    topic: c.req.param('topic') ?? '',
    key: c.req.path,
    load: (resolved) => resolveLog(c.var.storage, resolved),
    render: ({ ref, log }: ResolvedTopic & { log: Log }) => {
      const original = `${c.env.PUBLIC_ORIGIN}/v1/topics/${ref.topic}`
      const mementos = listReleases(ref, log)
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ release, published }) => ({ url: `${original}/releases/${release}`, date: published }))
      return { ...write({ original, mementos }), modified: ref.updated, headers: { ...DATA_HEADERS } }
    },
  })
}

/** RFC 7089, 5: `datetime`, `from` and `until` are HTTP dates. */
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

/** As Memento aggregators write it: dates are RFC 3339. */
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
